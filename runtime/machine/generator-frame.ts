/**
 * How does a machine behave as a generator object?
 *
 * `next`, `throw` and `return` each run the step to its next yield, synchronously; the step is the same that a coroutine
 * runs. The frame is the object that the caller holds:
 *
 *     const it = walk(tree);         startGenerator(co => { … }, walk$machine)        nothing has run yet
 *     it.next(16)                    sent = 16; step()          { value, done: co.state === DONE }
 *     it.return(5)                   leaves the suspended state with a return completion: `finally` blocks run
 *
 * ECMA-262 27.5: a running generator cannot be resumed; one that has not started ends at once under `throw` and `return`.
 *
 * Generators that delegate to each other by `yield*` are a chain, linked by `inner`. The innermost is resumed directly, however
 * long the chain is; the others go on when it has ended.
 */
import { iteratorSymbol } from "./closables.js";
import { Delegate } from "./delegate.js";
import { DELEGATE, DONE, type Completion, type Describe, type Frame, type FrameFields, type Step } from "./frame.js";
import { installFrameMethods } from "./methods.js";
import { unwind } from "./unwind.js";

/** %IteratorPrototype%. */
export const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;

// What the generator is doing, as ECMA-262's [[GeneratorState]] says.
const SUSPENDED = 0;
const RUNNING = 1;
/** Suspended in a `yield*`: `inner` is asked first. */
const DELEGATING = 2;
const COMPLETED = 3;

type Mode = typeof SUSPENDED | typeof RUNNING | typeof DELEGATING | typeof COMPLETED;

// The engine folds a module's own constants into the code; an imported one it reads at each use.
const END = DONE;
const INNER = DELEGATE;

/** How a caller resumes a generator. */
export type Method = "next" | "throw" | "return";

/** The frame behind an inner iterator whose `method` is ours, if nothing else stands between. */
type FindFrame = (inner: Delegate, method: Method) => GeneratorFrame | undefined;

let findHiddenFrame: FindFrame = () => undefined;

/** Makes the frames behind another kind of generator object known. */
export function findFramesAlsoWith(find: FindFrame): void {
  findHiddenFrame = find;
}

/** What `iterable[Symbol.iterator]` of an untouched generator is: the object itself. */
const returnThis = (iteratorPrototype as { [Symbol.iterator]: unknown })[Symbol.iterator];

/** The generators through which another one, the innermost of its chain, was resumed and runs now. */
const resumed: GeneratorFrame[] = [];

export class GeneratorFrame implements FrameFields {
  state: number;
  sent: unknown;
  readonly step: Step;
  readonly describe: Describe;
  slots: unknown[] | undefined;
  private mode: Mode;
  /** Of a running `yield*`: the inner generator, if it is one of ours, or whom to ask. */
  private inner: GeneratorFrame | Delegate | undefined;

  constructor(step: Step, describe: Describe) {
    this.state = 0;
    this.sent = undefined;
    this.step = step;
    this.describe = describe;
    this.slots = undefined;
    this.mode = SUSPENDED;
    this.inner = undefined;
  }

  next(value?: unknown): IteratorResult<unknown> {
    return this.resume("next", value);
  }

  throw(error?: unknown): IteratorResult<unknown> {
    return this.resume("throw", error);
  }

  return(value?: unknown): IteratorResult<unknown> {
    return this.resume("return", value);
  }

  /** The three methods, by a name that no program can replace. */
  private resume(method: Method, value: unknown): IteratorResult<unknown> {
    switch (this.mode) {
      case SUSPENDED:
        return this.endYield(method, value) ?? this.advance();
      case DELEGATING:
        return this.resumeInnermost(method, value);
      case RUNNING:
        throw alreadyRunning();
      case COMPLETED:
        if (method === "throw") throw value;
        return { value: method === "return" ? value : undefined, done: true };
    }
  }

