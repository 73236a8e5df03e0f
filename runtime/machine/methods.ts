/**
 * How do the two drivers come to have the same frame?
 *
 * A coroutine's frame *is* its Future (one object per call), a generator's frame *is* its generator object; JavaScript
 * has no multiple inheritance, so what emitted code calls on either is installed on both prototypes from here.
 *
 *     emitted                              run time
 *     return co.end(jobs);                 the machine is DONE, the step returns the result
 *     co.leave(5); continue step;          unwinds to state 5, or to a `finally` on the way
 *     default: return co.outcome;           reached when a return completion has left the last region
 */
import { DONE, type Completion, type Frame, type FrameFields } from "./frame.js";
import { Each, keysOf, Resources } from "./closables.js";
import { keyOf, only, requireObject, restOf } from "./operators.js";
import { finish, unwind, type Outcome } from "./unwind.js";

const { apply } = Reflect;

/** An unwinding that ends in an exception leaves the step with it; the driver sees the state DONE and does not retry. */
function proceed(frame: FrameFields, outcome: Outcome): void {
  if (outcome === "threw") throw frame.sent;
}

/** Puts what `region` is to close into its slot. */
function keep<Held>(frame: FrameFields, region: number, held: Held): Held {
  (frame.slots ??= [])[region + 1] = held;
  return held;
}

type FrameMethods = Omit<Frame, keyof FrameFields | "delegate" | "waits" | "delegates">;

const frameMethods: FrameMethods & ThisType<FrameFields> = {
  get caught(): unknown {
    return (this as unknown as FrameFields).sent;
  },
  get outcome(): unknown {
    return (this as unknown as FrameFields).sent;
  },
  end(value?: unknown): unknown {
    this.state = DONE;
    return value;
  },
  exit(value?: unknown): void {
    proceed(this, unwind(this, { kind: "return", value } satisfies Completion));
  },
  leave(target: number): void {
    proceed(this, unwind(this, { kind: "jump", target }));
  },
  finish(region: number, after: number): boolean {
    if (this.slots?.[region + 1] === undefined) {
      this.state = after;
      return false;
    }
    proceed(this, finish(this, region));
    return true;
  },
  iterate(iterable: Iterable<unknown>, region: number): Each {
    return keep(this, region, new Each(iterable));
  },
  keys(object: unknown): Each {
    return new Each(keysOf(object));
  },
  resources(region: number): Resources {
    return keep(this, region, new Resources());
  },
  call(callee: unknown, receiver: unknown, ...list: unknown[]): unknown {
    return apply(callee as () => unknown, receiver, list);
  },
  method(callee: unknown, receiver: unknown) {
    return (...list: unknown[]) => apply(callee as () => unknown, receiver, list);
  },
  key: keyOf,
  only,
  requireObject,
  rest: restOf,
};

/** Puts what emitted code expects of a frame on the prototype of a driver's class; how a yield waits is the driver's own. */
export function installFrameMethods(prototype: object): void {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(frameMethods))) {
    Object.defineProperty(prototype, name, { ...descriptor, enumerable: false });
  }
}
