/**
 * How do generators go on that delegate to each other by `yield*`, without a call for each of them?
 *
 *     *walk(tree) { …; yield* this.walk(tree.left); yield tree.value; … }
 *
 *     frames    [ walk(root), walk(its left), walk(the left of that) ]
 *                 asked by the program         its body runs
 *
 * The generator that the program asks keeps the whole chain, so that the last one is resumed at once, however long the chain is,
 * and what that yields is the answer of all. Only when it has ended, the one before it goes on.
 *
 * Nobody keeps a program from resuming a generator in the middle by itself. The chain is then still right, unless its last generator
 * has ended or delegates, too, which its mode tells: each one leaves its `yield*` only when whom it asks has ended. There are exceptions
 * (a method that the program has replaced, a generator that is asked while it runs); they are counted, for all chains together,
 * and after one each chain is found anew.
 */
import type { Delegate } from "./delegate.js";
import { DONE, type Completion, type FrameFields } from "./frame.js";
import type { Outcome } from "./unwind.js";

// What a generator is doing, as ECMA-262's [[GeneratorState]] says.
export const SUSPENDED = 0;
export const RUNNING = 1;
/** Suspended in a `yield*`: `inner` is asked. Those in the middle of a chain keep this mode while the last one runs. */
export const DELEGATING = 2;
export const COMPLETED = 3;

export type Mode = typeof SUSPENDED | typeof RUNNING | typeof DELEGATING | typeof COMPLETED;

/** How a caller resumes a generator. */
export type Method = "next" | "throw" | "return";

/** A generator, as far as those around it in a chain have to know it. */
export interface Link extends FrameFields {
  mode: Mode;
  /** Whom a running `yield*` asks; the chain, if it is the first one of that. */
  inner: Link | Delegate | Chain | undefined;
  /** The generator that its `yield*` asks by `method`, if that is one of ours and nothing else stands between. */
  asks(method: Method): Link | undefined;
  /** Whom it asks otherwise. */
  asksOutside(): Delegate;
  /** What the step returns. Throws if the generator has ended by that. */
  run(): unknown;
  /** Leaves the suspended yield. After "resume" the step is to go on in a handler, otherwise the generator has ended with `sent`. */
  leaveYield(completion: Completion): Outcome;
}

// The engine folds a module's own constants into the code; an imported one it reads at each use.
const END = DONE;

/** How often a generator has left its `yield*` although the generator that it asked had not ended. */
let unusualEnds = 0;

/**
 * How many chains are just being resumed by `throw` or `return`, or have their result looked at: in those it need not be the last
 * one of the way of `next` that runs.
 */
let irregular = 0;

/** More than a chain can have: a small integer, so that the field is one. */
const everyone = 2 ** 30 - 1;

/** The chain whose last generator runs now; it knows the one that ran when it was resumed. */
let active: Chain | undefined;

export class Chain {
  private readonly frames: Link[];
  /** Whom the first one asks. */
  asked: Link | Delegate;
  /** {@link unusualEnds} when the frames were found. */
  private unusualEnds = unusualEnds;
  /** By what it was resumed. */
  private method: Method = "next";
  /** So many frames were in a `yield*` already by then and have passed `method` on. */
  private passedOn = 0;
  /** So many frames run; those after them have handed on what another iterator has answered. */
  private running = everyone;
  private outer: Chain | undefined = undefined;

  /** @param first is in a `yield*` */
  constructor(first: Link) {
    this.frames = [first];
    this.asked = first.inner as Link | Delegate;
    first.inner = this;
  }

  /** Of a new chain: the `yield*` of the first one begins. What its caller gets. */
  begin(): IteratorResult<unknown> {
    this.enter();
    try {
      return this.start(this.frames[0]) ?? this.advance();
    } finally {
      this.exit();
    }
  }

  /** Resumes the last one. What the caller of the first one gets. @throws what the first one throws, or because it runs already */
  resume(method: Method, value: unknown): IteratorResult<unknown> {
    const { frames } = this;
    const last = frames[frames.length - 1];
    if (method !== "next" || last.mode !== SUSPENDED || !this.isAsFound()) return this.resumeAny(method, value);
    this.method = method;
    this.passedOn = frames.length - 1;
    last.sent = value;
    this.enter();
    try {
      return this.advance();
    } finally {
      this.exit();
    }
  }

