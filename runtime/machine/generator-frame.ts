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
import { DONE, type Completion, type Describe, type Frame, type FrameFields, type Step } from "./frame.js";
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
/** The inner generator of a `yield*`, if it is one of ours, or whom to ask. */
type Inner = GeneratorFrame | Delegate;

// The engine folds a module's own constants into the code; an imported one it reads at each use.
const END = DONE;

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
  // The two numbers are declared only: class fields are `undefined` at first, and the engine would check at each use what they hold.
  declare state: number;
  sent: unknown;
  readonly step: Step;
  readonly describe: Describe;
  slots: unknown[] | undefined;
  private declare mode: Mode;
  private inner: Inner | undefined;

  constructor(step: Step, describe: Describe) {
    this.state = 0;
    this.sent = undefined;
    this.step = step;
    this.describe = describe;
    this.slots = undefined;
    this.mode = SUSPENDED;
    this.inner = undefined;
  }

  next(value?: unknown): IteratorResult<unknown>;
  /** Reads its argument itself: a parameter would have to be made up for each call that passes none, as those of `for-of` do. */
  next(): IteratorResult<unknown> {
    const value: unknown = arguments.length === 0 ? undefined : arguments[0];
    if (this.mode !== SUSPENDED) return this.resume("next", value);
    this.sent = value;
    return this.advance();
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

  delegate(iterable: unknown): void {
    this.inner = isOurs(iterable) ? iterable : Delegate.of(iterable);
    this.mode = DELEGATING;
  }

  /** Runs the step from `state` to the next yield, or to the end. */
  private advance(): IteratorResult<unknown> {
    const value = this.run();
    return this.mode === RUNNING ? this.answer(value) : this.startInner();
  }

  /** What the step returns; afterwards the generator is {@link RUNNING}, or {@link DELEGATING} if that was a `yield*`. */
  private run(): unknown {
    this.mode = RUNNING;
    try {
      return this.step(this as unknown as Frame);
    } catch (error) {
      return this.recover(error);
    }
  }

  /** What the caller gets for a yield, or for the end. */
  private answer(value: unknown): IteratorResult<unknown> {
    if (this.state === END) {
      this.mode = COMPLETED;
      return { value, done: true };
    }
    this.mode = SUSPENDED;
    return { value, done: false };
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

  /** A `yield*` begins. In a loop, since any number of them may yield nothing. */
  private startInner(): IteratorResult<unknown> {
    let value: unknown;
    do {
      this.mode = RUNNING;
      const result = this.firstOfInner();
      if (result !== null) return result;
      value = this.run();
    } while (this.mode !== RUNNING);
    return this.answer(value);
  }

  /** The first `next` of a `yield*`. What the caller gets; null if the step goes on. */
  private firstOfInner(): IteratorResult<unknown> | null {
    const frame = frameOf(this.inner!, "next");
    if (frame === undefined || frame.mode !== SUSPENDED) return this.resumeInner("next", undefined);
    let result: IteratorResult<unknown>;
    try {
      frame.sent = undefined;
      result = frame.advance();
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
    let around: GeneratorFrame | undefined;
    let frame: GeneratorFrame = this;
    for (let inner = frame.link(method); inner !== undefined; inner = frame.link(method)) {
      around = frame;
      frame = inner;
    }
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
      while (frame !== this && (threw || frame.lastBefore(undefined, "next").mode !== SUSPENDED)) {
        frame = around ?? this.lastBefore(frame, method);
        around = undefined;
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

  /** Of the chain that begins with this generator, the one that delegates to `end`; without an end, the innermost. */
  private lastBefore(end: GeneratorFrame | undefined, method: Method): GeneratorFrame {
    let frame: GeneratorFrame = this;
    for (let inner = frame.link(method); inner !== end; inner = frame.link(method)) frame = inner!;
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
      while (frame !== undefined && frame !== this) frame = frame.link("next");
      return frame === this;
    });
  }

  /** The generator of ours to which this one delegates. */
  private link(method: Method): GeneratorFrame | undefined {
    return this.mode === DELEGATING ? frameOf(this.inner!, method) : undefined;
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
function frameOf(inner: Inner, method: Method): GeneratorFrame | undefined {
  if (!(inner instanceof GeneratorFrame)) return findHiddenFrame(inner, method);
  return method === "next" || inner[method] === untouched[method] ? inner : undefined;
}

function alreadyRunning(): TypeError {
  return new TypeError("Generator is already running");
}

installFrameMethods(GeneratorFrame.prototype);

Object.setPrototypeOf(GeneratorFrame.prototype, iteratorPrototype);
Object.defineProperty(GeneratorFrame.prototype.next, "length", { value: 1, configurable: true });
Object.defineProperty(GeneratorFrame.prototype, Symbol.toStringTag, { value: "Generator", configurable: true });

/** Emitted in place of a generator's body: a generator object that has not run anything yet. */
export function startGenerator(step: Step, describe: Describe): Generator<any, any, any> {
  return new GeneratorFrame(step, describe) as unknown as Generator<unknown, unknown, unknown>;
}
