/**
 * Who runs a coroutine?
 *
 * The frame of the call: one object that is the result Future, what is queued when the coroutine can go on, and what
 * waits at the Future that was yielded. A yield of a pending Future therefore allocates nothing:
 *
 *     const body = yield this.fetch(url);
 *
 *     drive      the body runs to its yield, of the Future of fetch; that is pending, so the frame registers itself there
 *     …          fetch ends: the frame is told (futureDone) and goes into the queue of its loop
 *     run        in a later iteration: `sent` becomes the result, and the body runs on after the yield
 *
 * A yielded Future that is done already goes on in the same loop, without queue and without recursion. These are the
 * rules of Tornado's `Runner`. How the body itself runs is left to two subclasses: an emitted machine
 * (`compiled-coroutine.ts`) and a native generator (`interpreted-coroutine.ts`).
 */
import { capturing, running, type Context } from "../context/context.js";
import { convertYielded } from "../future/convert-yielded.js";
import { BadYieldError, CancelledError, Return, StackContextInconsistentError } from "../errors.js";
import { CANCEL_REQUESTED, CANCELLED, CLEANING_UP, FAILED, failed, Future, PENDING, resolved, SUCCEEDED } from "../future/future.js";
import { notStarted, startNested } from "./deep-start.js";
import { noteAwaited, noteSuspended, writeDown } from "./live-coroutines.js";
import { DONE, type Describe } from "../machine/frame.js";
import type { Outcome } from "../machine/unwind.js";
import { moment } from "./moment.js";
import type { Runnable } from "../loop/ready-queue.js";
import { report } from "../future/report.js";
import { stepInStack, type StackEntry } from "../context/stack-context.js";
import { noteThrown, whereabouts } from "./trace.js";
import { watchFailure } from "../future/unretrieved.js";
import type { Waiter } from "../future/waiters.js";

/** After so many yields of done Futures the clock is read: the host's timers and I/O must have their turn. */
const yieldsPerClockReading = 4096;
/** How many there have been, of whichever coroutines: one may start others without end that go on at once. */
let passed = 0;

/** To be called for each. */
export function isTimeToReadClock(): boolean {
  return ++passed >= yieldsPerClockReading;
}

/** What the frames of cancelled coroutines end with. */
const cancellations = new WeakMap<object, CancelledError>();
/** The coroutine whose cleanup runs now. */
let cleaningUp: object | undefined;
/** The coroutines whose cancellation is on its way to what they wait for; a list, because the chain may be a million long. */
let abandoning: CoroutineFrame<any>[] | undefined;

export abstract class CoroutineFrame<T> extends Future<T> implements Runnable, Waiter {
  /** @internal */
  declare context: Context;
  /** @internal While it is suspended the Future it waits for; while it runs what its last yield evaluates to. */
  declare sent: unknown;
  /** @internal {@link DONE} after the end. */
  declare state: number;
  /** @internal Where the coroutine stands in the source, for whoever asks. */
  declare describe: Describe;
  /** @internal */
  declare readonly retrieves: true;

  /** Runs the body from yield to yield, with `sent` as what the last one evaluates to, until it has to wait or ends. Throws nothing. */
  protected abstract drive(): void;
  /** Makes the suspended yield throw `error`: after "resume" the body goes on from its handler. */
  protected abstract throwIntoBody(error: unknown): Outcome;
  /** Makes the suspended yield a `return`: after "resume" the body goes on from its `finally` block. */
  protected abstract returnFromBody(): Outcome;
  /** Lets go of the body. */
  protected abstract release(): void;

  /** @internal The beginning: runs synchronously up to the first yield of a pending Future. */
  begin(): this {
    if (capturing.capture !== undefined) this.context = capturing.capture(this.context);
    startNested(this);
    return this;
  }

  /** @internal */
  start(): void {
    const outer = running.context;
    if (outer !== this.context) running.context = this.context;
    this.drive();
    if (this.status < SUCCEEDED) noteSuspended(this);
    if (running.context !== outer) running.context = outer;
  }

  /** @internal The yielded Future is done: resumes in the next iteration. */
  futureDone(): void {
    this.context.loop.enqueue(this);
  }

  /** @internal Called by the loop, in its own context: goes on after the yield. */
  run(): void {
    const { context } = this;
    if (context === running.context) {
      this.resume();
      return;
    }
    const outer = running.context;
    running.context = context;
    if (context.stack === undefined) this.resume();
    else this.resumeInside(context.stack);
    running.context = outer;
  }