  private resumeAny(method: Method, value: unknown): IteratorResult<unknown> {
    const { frames } = this;
    let running = -1;
    if (method !== "next" || !this.endsOutside() || !this.isAsFound()) {
      frames.length = 1;
      running = this.follow(method, 0);
      // What leads to the end by another method may not be the way of `next`.
      this.unusualEnds = method === "next" && irregular === 0 ? unusualEnds : -1;
    }
    if (running === 0) throw alreadyRunning();
    this.method = method;
    this.passedOn = frames.length;
    this.enter();
    try {
      return (running > 0 ? this.refuse(running) : this.resumeLast(method, value)) ?? this.advance();
    } finally {
      this.exit();
    }
  }

  /** True if the frames are right as far as that does not show in the mode of the last one. */
  private isAsFound(): boolean {
    return this.unusualEnds === unusualEnds && irregular === 0;
  }

  private enter(): void {
    if (this.method !== "next") irregular++;
    this.frames[0].mode = RUNNING;
    this.outer = active;
    active = this;
  }

  private exit(): void {
    if (this.method !== "next") irregular--;
    active = this.outer;
    this.outer = undefined;
    const first = this.frames[0];
    if (first.mode === RUNNING) first.mode = DELEGATING;
  }

  /** Runs the step of the last one, then of whoever goes on, until something is yielded or the first one has ended. */
  private advance(): IteratorResult<unknown> {
    const { frames } = this;
    for (;;) {
      const last = frames[frames.length - 1];
      let result: IteratorResult<unknown> | null;
      let value: unknown;
      try {
        value = last.run();
      } catch (error) {
        result = this.endLast("throw", error);
        if (result !== null) return result;
        continue;
      }
      if (last.mode === DELEGATING) {
        result = this.start(last);
      } else if (last.state === END) {
        last.mode = COMPLETED;
        result = this.endLast("next", value);
      } else {
        last.mode = SUSPENDED;
        return { value, done: false };
      }
      if (result !== null) return result;
    }
  }

  // What follows returns what the caller of the first one gets, or null: then the step of the last one is to run.

  /** A `yield*` of the last one begins. */
  private start(last: Link): IteratorResult<unknown> | null {
    if (last.inner !== this && last === this.frames[0]) {
      this.asked = last.inner as Link | Delegate;
      last.inner = this;
    }
    const inner = last.asks("next");
    if (inner === undefined || inner.mode !== SUSPENDED) return this.startOther(last);
    if (last === this.frames[0]) last.mode = RUNNING;
    inner.sent = undefined;
    this.frames.push(inner);
    return null;
  }

  /** Whom it asks is not one of ours, or has gone on before. */
  private startOther(last: Link): IteratorResult<unknown> | null {
    const { frames } = this;
    const running = this.follow("next", frames.length);
    if (last === frames[0]) last.mode = RUNNING;
    return running >= 0 ? this.refuse(running) : this.resumeLast("next", undefined);
  }

  /**
   * Adds whom the last one asks, whom that one asks, and so on. Returns the index of the first one, not before `from`, that runs
   * already, or -1.
   */
  private follow(method: Method, from: number): number {
    const { frames } = this;
    const before = frames.length;
    let delegating: Link | undefined = frames[before - 1];
    // Each one counts as running while those behind it are looked for, so that a circle has an end.
    let marked = before - 1;
    while (delegating !== undefined) {
      delegating.mode = RUNNING;
      marked++;
      const frame = delegating.asks(method);
      if (frame !== undefined) frames.push(frame);
      delegating = frame?.mode === DELEGATING ? frame : undefined;
    }
    const endsRunning = frames.length > marked && frames[marked].mode === RUNNING;
    for (let index = before - 1; index < marked; index++) frames[index].mode = DELEGATING;
    if (!endsRunning && (active === undefined || (method === "next" && irregular === 0))) return -1;
    this.running = before;
    const running = frames.findIndex((frame, index) => index >= from && isRunning(frame));
    this.running = everyone;
    return running < 0 && endsRunning ? marked : running;
  }

  /** True if the last one asks somebody else's iterator. */
  private endsOutside(): boolean {
    const last = this.frames[this.frames.length - 1];
    return last.mode === DELEGATING && last.asks("next") === undefined;
  }

