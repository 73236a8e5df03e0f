/**
 * How do the two drivers come to have the same frame?
 *
 * A coroutine's frame *is* its Future (one object per call), a generator's frame *is* its generator object; JavaScript
 * has no multiple inheritance, so what emitted code calls on either is installed on both prototypes from here.
 *
 *     emitted                              run time
 *     return co.return(jobs);              the machine is DONE, the step returns the result
 *     co.leave(5); continue step;          unwinds to state 5, or to a `finally` on the way
 *     default: return co.result;           reached when a return completion has left the last region
 */
import { DONE, type Completion, type Frame, type FrameFields } from "./frame.js";
import { finish, unwind, type Outcome } from "./unwind.js";

/** An unwinding that ends in an exception leaves the step with it; the driver sees the state DONE and does not retry. */
function proceed(frame: FrameFields, outcome: Outcome): void {
  if (outcome === "threw") throw frame.sent;
}

type FrameMethods = Pick<Frame, "return" | "exit" | "leave" | "finish" | "caught" | "result">;

const frameMethods: FrameMethods & ThisType<FrameFields> = {
  get caught(): unknown {
    return (this as unknown as FrameFields).sent;
  },
  get result(): unknown {
    return (this as unknown as FrameFields).sent;
  },
  return(value?: unknown): unknown {
    this.state = DONE;
    return value;
  },
  exit(value?: unknown): void {
    proceed(this, unwind(this, { kind: "return", value } satisfies Completion));
  },
  leave(target: number): void {
    proceed(this, unwind(this, { kind: "jump", target }));
  },
  finish(region: number): void {
    proceed(this, finish(this, region));
  },
};

/** Puts what emitted code expects of a frame on the prototype of a driver's class; `delegate` is the driver's own. */
export function installFrameMethods(prototype: object): void {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(frameMethods))) {
    Object.defineProperty(prototype, name, { ...descriptor, enumerable: false });
  }
}
