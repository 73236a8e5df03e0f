/** How does a coroutine wait for an event or for a callback with an error in first place? */
import type { EventEmitter } from "node:events";
import { Future } from "../future/future.js";
import { ProducedFuture } from "../future/produced.js";

/**
 * A Future with the arguments of the next `event`. It fails with the argument of an `error` event that comes first.
 * Cancelling it removes the listeners.
 */
export function once(emitter: EventEmitter, event: string | symbol): Future<any[]> {
  const future: ProducedFuture<any[]> = new ProducedFuture<any[]>({
    cancel(reason) {
      stop();
      return future.cancelNow(reason);
    },
  });
  const succeed = (...args: any[]): void => {
    stop();
    future.setResult(args);
  };
  const fail = (error: unknown): void => {
    stop();
    future.setException(error);
  };
  const stop = (): void => {
    emitter.off(event, succeed);
    emitter.off("error", fail);
  };
  emitter.on(event, succeed);
  if (event !== "error") emitter.on("error", fail);
  return future;
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
