/**
 * How does a compiled coroutine run?
 *
 * The compiler has made a step function of the body (`machine/frame.ts` explains its shape). The call makes a frame and
 * runs the step until the coroutine has to wait:
 *
 *     *get(url) { return yield this.fetch(url); }
 *
 *     get(url) { return startCoroutine(co => { … co.state = 1; if (co.waits(this.fetch(url))) return; … }, get$machine); }
 */
import { capturing, running } from "../context/context.js";
import { CoroutineFrame, isTimeToReadClock } from "./coroutine-frame.js";
import { enterStart, leaveStart } from "./deep-start.js";
import { Future, PENDING, SUCCEEDED } from "../future/future.js";
import { currentContext } from "../loop/ioloop.js";
import { Delegate } from "../machine/delegate.js";
import { DONE, type Describe, type Frame, type FrameFields, type Step } from "../machine/frame.js";
import { installFrameMethods } from "../machine/methods.js";
import { unwind, type Outcome } from "../machine/unwind.js";
import { noteSuspended } from "./live-coroutines.js";
import { moment } from "./moment.js";

// The engine folds a module's own constants into the code; an imported one it reads at each use.
const FutureClass = Future;
const pause = moment;
const current = running;

/** The step has returned because of an exception that the body handles: it goes on in the handler, at once. */
let goesOnElsewhere = false;

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
    this.sent = undefined;
    this.state = 0;
    this.step = step;
    this.describe = describe;
    this.slots = undefined;
  }

  /**
   * `yield value`. False if the step runs on, with `sent` as what the yield evaluates to; true if it has to return, because
   * the coroutine waits, has ended, or goes on in the handler of an exception.
   */
  waits(yielded?: unknown): boolean {
    return yielded instanceof FutureClass ? this.waitsForFuture(yielded) : this.waitsOtherwise(yielded);
  }

  /** `yield* iterable`: a Future is simply what is yielded; any other iterable is asked until it is done. */
  delegates(iterable: unknown): boolean {
    return iterable instanceof FutureClass ? this.waitsForFuture(iterable) : this.waitsForIterator(iterable);
  }

  /** What nearly every yield comes to, short enough for the engine to put it into the step. `waitsOtherwise` knows the rest. */
  private waitsForFuture(awaited: Future<unknown>): boolean {
    if (this.status === PENDING && current.context === this.context) {
      const { status } = awaited;
      if (status < SUCCEEDED) {
        this.waitForPending(awaited);
        return true;
      }
      if (status === SUCCEEDED && awaited !== pause && !isTimeToReadClock()) {
        this.sent = awaited.content;
        return false;
      }
    }
    return this.waitsOtherwise(awaited);
  }

  private waitsOtherwise(yielded: unknown): boolean {
    const { state } = this;
    if (!this.goesOnAfter(yielded) || this.pausesAfterMany()) return true;
    if (this.state === state) return false;
    goesOnElsewhere = true;
    return true;
  }

  private waitsForIterator(iterable: unknown): boolean {
    (this.slots ??= [])[0] = { inner: Delegate.of(iterable), message: "next" } satisfies Delegation;
    this.sent = undefined;
    return this.waitsInside();
  }

  /** Hands the message to the iterator of the running `yield*`, again and again until there is something to wait for, or it is done. */
  private waitsInside(): boolean {
    for (;;) {
      const delegation = this.slots![0] as Delegation;
      const { inner, message } = delegation;
      delegation.message = "next";
      const answer = (inner[message](this.sent) ?? { done: true, value: this.sent }) as IteratorResult<unknown>;
      if (answer.done) {
        this.slots![0] = undefined;
        this.sent = answer.value;
        return message === "return" && this.endsBy(unwind(this, { kind: "return", value: answer.value }));
      }
      if (this.waits(answer.value)) return true;
    }
  }

  /** True if the body has ended; false if it goes on in a `finally` block. */
  private endsBy(outcome: Outcome): boolean {
    if (outcome === "resume") return false;
    if (outcome === "threw") throw this.sent;
    this.endWithResult(this.sent);
    return true;
  }

  protected override drive(): void {
    do {
      goesOnElsewhere = false;
      let result: unknown;
      try {
        if (this.isDelegating() && this.waitsInside()) return;
        result = this.step(this as unknown as Frame);
      } catch (error) {
        goesOnElsewhere = this.recovers(error);
        continue;
      }
      if (this.state === DONE) this.endWithResult(result);
    } while (goesOnElsewhere);
  }

  /** @internal Goes on where {@link startCoroutine} leaves off: the first step has returned before the end. */
  goOnAfterFirst(): void {
    if (goesOnElsewhere) this.drive();
    if (this.status < SUCCEEDED) noteSuspended(this);
  }

  /** @internal The same, if it has thrown `error`. */
  goOnAfterFirstThrew(error: unknown): void {
    goesOnElsewhere = this.recovers(error);
    this.goOnAfterFirst();
  }

  /** Goes to the handler of an exception that the step or an inner iterator has thrown, or ends with it. */
  private recovers(error: unknown): boolean {
    // After the machine's own end the exception is final, whoever threw it.
    if (this.state !== DONE) {
      if (this.slots !== undefined) this.slots[0] = undefined;
      if (unwind(this, { kind: "throw", value: error }) === "resume") return true;
      error = this.sent;
    }
    this.endWithError(error);
    return false;
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

  protected override release(): void {
    this.step = ended;
    this.slots = undefined;
    this.sent = undefined;
  }
}

installFrameMethods(CompiledCoroutine.prototype);

/** In place of the step of a coroutine that has ended, so that its variables can be collected. */
function ended(): never {
  throw new Error("this coroutine has ended");
}

/**
 * Emitted in place of a coroutine's body: runs it up to the first yield of a pending Future, returns its Future.
 *
 * This is `begin` with the first step taken out of the driver: here the engine knows which arrow `step` is and can put
 * its code in place, while the driver's call may lead to any step of the program.
 */
export function startCoroutine<T = any>(step: Step, describe: Describe): Future<T> {
  const frame = new CompiledCoroutine<T>(step, describe);
  if (capturing.capture !== undefined || !enterStart()) return frame.begin();
  const { context } = frame;
  let outcome: unknown;
  let threw = false;
  try {
    outcome = step(frame as unknown as Frame);
  } catch (error) {
    threw = true;
    outcome = error;
  }
  if (threw) frame.goOnAfterFirstThrew(outcome);
  else if (frame.state === DONE) frame.endWithResult(outcome);
  else frame.goOnAfterFirst();
  if (current.context !== context) current.context = context;
  leaveStart();
  return frame;
}
