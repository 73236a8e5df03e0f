/** How does a native promise, or anything with a `then`, become a Future? */
import { Future } from "./future.js";
import { report } from "./report.js";

/** An error that comes after a cancellation has no Future to be in; that it was aborted is no news. */
function fail(future: Future<unknown>, error: unknown): void {
  if (!future.done()) future.setException(error);
  else if (future.cancelled() && (error as Error | null | undefined)?.name !== "AbortError") {
    report("Exception in a promise whose Future was cancelled", error);
  }
}

/**
 * A Future with the outcome of `promise`; it is settled by the promise's own callbacks, so a microtask after it.
 * Cancelling the Future only stops the waiting: a promise cannot be told.
 */
export function fromPromise<T>(promise: PromiseLike<T>): Future<T> {
  const future = new Future<T>();
  try {
    promise.then(
      (value) => void (future.done() || future.setResult(value)),
      (error: unknown) => fail(future, error),
    );
  } catch (error) {
    // A thenable of the user's own may throw instead, even after it has called back.
    if (!future.done()) future.setException(error);
  }
  return future;
}
