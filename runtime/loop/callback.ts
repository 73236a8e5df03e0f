/**
 * What does the loop keep of `addCallback(callback, …)` until it runs?
 *
 * The function, its arguments and the context it was given in. The same object can wait for a Future (`addFuture`).
 */
import { running, type Context } from "../context/context.js";
import { asFuture } from "../future/convert-yielded.js";
import { FAILED, Future } from "../future/future.js";
import { nameOf } from "../future/names.js";
import type { Runnable } from "./ready-queue.js";
import { report } from "../future/report.js";
import { runInStack } from "../context/stack-context.js";
import type { Waiter } from "../future/waiters.js";

export type AnyFunction = (...args: any[]) => unknown;

export class Callback implements Runnable, Waiter {
  private readonly callback: AnyFunction;
  private readonly args: readonly unknown[];
  private readonly context: Context;

  constructor(callback: AnyFunction, args: readonly unknown[], context: Context) {
    this.callback = callback;
    this.args = args;
    this.context = context;
  }

  toString(): string {
    return `callback ${nameOf(this.callback)}`;
  }

  /** The Future it waited for is done: runs in the next iteration. */
  futureDone(): void {
    this.context.loop.enqueue(this);
  }

  run(): void {
    const { callback, args, context } = this;
    const outer = running.context;
    running.context = context;
    try {
      if (context.stack === undefined) this.check(callback(...args));
      else runInStack(context.stack, () => this.check(callback(...args)));
    } catch (error) {
      this.handle(error);
    }
    running.context = outer;
  }

  /** A callback may be a coroutine or a native async function; nobody but the loop sees its Future or promise. */
  private check(result: unknown): void {
    if (typeof result !== "object" || result === null) return;
    if (!(result instanceof Future || typeof (result as PromiseLike<unknown>).then === "function")) return;
    const future = asFuture(result as Future<unknown>);
    future.addDoneCallback(() => {
      if (future.status === FAILED) this.handle(future.exception());
    });
  }

  /** The loop goes on, whatever an overridden handler does. */
  private handle(error: unknown): void {
    try {
      this.context.loop.handleCallbackException(this.callback, error);
    } catch (failure) {
      report("Exception in handleCallbackException", failure);
    }
  }
}