  delegate(iterable: unknown): unknown {
    this.inner = isOurs(iterable) ? iterable : Delegate.of(iterable);
    return DELEGATE;
  }

  /** Runs the step from `state` to the next yield, or to the end: in a loop, since any number of `yield*` may yield nothing. */
  private advance(): IteratorResult<unknown> {
    for (;;) {
      this.mode = RUNNING;
      let value: unknown;
      try {
        value = this.step(this as unknown as Frame);
      } catch (error) {
        value = this.recover(error);
      }
      if (this.state === END) {
        this.mode = COMPLETED;
        return { value, done: true };
      }
      if (value !== INNER) {
        this.mode = SUSPENDED;
        return { value, done: false };
      }
      const result = this.startInner();
      if (result !== null) return result;
    }
  }

  /** The step has thrown: it goes on in the handler, if there is one, and what it comes to then is returned. */
  private recover(error: unknown): unknown {
    for (;;) {
      if (this.state === END) {
        this.mode = COMPLETED;
        throw error;
      }
      if (unwind(this, { kind: "throw", value: error }) !== "resume") {
        this.mode = COMPLETED;
        throw this.sent;
      }
      try {
        return this.step(this as unknown as Frame);
      } catch (next) {
        error = next;
      }
    }
  }

  /** Leaves the suspended yield with `completion`. What the caller gets; null if there is a handler, in which the step goes on. */
  private leaveYield(completion: Completion): IteratorResult<unknown> | null {
    this.mode = RUNNING;
    const outcome = unwind(this, completion);
    if (outcome === "resume") return null;
    this.mode = COMPLETED;
    if (outcome === "threw") throw this.sent;
    return { value: this.sent, done: true };
  }

  /** The first `next` of a `yield*`. What the caller gets; null if the step goes on. */
  private startInner(): IteratorResult<unknown> | null {
    const frame = frameOf(this.inner!, "next");
    if (frame === undefined || frame.mode !== SUSPENDED) return this.resumeInner("next", undefined);
    let result: IteratorResult<unknown>;
    try {
      result = frame.resume("next", undefined);
    } catch (error) {
      return this.endInner("throw", error);
    }
    if ((frame.mode as Mode) === COMPLETED) return this.endInner("next", result.value);
    return this.receive(result, "next");
  }

  /**
   * For a chain of delegating generators, without a call for each of them: the innermost one is resumed, and what it
   * yields is the answer of all. Only when it ends, those around it go on, one after the other.
   */
  private resumeInnermost(method: Method, value: unknown): IteratorResult<unknown> {
    let frame = this.innermost(method);
    if (frame.mode === RUNNING && this.isResumed()) throw alreadyRunning();
    // A result of somebody else's iterator is looked at by each generator on its way.
    if (frame.mode === RUNNING || frame.mode === DELEGATING) return this.resumeInner(method, value) ?? this.advance();
    resumed.push(this);
    try {
      let result!: IteratorResult<unknown>;
      let error: unknown;
      let threw = false;
      try {
        result = frame.resume(method, value);
      } catch (thrown) {
        threw = true;
        error = thrown;
      }
      while (frame !== this && (threw || frame.innermost("next").mode !== SUSPENDED)) {
        frame = this.around(frame, method);
        try {
          result = (threw ? frame.endInner("throw", error) : frame.receive(result, method)) ?? frame.advance();
          threw = false;
        } catch (thrown) {
          threw = true;
          error = thrown;
        }
      }
      if (threw) throw error;
      return result;
    } finally {
      resumed.pop();
    }
  }

  /** The generator that delegates to `inner`, in the chain that begins with this one. */
  private around(inner: GeneratorFrame, method: Method): GeneratorFrame {
    let frame: GeneratorFrame = this;
    for (let next = frameOf(frame.inner!, method)!; next !== inner; next = frameOf(frame.inner!, method)!) frame = next;
    return frame;
  }

