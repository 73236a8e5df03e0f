/**
 * How does `yield*` hand every `next`, `throw` and `return` to the inner iterator?
 *
 * ECMA-262 15.5.5, step by step. The machine suspends at the state after the `yield*` and keeps the inner iterator in
 * slot 0 of its frame; as long as it is there, the driver asks it first.
 *
 *     yield* inner;        co.state = 4; return co.delegate(inner);              in a generator
 *                          co.state = 4; if (co.delegates(inner)) return;        in a coroutine
 */
import { openIterator, requireResult } from "./closables.js";

const { apply } = Reflect;

export class Delegate {
  readonly iterator: Iterator<unknown>;
  readonly nextMethod: unknown;

  constructor(iterator: Iterator<unknown>, nextMethod: unknown) {
    this.iterator = iterator;
    this.nextMethod = nextMethod;
  }

  /** @throws TypeError if `iterable` has no iterator */
  static of(iterable: unknown): Delegate {
    const iterator = openIterator(iterable);
    return new Delegate(iterator, iterator.next);
  }

  next(value: unknown): object {
    return this.ask(this.nextMethod, value);
  }

  /** @throws TypeError, after closing the iterator, if it cannot be thrown into */
  throw(error: unknown): object {
    const { throw: method } = this.iterator as { throw?: unknown };
    if (method !== undefined && method !== null) return this.ask(method, error);
    const { return: close } = this.iterator as { return?: unknown };
    if (close !== undefined && close !== null) requireResult(apply(close as () => unknown, this.iterator, []));
    throw new TypeError("The iterator does not provide a 'throw' method.");
  }

  /** The result of the iterator's own `return`, or null if it has none. */
  return(value: unknown): object | null {
    const { return: method } = this.iterator as { return?: unknown };
    return method === undefined || method === null ? null : this.ask(method, value);
  }

  private ask(method: unknown, value: unknown): object {
    const result: unknown = apply(method as () => unknown, this.iterator, [value]);
    requireResult(result);
    return result;
  }
}