  private resumeInside(stack: StackEntry): void {
    stepInStack(stack, this, () => this.resume(), (error) => {
      if (this.throwAtYield(error)) this.drive();
    });
  }

  /**
   * Cancels the coroutine: its suspended yield ends as a `return` would, so no `catch` sees anything, `finally` blocks
   * run and may yield. What it waits for is cancelled first, unless somebody else waits for that too, and the coroutine
   * goes on only when that is done. Afterwards the Future is cancelled, or failed if the cleanup failed. Nothing of this
   * happens before the next iteration.
   */
  override cancel(reason?: unknown): boolean {
    if (this.done()) return false;
    if (this.status !== PENDING) return true;
    if (this.sent === notStarted) return super.cancel(reason);
    cancellations.set(this, new CancelledError(reason));
    this.status = CANCEL_REQUESTED;
    this.abandonAwaited();
    return true;
  }

  /** @internal Makes the suspended yield throw `error`, in the next iteration, and gives up what it waits for. */
  interrupt(error: unknown): void {
    const awaited = this.awaited();
    if (awaited === undefined) return;
    const alone = awaited.isAwaitedOnlyBy(this);
    this.leaveAlone(awaited);
    this.sent = failed(error);
    this.context.loop.enqueue(this);
    if (alone) awaited.cancel(error);
  }

  /** @internal The Future this coroutine is suspended at, if it is. */
  awaited(): Future<unknown> | undefined {
    const { sent } = this;
    return sent instanceof Future && sent.isAwaitedBy(this) ? sent : undefined;
  }

  /** @internal The same, if that is a coroutine. */
  awaitedCoroutine(): CoroutineFrame<unknown> | undefined {
    const awaited = this.awaited();
    return awaited instanceof CoroutineFrame ? awaited : undefined;
  }

  override toString(): string {
    const { name, position } = whereabouts(this.describe, this.state);
    return `<Future ${name} ${super.toString().slice("<Future ".length, -1)}${position}>`;
  }

  private resume(): void {
    const awaited = this.sent as Future<unknown>;
    if (this.status !== PENDING) {
      this.resumeCancelled(awaited);
    } else if (awaited.status === SUCCEEDED) {
      this.sent = awaited.content;
      this.drive();
    } else if (this.throwAtYield(awaited.exception())) {
      this.drive();
    }
  }

  /** The first time the yield becomes a `return`; after that `finally` blocks run, and their yields are like any other. */
  private resumeCancelled(awaited: Future<unknown>): void {
    const outer = cleaningUp;
    cleaningUp = this;
    if (this.status === CANCEL_REQUESTED) {
      this.status = CLEANING_UP;
      if (awaited.status === SUCCEEDED) awaited.resultIsDropped();
      else if (awaited.status === FAILED) watchFailure(awaited);
      if (this.goOn(this.returnFromBody())) this.drive();
    } else if (awaited.status === SUCCEEDED) {
      this.sent = awaited.content;
      this.drive();
    } else if (this.throwAtYield(awaited.exception())) {
      this.drive();
    }
    cleaningUp = outer;
  }

  /**
   * Looks at what the body has yielded, whatever it is. True if the body goes on at once, with `sent` as what the yield
   * evaluates to or in the handler of an exception; otherwise the coroutine waits or has ended. Throws nothing.
   */
  protected goesOnAfter(yielded: unknown): boolean {
    if (running.context !== this.context) yielded = this.checkContext(yielded);
    const awaited = yielded instanceof Future ? yielded : this.convert(yielded);
    if (this.status !== CANCEL_REQUESTED) {
      if (awaited.status >= FAILED) return this.throwAtYield(awaited.exception());
      if (awaited.status === SUCCEEDED && awaited !== moment) {
        this.sent = awaited.content;
        return true;
      }
    }
    this.waitFor(awaited);
    return false;
  }

  /** To be asked after a yield that goes on. True if it goes on in the next turn only, since the host has been kept waiting. */
  protected pausesAfterMany(): boolean {
    if (!isTimeToReadClock()) return false;
    passed = 0;
    if (!this.context.loop.keepsHostWaiting()) return false;
    this.waitFor(resolved(this.sent));
    return true;
  }

