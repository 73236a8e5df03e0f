/**
 * How do functions with callbacks and functions with Futures call each other?
 *
 *     const body = yield* Task(fetchWithCallback, url);           calls fetchWithCallback(url, callback)
 *
 *     const fetch = returnFuture(function (url, callback) { … }); fetch(url) is a Future, fetch(url, done) calls done too
 */
import { ReturnValueIgnoredError } from "../errors.js";
import { Future } from "../future/future.js";
import { IOLoop } from "../loop/ioloop.js";
import { ExceptionStackContext } from "../context/stack-context.js";

/** What a callback gets when it is called with more than one argument. Tornado: `gen.Arguments`. */
export class Arguments {
  readonly args: readonly unknown[];

  constructor(args: readonly unknown[]) {
    this.args = args;
  }
}

type WithCallback<A extends unknown[], R extends unknown[]> = (...args: [...A, (...results: R) => void]) => unknown;
type Delivered<R extends unknown[]> = R extends [] ? undefined : R extends [infer T] ? T : Arguments;

/**
 * Calls `body(...args, callback)` and returns a Future for what the callback gets: `undefined` for no argument, the
 * argument for one, {@link Arguments} for more. What `body` throws, and what is thrown in a callback that it has given
 * to the loop, fails the Future. Later calls of the callback are ignored. Tornado: `gen.Task`.
 */
export function Task<A extends unknown[], R extends unknown[]>(body: WithCallback<A, R>, ...args: A): Future<Delivered<R>> {
  const future = new Future<Delivered<R>>();
  const callback = (...results: R): void => {
    if (!future.done()) future.setResult(delivered(results));
  };
  failsWith(future).run(() => body(...args, callback));
  return future;
}

/**
 * Makes a function that delivers its result by calling its last parameter return a Future instead. A caller may still
 * pass a callback in last place: it is called with the result in a later iteration. A synchronous exception goes to the
 * caller, a later one into the Future. `body` must not return anything. Tornado: `concurrent.return_future`.
 */
export function returnFuture<This, A extends unknown[], T>(
  body: (this: This, ...args: [...A, (result?: T) => void]) => void,
): (this: This, ...args: [...A] | [...A, callback: ((result: T) => void) | undefined]) => Future<T> {
  const parameters = body.length - 1;
  return function (this: This, ...given) {
    const future = new Future<T>();
    const callback = given.length > parameters ? (given[parameters] as ((result: T) => void) | undefined) : undefined;
    const args = given.slice(0, parameters) as A;
    if (callback !== undefined) IOLoop.current().addFuture(future, () => callback(future.result()));
    let synchronous = true;
    const context = new ExceptionStackContext((error) => {
      if (synchronous || future.done()) return false;
      future.setException(error);
      return true;
    });
    const result: unknown = context.run(() =>
      body.call(this, ...args, (value?: T) => void (future.done() || future.setResult(value as T))),
    );
    synchronous = false;
    if (result !== undefined) {
      throw new ReturnValueIgnoredError("a function under returnFuture must not return a value; it calls its callback");
    }
    return future;
  };
}

function delivered<R extends unknown[]>(results: R): Delivered<R> {
  return (results.length > 1 ? new Arguments(results) : results[0]) as Delivered<R>;
}

function failsWith(future: Future<any>): ExceptionStackContext {
  return new ExceptionStackContext((error) => {
    if (future.done()) return false;
    future.setException(error);
    return true;
  });
}
