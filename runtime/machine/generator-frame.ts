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
 */
import { beginDelegation, delegateOf, endDelegation } from "./delegate.js";
import { DELEGATE, DONE, type Completion, type Describe, type Frame, type FrameFields, type Step } from "./frame.js";
import { installFrameMethods } from "./methods.js";
import { unwind } from "./unwind.js";

export class GeneratorFrame implements FrameFields {
  state: number;
  sent: unknown;
  readonly step: Step;
  readonly describe: Describe;
  slots: unknown[] | undefined;
  private running: boolean;

  constructor(step: Step, describe: Describe) {
    this.state = 0;
    this.sent = undefined;
    this.step = step;
    this.describe = describe;
    this.slots = undefined;
    this.running = false;
  }

  next(value?: unknown): IteratorResult<unknown> {
    if (this.running) throw alreadyRunning();
    if (this.state === DONE) return { value: undefined, done: true };
    if (this.slots !== undefined && this.slots[0] !== undefined) return this.resumeDelegate({ kind: "next", value });
    this.sent = value;
    return this.advance();
  }

  throw(error?: unknown): IteratorResult<unknown> {
    return this.complete({ kind: "throw", value: error });
  }

  return(value?: unknown): IteratorResult<unknown> {
    return this.complete({ kind: "return", value });
  }

  delegate(iterable: unknown): unknown {
    return beginDelegation(this, iterable);
  }

  /** Runs the step from `state` to the next yield, or to the end. */
  private advance(): IteratorResult<unknown> {
    this.running = true;
    let value: unknown;
    for (;;) {
      try {
        value = this.step(this as unknown as Frame);
        break;
      } catch (error) {
        if (this.state === DONE) {
          this.running = false;
          throw error;
        }
        if (unwind(this, { kind: "throw", value: error }) !== "resume") {
          this.running = false;
          throw this.sent;
        }
      }
    }
    this.running = false;
    if (value === DELEGATE) return this.resumeDelegate({ kind: "next", value: undefined });
    return { value, done: this.state === DONE };
  }

  /** Leaves the suspended yield with `completion`; runs on in the handler, if there is one. */
  private complete(completion: Extract<Completion, { kind: "throw" | "return" }>): IteratorResult<unknown> {
    if (this.running) throw alreadyRunning();
    if (this.state === DONE) {
      if (completion.kind === "throw") throw completion.value;
      return { value: completion.value, done: true };
    }
    if (delegateOf(this) !== undefined) return this.resumeDelegate(completion);
    return this.leaveYield(completion);
  }

  private leaveYield(completion: Completion): IteratorResult<unknown> {
    this.running = true;
    const outcome = unwind(this, completion);
    this.running = false;
    if (outcome === "resume") return this.advance();
    if (outcome === "threw") throw this.sent;
    return { value: this.sent, done: true };
  }

  /** A `yield*` is running: the inner iterator answers, until it is done. Its result objects are handed on as they are. */
  private resumeDelegate(message: { readonly kind: "next" | "throw" | "return"; readonly value: unknown }): IteratorResult<unknown> {
    const inner = delegateOf(this)!;
    this.running = true;
    let result: object | null;
    let done: boolean;
    let value: unknown;
    try {
      result = inner[message.kind](message.value);
      done = result === null || Boolean((result as IteratorResult<unknown>).done);
      if (done) value = result === null ? message.value : (result as IteratorResult<unknown>).value;
    } catch (error) {
      this.running = false;
      endDelegation(this);
      return this.leaveYield({ kind: "throw", value: error });
    }
    this.running = false;
    if (!done) return result as IteratorResult<unknown>;
    endDelegation(this);
    if (message.kind === "return") return this.leaveYield({ kind: "return", value });
    this.sent = value;
    return this.advance();
  }
}

installFrameMethods(GeneratorFrame.prototype);

const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;
Object.setPrototypeOf(GeneratorFrame.prototype, iteratorPrototype);
Object.defineProperty(GeneratorFrame.prototype, Symbol.toStringTag, { value: "Generator", configurable: true });

function alreadyRunning(): TypeError {
  return new TypeError("Generator is already running");
}

/** Emitted in place of a generator's body: a generator object that has not run anything yet. */
export function startGenerator(step: Step, describe: Describe): Generator<unknown, unknown, unknown> {
  return new GeneratorFrame(step, describe) as unknown as Generator<unknown, unknown, unknown>;
}
