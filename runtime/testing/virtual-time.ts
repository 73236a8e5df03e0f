/**
 * How is a program tested that sleeps for hours?
 *
 *     const loop = new VirtualTimeIOLoop();
 *     loop.runSync(() => client.retryForADay());        returns at once; time() has moved on by a day
 *
 * When nothing is ready, time jumps to the next deadline. There is no other source of events, so a run is the same every
 * time. With a `seed` the callbacks of each iteration run in an order drawn from it: each seed is another schedule that
 * a program has to survive, and the same seed finds the same bug again.
 */
import { inContext } from "../context/context.js";
import { InvalidStateError } from "../errors.js";
import { SUCCEEDED, type Future } from "../future/future.js";
import type { Host } from "../loop/host.js";
import { IOLoop } from "../loop/ioloop.js";
import type { Main, RunOptions } from "../loop/main-run.js";
import { ReadyQueue } from "../loop/ready-queue.js";
import { withTrace } from "../coroutine/trace.js";

export interface VirtualTimeOptions {
  /** Draws the order of the callbacks within each iteration. Default: the order in which they became ready. */
  readonly seed?: number;
  /** What `time()` says at the beginning, in seconds. Default: 0. */
  readonly startAt?: number;
}

export class VirtualTimeIOLoop extends IOLoop {
  private readonly virtual: VirtualHost;
  private isRunning = false;

  constructor({ seed, startAt = 0 }: VirtualTimeOptions = {}) {
    const host = new VirtualHost(startAt);
    // Without a budget the loop comes back after each iteration.
    super({ host, budget: 0, ready: seed === undefined ? new ReadyQueue() : new ShuffledQueue(seed) });
    this.virtual = host;
  }

  /**
   * Runs `main` to its end, in virtual time, before it returns; other coroutines of the loop run as long as that takes.
   * @returns the result. @throws main's exception; `InvalidStateError` if the loop is running already; `DeadlockError` if main waits for something that does not
   * come from this loop, such as a promise: see {@link run}.
   */
  runSync<T>(main: Main<T>, options: RunOptions = {}): T {
    if (this.isRunning) throw new InvalidStateError("the IOLoop is running already: what calls runSync() would wait for itself");
    this.isRunning = true;
    try {
      return inContext(this.root, () => {
        const run = this.startRun(main, options);
        while (!run.done()) {
          if (!this.virtual.step()) this.virtual.exhausted();
        }
        return resultOf(run);
      });
    } finally {
      this.isRunning = false;
    }
  }

  /** As {@link runSync}, but gives native promises the time they need before time jumps. */
  override async run<T>(main: Main<T>, options: RunOptions = {}): Promise<T> {
    const run = inContext(this.root, () => this.startRun(main, options));
    await this.stepUntil(() => run.done());
    return resultOf(run);
  }

  /** As `IOLoop.close`; `finally` blocks that sleep take no time. */
  override async close(): Promise<void> {
    let closed = false;
    const closing = super.close();
    const end = (): void => void (closed = true);
    closing.then(end, end);
    await this.stepUntil(() => closed);
    return closing;
  }

  private async stepUntil(done: () => boolean): Promise<void> {
    while (!done()) {
      while (this.virtual.isBusy && !done()) this.virtual.step();
      // Everything that promises can bring about happens before the next macrotask.
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (!this.virtual.isBusy && !done() && !this.virtual.step()) this.virtual.exhausted();
    }
  }
}

function resultOf<T>(run: Future<T>): T {
  if (run.status !== SUCCEEDED) throw withTrace(run.exception());
  return run.result();
}

/** A clock that only moves when somebody steps. */
class VirtualHost implements Host {
  private time: number;
  private work: (() => void) | undefined;
  private alarm: { readonly time: number; readonly callback: () => void } | undefined;
  private readonly exhaustion = new Set<() => void>();

  constructor(startAt: number) {
    this.time = startAt;
  }

  now(): number {
    return this.time;
  }

  soon(callback: () => void): void {
    this.work = callback;
  }

  later(callback: () => void): void {
    this.work = callback;
  }

  after(seconds: number, callback: () => void): () => void {
    const alarm = { time: this.time + Math.max(seconds, 0), callback };
    // What is due after all time is never due.
    if (alarm.time < Infinity) this.alarm = alarm;
    return () => {
      if (this.alarm === alarm) this.alarm = undefined;
    };
  }

  onExhausted(callback: () => void): () => void {
    this.exhaustion.add(callback);
    return () => this.exhaustion.delete(callback);
  }

  /** True if something can run without moving time. */
  get isBusy(): boolean {
    return this.work !== undefined;
  }

  /** Runs one iteration, or jumps to the next deadline. Returns false if there is neither. */
  step(): boolean {
    const { work, alarm } = this;
    if (work !== undefined) {
      this.work = undefined;
      work();
      return true;
    }
    if (alarm === undefined) return false;
    this.alarm = undefined;
    this.time = Math.max(this.time, alarm.time);
    alarm.callback();
    return true;
  }

  exhausted(): void {
    for (const callback of [...this.exhaustion]) callback();
  }
}

/** Runs the items of one iteration in an order drawn from a seed. */
class ShuffledQueue extends ReadyQueue {
  private random: number;
  private readonly batch: ReturnType<ReadyQueue["shift"]>[] = [];

  constructor(seed: number) {
    super();
    this.random = seed >>> 0;
  }

  override beginIteration(): number {
    while (this.length > 0) this.batch.push(super.shift());
    return this.batch.length;
  }

  override shift(): ReturnType<ReadyQueue["shift"]> {
    const [item] = this.batch.splice(this.draw(this.batch.length), 1);
    return item;
  }

  /** A number from 0 up to `below`: a step of the generator "mulberry32". */
  private draw(below: number): number {
    this.random = (this.random + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(this.random ^ (this.random >>> 15), this.random | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  }
}
