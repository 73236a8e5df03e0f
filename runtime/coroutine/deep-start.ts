/**
 * How can coroutines start one another a million levels deep?
 *
 *     *count(n) { return n === 0 ? 0 : 1 + (yield this.count(n - 1)); }
 *
 * A coroutine starts synchronously, inside the step of the one that calls it, so every level takes stack. At a fixed
 * depth a start is put off. The caller gets the Future as ever, yields it as a rule, and so the stack unwinds; the
 * outermost start then sees to what was put off, before it returns to its own caller.
 */
import type { CoroutineFrame } from "./coroutine-frame.js";
import { FAILED, Future } from "../future/future.js";
import { stepInStack } from "../context/stack-context.js";

const deepest = 200;
let depth = 0;
let putOff: CoroutineFrame<any>[] = [];

/** `sent` of a coroutine whose start was put off. */
export const notStarted = new Future<undefined>();

/** Begins a start. False if the stack is too deep for it; otherwise {@link leaveStart} has to follow. */
export function enterStart(): boolean {
  if (depth === deepest) return false;
  depth++;
  return true;
}

export function leaveStart(): void {
  // Still inside the outermost level, so that what is started here does not do the same.
  if (depth === 1 && putOff.length > 0) startPutOff();
  depth--;
}

/** Starts `frame` now, or later if the stack is too deep. */
export function startNested(frame: CoroutineFrame<any>): void {
  if (enterStart()) {
    frame.start();
    leaveStart();
  } else {
    frame.sent = notStarted;
    putOff.push(frame);
  }
}

/** Starts what was put off; each may put off more. */
function startPutOff(): void {
  while (putOff.length > 0) {
    const batch = putOff;
    putOff = [];
    for (const frame of batch) {
      if (frame.done()) continue;
      frame.sent = undefined;
      const { stack } = frame.context;
      if (stack === undefined) frame.start();
      else stepInStack(stack, frame, () => frame.start(), (error) => frame.settle(FAILED, error));
    }
  }
}