  /** The answer of the inner iterator of a `yield*`. What the caller gets; null if that has ended and the step goes on. */
  private receive(result: IteratorResult<unknown>, method: Method): IteratorResult<unknown> | null {
    let value: unknown;
    try {
      if (!result.done) {
        this.mode = DELEGATING;
        return result;
      }
      ({ value } = result);
    } catch (error) {
      return this.endInner("throw", error);
    }
    return this.endInner(method === "return" ? "return" : "next", value);
  }

  /** The `yield*` is over: with a result, with an exception, or because the generator is to return. */
  private endInner(method: Method, value: unknown): IteratorResult<unknown> | null {
    this.inner = undefined;
    return this.endYield(method, value);
  }

  /** A yield evaluates to `value`, throws it, or is a `return` of it. What the caller gets; null if the step goes on. */
  private endYield(method: Method, value: unknown): IteratorResult<unknown> | null {
    if (method !== "next") return this.leaveYield({ kind: method, value });
    this.sent = value;
    return null;
  }

  /** Whether another generator, the innermost of the chain, was resumed through this one and runs now. */
  private isResumed(): boolean {
    return resumed.some((root) => {
      let frame: GeneratorFrame | undefined = root;
      while (frame !== undefined && frame !== this) frame = frame.mode === DELEGATING ? frameOf(frame.inner!, "next") : undefined;
      return frame === this;
    });
  }

  /** The last of the generators that delegate to each other, beginning with this one. */
  private innermost(method: Method): GeneratorFrame {
    let frame: GeneratorFrame = this;
    while (frame.mode === DELEGATING) {
      const inner = frameOf(frame.inner!, method);
      if (inner === undefined) break;
      frame = inner;
    }
    return frame;
  }

  /** A `yield*` is running: the inner iterator answers, until it is done. Its result objects are handed on as they are. */
  private resumeInner(method: Method, value: unknown): IteratorResult<unknown> | null {
    const inner = this.inner instanceof GeneratorFrame ? new Delegate(this.inner as unknown as Iterator<unknown>, untouched.next) : this.inner!;
    this.mode = RUNNING;
    let result: IteratorResult<unknown> | null;
    try {
      result = inner[method](value) as IteratorResult<unknown> | null;
    } catch (error) {
      return this.endInner("throw", error);
    }
    return this.receive(result ?? { value, done: true }, method);
  }
}

/** The methods as they are before a program can replace them. */
const untouched = { next: GeneratorFrame.prototype.next, throw: GeneratorFrame.prototype.throw, return: GeneratorFrame.prototype.return };

/** Whether `yield*` of this value can only mean to resume a frame of ours. */
function isOurs(iterable: unknown): iterable is GeneratorFrame {
  if (!(iterable instanceof GeneratorFrame) || iterable.next !== untouched.next) return false;
  return (iterable as { [Symbol.iterator]?: unknown })[iteratorSymbol] === returnThis;
}

/** The frame that `method` of the inner iterator of a `yield*` resumes, if it is one of ours. */
function frameOf(inner: GeneratorFrame | Delegate, method: Method): GeneratorFrame | undefined {
  if (!(inner instanceof GeneratorFrame)) return findHiddenFrame(inner, method);
  return method === "next" || inner[method] === untouched[method] ? inner : undefined;
}

function alreadyRunning(): TypeError {
  return new TypeError("Generator is already running");
}

installFrameMethods(GeneratorFrame.prototype);

Object.setPrototypeOf(GeneratorFrame.prototype, iteratorPrototype);
Object.defineProperty(GeneratorFrame.prototype, Symbol.toStringTag, { value: "Generator", configurable: true });

/** Emitted in place of a generator's body: a generator object that has not run anything yet. */
export function startGenerator(step: Step, describe: Describe): Generator<any, any, any> {
  return new GeneratorFrame(step, describe) as unknown as Generator<unknown, unknown, unknown>;
}
