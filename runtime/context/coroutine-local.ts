/**
 * How does a value follow a coroutine through all of its yields?
 *
 *     const requestId = new CoroutineLocal("none");
 *     requestId.set("7");                  seen by the rest of this coroutine and by what it starts from now on
 *     requestId.run("8", () => this.get()) seen by that call only, and by what it starts
 *
 * It is Python's `ContextVar` for every platform: no part of Node is needed. The loop keeps the values in the context
 * that callbacks, timeouts and coroutines have anyway.
 */
import { inContext, running, type Context } from "./context.js";
import { currentContext } from "../loop/ioloop.js";

export class CoroutineLocal<T> {
  private readonly fallback: T;

  /** `fallback` is the value where nobody has set one. */
  constructor(fallback: T) {
    this.fallback = fallback;
  }

  get(): T {
    const variables = running.context?.variables;
    return variables?.has(this) ? (variables.get(this) as T) : this.fallback;
  }

  /** From here on, to the end of the running coroutine or callback. Its caller keeps the value it has. */
  set(value: T): void {
    running.context = this.with(value);
  }

  /** Calls `body` with another value and returns what it returns. */
  run<R>(value: T, body: () => R): R {
    return inContext(this.with(value), body);
  }

  private with(value: T): Context {
    const context = currentContext();
    return { ...context, variables: new Map([...(context.variables ?? []), [this, value]]) };
  }
}
