/**
 * What belongs to the running code besides its stack?
 *
 * The loop that will resume it, the `StackContext`s around it and its context variables. The three are one immutable
 * `Context`, so a coroutine remembers them in one field and a driver checks all of them with one comparison:
 *
 *     frame.context = running.context;               at the start of a coroutine
 *     if (running.context !== frame.context) …       after a step: only then is there anything to do
 */
import type { IOLoop } from "../loop/ioloop.js";
import type { StackEntry } from "./stack-context.js";

/** Never changed after it was made: entering a block or setting a variable makes another one. */
export interface Context {
  readonly loop: IOLoop;
  /** The innermost `StackContext` around the running code. */
  readonly stack: StackEntry | undefined;
  readonly variables: ReadonlyMap<object, unknown> | undefined;
}

/** The context of the code that runs now; `undefined` until the first loop exists. */
export const running: { context: Context | undefined } = { context: undefined };

/** Adds to the context that something new is started in. Nothing does unless a program has asked for it. */
export const capturing: { capture: ((context: Context) => Context) | undefined } = { capture: undefined };

/** Calls `body` in `context` and returns what it returns; the context before is restored, also after an exception. */
export function inContext<R>(context: Context, body: () => R): R {
  const outer = running.context;
  running.context = context;
  try {
    return body();
  } finally {
    running.context = outer;
  }
}
