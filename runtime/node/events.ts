/** How does a coroutine wait for an event or for a callback with an error in first place? */
import type { EventEmitter } from "node:events";
import { Future } from "../future/future.js";

/**
 * A Future with the arguments of the next `event`. It fails with the argument of an `error` event that comes first.
 * Cancelling it removes the listeners.
 */
export function once(emitter: EventEmitter, event: string | symbol): Future<any[]> {
  return new NextEvent(emitter, event);
}

class NextEvent extends Future<any[]> {
  private readonly stop: () => void;

  constructor(emitter: EventEmitter, event: string | symbol) {
    super();
    const succeed = (...args: any[]): void => {
      this.stop();
      this.setResult(args);
    };
    const fail = (error: unknown): void => {
      this.stop();
      this.setException(error);
    };
    this.stop = () => {
      emitter.off(event, succeed);
      emitter.off("error", fail);
    };
    emitter.on(event, succeed);
    if (event !== "error") emitter.on("error", fail);
  }

  override cancel(reason?: unknown): boolean {
    this.stop();
    return super.cancel(reason);
  }
}

type NodeCallback<T> = (error: unknown, result?: T) => void;

/**
 * Calls `body(callback)` and returns a Future for what the callback gets: an error in first place, or else the result.
 *
 *     const stats = yield* fromCallback<Stats>(callback => stat(path, callback));
 */
export function fromCallback<T = undefined>(body: (callback: NodeCallback<T>) => unknown): Future<T> {
  const future = new Future<T>();
  body((error, result) => {
    if (future.done()) return;
    if (error !== null && error !== undefined) future.setException(error);
    else future.setResult(result as T);
  });
  return future;
}
