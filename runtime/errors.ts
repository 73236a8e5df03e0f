/**
 * Which errors can the run time itself raise, and when?
 *
 *     yield 42;                            BadYieldError         nothing to wait for
 *     future.setResult(1);                 InvalidStateError     the second time, or result() before the end
 *     await withTimeout(5, reply);         TimeoutError          the seconds ran out
 *     future.cancel("tab closed");         CancelledError        what whoever waits for that Future gets
 *
 * Each class has its own `name`, so it is recognisable in a log and across copies of the package.
 */

import { summary } from "./future/names.js";

/** A coroutine yielded something that nothing is known to wait for. Thrown at the yield. Tornado: `BadYieldError`. */
export class BadYieldError extends Error {
  override name = "BadYieldError";
}

/** A Future was settled twice, or asked for a result it does not have yet. asyncio: `InvalidStateError`. */
export class InvalidStateError extends Error {
  override name = "InvalidStateError";
}

/** The time allowed ran out. Tornado: `gen.TimeoutError` and `ioloop.TimeoutError`, one class since 5.0. */
export class TimeoutError extends Error {
  override name = "TimeoutError";
}

/** The Future was cancelled, which is neither success nor failure; `reason` is what was given to `cancel(reason)`. */
export class CancelledError extends Error {
  override name = "CancelledError";
  readonly reason: unknown;

  constructor(reason?: unknown) {
    super(reason === undefined ? "cancelled" : `cancelled: ${reason instanceof Error ? reason.message : printed(reason)}`);
    this.reason = reason;
  }
}

function printed(reason: unknown): string {
  return typeof reason === "string" ? reason : summary(reason);
}

/** A yield crossed the border of a `StackContext` block. Thrown at that yield. Tornado: `StackContextInconsistentError`. */
export class StackContextInconsistentError extends Error {
  override name = "StackContextInconsistentError";
}

/** A function that takes a callback also returned a value, which nobody would see. Tornado: `ReturnValueIgnoredError`. */
export class ReturnValueIgnoredError extends Error {
  override name = "ReturnValueIgnoredError";
}

/** `IOLoop.run` was waiting, and nothing was left that could ever end the wait. */
export class DeadlockError extends Error {
  override name = "DeadlockError";
}

/**
 * Ends the coroutine that throws it, with `value` as the result: `throw new Return(x)` is `return x`.
 *
 * It is an exception like any other until it leaves the body: a `catch` around it sees it first, compiled or not. Write
 * `return`; this is for code ported from Python 2. Tornado: `gen.Return`.
 */
export class Return<T = undefined> extends Error {
  override name = "Return";
  readonly value: T;

  constructor(...value: T extends undefined ? [value?: T] : [value: T]) {
    super("throw new Return(…) outside a coroutine");
    this.value = value[0] as T;
  }
}