  /** Suspends until a pending Future is done; with a done one, until the next iteration. */
  protected waitFor(awaited: Future<unknown>): void {
    if (awaited.status < SUCCEEDED) {
      this.waitForPending(awaited);
    } else {
      this.sent = awaited;
      noteAwaited(awaited);
      this.context.loop.enqueue(this);
    }
    if (this.status === CANCEL_REQUESTED) this.abandonAwaited();
  }

  protected waitForPending(awaited: Future<unknown>): void {
    this.sent = awaited;
    noteAwaited(awaited);
    if (awaited.content === undefined) awaited.content = this;
    else awaited.addWaiter(this);
  }

  /** A step has changed the context: a variable is kept for the steps to come, a `StackContext` must not be open. */
  private checkContext(yielded: unknown): unknown {
    const now = running.context!;
    if (now.stack === this.context.stack && now.loop === this.context.loop) {
      this.context = now;
      return yielded;
    }
    running.context = this.context;
    return failed(
      new StackContextInconsistentError(`${this.place()}: yield inside a StackContext block; use runWithStackContext`),
    );
  }

  private convert(yielded: unknown): Future<unknown> {
    try {
      return convertYielded(yielded);
    } catch (error) {
      return failed(error instanceof BadYieldError ? new BadYieldError(`${this.place()}: ${error.message}`) : error);
    }
  }

  /** @internal `Reader.readAll at reader.ts:8:20` */
  place(): string {
    const { name, position } = whereabouts(this.describe, this.state);
    return name + position;
  }

  /** True if the body has a handler and can go on; otherwise the coroutine has ended. */
  private throwAtYield(error: unknown): boolean {
    noteThrown(error, this);
    return this.goOn(this.throwIntoBody(error));
  }

  private goOn(outcome: Outcome): boolean {
    if (outcome === "resume") return true;
    if (outcome === "returned") this.endWithResult(this.sent);
    else this.endWithError(this.sent);
    return false;
  }

  /** @internal */
  endWithResult(value: unknown): void {
    if (this.status !== PENDING) {
      // It may have ended inside the step, by an exception of a yield that nobody handles.
      if (this.status < SUCCEEDED) this.conclude(CANCELLED, cancellations.get(this));
    } else if (this.content !== undefined) {
      this.conclude(SUCCEEDED, value);
    } else {
      // Nobody waits, because the coroutine has never waited: what `conclude` would do, without the detour.
      this.status = SUCCEEDED;
      this.content = value;
      this.release();
    }
  }

  protected endWithError(error: unknown): void {
    if (error instanceof Return) this.endWithResult(error.value);
    else this.conclude(error instanceof CancelledError ? CANCELLED : FAILED, error);
  }

  private conclude(status: number, outcome: unknown): void {
    this.release();
    this.settle(status, outcome);
  }

  /** Gives up what the coroutine waits for, before the outermost `cancel()` returns. */
  private abandonAwaited(): void {
    if (abandoning !== undefined) {
      abandoning.push(this);
      return;
    }
    abandoning = [this];
    for (const frame of abandoning) frame.abandonNow();
    abandoning = undefined;
  }

  /** The coroutine is resumed when what it waits for has ended, or in the next iteration if that goes on without it. */
  private abandonNow(): void {
    const awaited = this.awaited();
    if (awaited === undefined) return;
    if (awaited.isAwaitedOnlyBy(this) && !this.isInCircle()) {
      try {
        awaited.cancel(cancellations.get(this)!.reason);
        return;
      } catch (error) {
        report(`Exception while cancelling what ${this.place()} waits for`, error);
      }
    }
    this.leaveAlone(awaited);
    this.context.loop.enqueue(this);
  }

  /** True if this coroutine waits for itself, by way of others that are being cancelled: none of them would end first. */
  private isInCircle(): boolean {
    let other = this.awaitedCoroutine();
    while (other !== undefined && other !== this && other.status === CANCEL_REQUESTED) other = other.awaitedCoroutine();
    return other === this;
  }

  /** Waits no longer for something that goes on. */
  private leaveAlone(awaited: Future<unknown>): void {
    awaited.removeWaiter(this);
    if (awaited instanceof CoroutineFrame) writeDown(awaited);
  }
}

Object.defineProperty(CoroutineFrame.prototype, "retrieves", { value: true });

/**
 * Inside the `finally` blocks that a cancellation runs: the {@link CancelledError} with its reason. Otherwise `undefined`.
 */
export function cancellation(): CancelledError | undefined {
  return cleaningUp === undefined ? undefined : cancellations.get(cleaningUp);
}
