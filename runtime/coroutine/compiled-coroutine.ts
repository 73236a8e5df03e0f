/**
 * How does a compiled coroutine run?
 *
 * The compiler has made a step function of the body (`machine/frame.ts` explains its shape). The call makes a frame and
 * runs the step until the coroutine has to wait:
 *
 *     *get(url) { return yield this.fetch(url); }
 *
 *     get(url) { return startCoroutine(co => { … co.state = 1; return this.fetch(url); … }, get$machine); }
 */
import { running } from "../context/context.js";
import { CoroutineFrame } from "./coroutine-frame.js";
import { Future } from "../future/future.js";
import { currentContext } from "../loop/ioloop.js";
import { Delegate } from "../machine/delegate.js";
import { DELEGATE, DONE, type Describe, type Frame, type FrameFields, type Step } from "../machine/frame.js";
import { installFrameMethods } from "../machine/methods.js";
import { unwind, type Outcome } from "../machine/unwind.js";

/** A running `yield*`, in slot 0: whom to ask, and how next. */
interface Delegation {
  readonly inner: Delegate;
  message: "next" | "throw" | "return";
}

export class CompiledCoroutine<T> extends CoroutineFrame<T> implements FrameFields {
  declare step: Step;
  declare slots: unknown[] | undefined;

  constructor(step: Step, describe: Describe) {
    super();
    this.context = running.context ?? currentContext();
    this.page = undefined;
    this.line = 0;
    this.state = 0;
    this.step = step;
    this.describe = describe;
    this.slots = undefined;
  }

  /** `yield* x`: a Future is simply what is yielded; any other iterable is asked by {@link advance}. */
  delegate(iterable: unknown): unknown {
    if (iterable instanceof Future) return iterable;
    (this.slots ??= [])[0] = { inner: new Delegate(iterable), message: "next" } satisfies Delegation;
    this.sent = undefined;
    return DELEGATE;
  }

  protected override advance(): unknown {
    if (this.slots !== undefined) return this.advanceWithSlots();
    try {
      const yielded = this.step(this as unknown as Frame);
      if (this.slots === undefined) return yielded;
      return this.isDelegating() ? this.advanceWithSlots() : yielded;
    } catch (error) {
      this.handle(error);
    }
    return this.advanceWithSlots();
  }

  /** As above, for a machine that has more to look after: a running `yield*`, or exceptions one after the other. */
  private advanceWithSlots(): unknown {
    for (;;) {
      try {
        if (this.isDelegating()) {
          const answer = this.askInner();
          if (!answer.done) return answer.value;
          if (this.state === DONE) return this.sent;
        }
        const yielded = this.step(this as unknown as Frame);
        if (!this.isDelegating()) return yielded;
      } catch (error) {
        this.handle(error);
      }
    }
  }

  /** Goes to the handler of an exception that the step or an inner iterator has thrown; throws it on if there is none. */
  private handle(error: unknown): void {
    // After the machine's own end the exception is final, whoever threw it.
    if (this.state === DONE) throw error;
    if (this.slots !== undefined) this.slots[0] = undefined;
    if (unwind(this, { kind: "throw", value: error }) !== "resume") throw this.sent;
  }

  private isDelegating(): boolean {
    return this.slots !== undefined && this.slots[0] !== undefined;
  }

  protected override throwIntoBody(error: unknown): Outcome {
    return this.tellInner("throw", error) ?? unwind(this, { kind: "throw", value: error });
  }

  protected override returnFromBody(): Outcome {
    return this.tellInner("return", undefined) ?? unwind(this, { kind: "return", value: undefined });
  }

  /** If a `yield*` is running, its iterator gets the message when the body advances. */
  private tellInner(message: Delegation["message"], value: unknown): "resume" | undefined {
    const delegation = this.slots?.[0] as Delegation | undefined;
    if (delegation === undefined) return undefined;
    delegation.message = message;
    this.sent = value;
    return "resume";
  }

  /** Hands the message to the iterator of the running `yield*`. When it is done, the body goes on with its result. */
  private askInner(): IteratorResult<unknown> {
    const delegation = this.slots![0] as Delegation;
    const { inner, message } = delegation;
    delegation.message = "next";
    const answer = (inner[message](this.sent) ?? { done: true, value: this.sent }) as IteratorResult<unknown>;
    if (!answer.done) return { done: false, value: answer.value };
    this.slots![0] = undefined;
    this.sent = answer.value;
    if (message === "return" && unwind(this, { kind: "return", value: answer.value }) === "threw") throw this.sent;
    return answer;
  }

  protected override release(): void {
    this.step = ended;
    this.slots = undefined;
  }
}

installFrameMethods(CompiledCoroutine.prototype);

/** In place of the step of a coroutine that has ended, so that its variables can be collected. */
function ended(): never {
  throw new Error("this coroutine has ended");
}

/** Emitted in place of a coroutine's body: runs it up to the first yield of a pending Future, returns its Future. */
export function startCoroutine<T>(step: Step, describe: Describe): Future<T> {
  return new CompiledCoroutine<T>(step, describe).begin();
}