  /** The one at `index` runs already: the one before it, who has asked, gets the exception. */
  private refuse(index: number): IteratorResult<unknown> | null {
    this.frames.length = index;
    unusualEnds++;
    return this.endYieldStar("throw", alreadyRunning());
  }

  private resumeLast(method: Method, value: unknown): IteratorResult<unknown> | null {
    const last = this.frames[this.frames.length - 1];
    if (last.mode !== SUSPENDED && last.mode !== COMPLETED) return this.ask(method, value);
    this.passedOn = Math.min(this.passedOn, this.frames.length - 1);
    if (last.mode === COMPLETED) return method === "throw" ? this.endLast("throw", value) : this.endLast("next", method === "return" ? value : undefined);
    if (method === "next") {
      last.sent = value;
      return null;
    }
    const outcome = last.leaveYield({ kind: method, value });
    return outcome === "resume" ? null : this.endLast(outcome === "threw" ? "throw" : "next", last.sent);
  }

  /** The last one asks an iterator that is not ours. */
  private ask(method: Method, value: unknown): IteratorResult<unknown> | null {
    const last = this.frames[this.frames.length - 1];
    last.mode = RUNNING;
    let result: IteratorResult<unknown>;
    try {
      result = (last.asksOutside()[method](value) as IteratorResult<unknown> | null) ?? { value, done: true };
    } catch (error) {
      return this.endAt(this.frames.length - 1, "throw", error);
    }
    return this.handOn(result);
  }

  /** The result is looked at by each generator on its way, and it may look different each time. */
  private handOn(result: IteratorResult<unknown>): IteratorResult<unknown> | null {
    const { frames } = this;
    for (let index = frames.length - 1; index >= 0; index--) {
      this.running = index + 1;
      irregular++;
      let isDone = false;
      let value: unknown;
      let error: unknown;
      let threw = false;
      try {
        isDone = Boolean(result.done);
        if (isDone) ({ value } = result);
      } catch (thrown) {
        threw = true;
        error = thrown;
      }
      irregular--;
      this.running = everyone;
      if (threw) return this.endAt(index, "throw", error);
      if (isDone) return this.endAt(index, "next", value);
      frames[index].mode = DELEGATING;
    }
    return result;
  }

  /** The `yield*` at `index` is over; those after it have nothing more to do with this chain. */
  private endAt(index: number, how: "next" | "throw", value: unknown): IteratorResult<unknown> | null {
    if (this.frames[index].asks("next") !== undefined) unusualEnds++;
    this.frames.length = index + 1;
    return this.endYieldStar(how, value);
  }

  /** The last one has ended, with a result or an exception. */
  private endLast(how: "next" | "throw", value: unknown): IteratorResult<unknown> | null {
    if (this.frames.length === 1) return endFirst(how, value);
    this.frames.pop();
    return this.endYieldStar(how, value);
  }

  /** The `yield*` of the last one is over, with a result or an exception. */
  private endYieldStar(how: "next" | "throw", value: unknown): IteratorResult<unknown> | null {
    const { frames } = this;
    for (;;) {
      const index = frames.length - 1;
      const last = frames[index];
      const isReturn = how === "next" && this.method === "return" && index < this.passedOn;
      this.passedOn = Math.min(this.passedOn, index);
      last.inner = undefined;
      if (how === "next" && !isReturn) {
        last.sent = value;
        return null;
      }
      const outcome = last.leaveYield({ kind: isReturn ? "return" : "throw", value });
      if (outcome === "resume") return null;
      value = last.sent;
      how = outcome === "threw" ? "throw" : "next";
      if (index === 0) return endFirst(how, value);
      frames.pop();
    }
  }

  /** True while `frame` is one of those that run. */
  static isRunning(frame: Link): boolean {
    for (let chain = active; chain !== undefined; chain = chain.outer) {
      const index = chain.frames.indexOf(frame);
      if (index >= 0 && index < chain.running) return true;
    }
    return frame.mode === RUNNING;
  }
}

const { isRunning } = Chain;

function endFirst(how: "next" | "throw", value: unknown): IteratorResult<unknown> {
  if (how === "throw") throw value;
  return { value, done: true };
}

export function alreadyRunning(): TypeError {
  return new TypeError("Generator is already running");
}
