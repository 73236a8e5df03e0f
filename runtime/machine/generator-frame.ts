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
 * While it is in a `yield*`, its chain answers (`chain.ts`).
 */
import { alreadyRunning, Chain, COMPLETED, DELEGATING, RUNNING, SUSPENDED, type Link, type Method, type Mode } from "./chain.js";
import { iteratorSymbol } from "./closables.js";
import { Delegate } from "./delegate.js";
import { DONE, type Completion, type Describe, type Frame, type FrameFields, type Step } from "./frame.js";
import { installFrameMethods } from "./methods.js";
import { unwind, type Outcome } from "./unwind.js";

/** %IteratorPrototype%. */
export const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;

// The engine folds a module's own constants into the code; an imported one it reads at each use.
const END = DONE;

/** The frame behind an inner iterator whose `method` is ours, if nothing else stands between. */
type FindFrame = (inner: Delegate, method: Method) => GeneratorFrame | undefined;

let findHiddenFrame: FindFrame = () => undefined;

/** Makes the frames behind another kind of generator object known. */
export function findFramesAlsoWith(find: FindFrame): void {
  findHiddenFrame = find;
}

/** What `iterable[Symbol.iterator]` of an untouched generator is: the object itself. */
const returnThis = (iteratorPrototype as { [Symbol.iterator]: unknown })[Symbol.iterator];

export class GeneratorFrame implements FrameFields, Link {
  // The two numbers are declared only: class fields are `undefined` at first, and the engine would check at each use what they hold.
  declare state: number;
  sent: unknown;
  readonly step: Step;
  readonly describe: Describe;
  slots: unknown[] | undefined;
  /** @internal */
  declare mode: Mode;
  /** @internal */
  inner: GeneratorFrame | Delegate | Chain | undefined;

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

  /** The three methods, by a name that no program can replace; `next` while a body is suspended is a way of its own. */
  private resume(method: Method, value: unknown): IteratorResult<unknown> {
    switch (this.mode) {
      case SUSPENDED:
        return this.resumeAbruptly(method === "return" ? "return" : "throw", value);
      case DELEGATING:
        return this.chain().resume(method, value);
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
    if (this.mode === DELEGATING) return new Chain(this).begin();
    if (this.state === END) {
      this.mode = COMPLETED;
      return { value, done: true };
    }
    this.mode = SUSPENDED;
    return { value, done: false };
  }

  /** @internal Afterwards the generator is {@link RUNNING}, or {@link DELEGATING} if that was a `yield*`. */
  run(): unknown {
    this.mode = RUNNING;
    try {
      return this.step(this as unknown as Frame);
    } catch (error) {
      return this.recover(error);
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

  /** `throw` and `return` of a body that is suspended at a yield. */
  private resumeAbruptly(kind: "throw" | "return", value: unknown): IteratorResult<unknown> {
    const outcome = this.leaveYield({ kind, value });
    if (outcome === "resume") return this.advance();
    if (outcome === "threw") throw this.sent;
    return { value: this.sent, done: true };
  }

  /** @internal */
  leaveYield(completion: Completion): Outcome {
    this.mode = RUNNING;
    const outcome = unwind(this, completion);
    if (outcome !== "resume") this.mode = COMPLETED;
    return outcome;
  }

  /** @internal */
  asks(method: Method): GeneratorFrame | undefined {
    const { asked } = this;
    if (!(asked instanceof GeneratorFrame)) return findHiddenFrame(asked, method);
    return method === "next" || asked[method] === untouched[method] ? asked : undefined;
  }

  /** @internal */
  asksOutside(): Delegate {
    const { asked } = this;
    return asked instanceof GeneratorFrame ? new Delegate(asked as unknown as Iterator<unknown>, untouched.next) : asked;
  }

  /** Whom the running `yield*` asks. */
  private get asked(): GeneratorFrame | Delegate {
    const { inner } = this;
    return (inner instanceof Chain ? inner.asked : inner) as GeneratorFrame | Delegate;
  }

  /** The chain that begins with this generator. */
  private chain(): Chain {
    return this.inner instanceof Chain ? this.inner : new Chain(this);
  }
}

/** The methods as they are before a program can replace them. */
const untouched = { next: GeneratorFrame.prototype.next, throw: GeneratorFrame.prototype.throw, return: GeneratorFrame.prototype.return };

/** Whether `yield*` of this value can only mean to resume a frame of ours. */
function isOurs(iterable: unknown): iterable is GeneratorFrame {
  if (!(iterable instanceof GeneratorFrame) || iterable.next !== untouched.next) return false;
  return (iterable as { [Symbol.iterator]?: unknown })[iteratorSymbol] === returnThis;
}

installFrameMethods(GeneratorFrame.prototype);

Object.setPrototypeOf(GeneratorFrame.prototype, iteratorPrototype);
Object.defineProperty(GeneratorFrame.prototype.next, "length", { value: 1, configurable: true });
Object.defineProperty(GeneratorFrame.prototype, Symbol.toStringTag, { value: "Generator", configurable: true });

/** Emitted in place of a generator's body: a generator object that has not run anything yet. */
export function startGenerator(step: Step, describe: Describe): Generator<any, any, any> {
  return new GeneratorFrame(step, describe) as unknown as Generator<unknown, unknown, unknown>;
}
