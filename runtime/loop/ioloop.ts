/**
 * What runs when?
 *
 * The loop works in iterations, each as in Tornado:
 *
 *     1. count the callbacks that are ready          (what they add waits for the next iteration)
 *     2. take the timeouts that are due              (before anything runs)
 *     3. run the counted callbacks, oldest first     (a coroutine to resume is such a callback)
 *     4. run the due timeouts by (deadline, order of asking), but not those removed meanwhile
 *
 * Nobody has to start it. As soon as something is ready the loop asks its host for a microtask and there runs iteration
 * after iteration. After `budget` seconds it lets the host's timers and I/O go first. When nothing is ready it asks for
 * one host timer for its next deadline, so the process lives exactly as long as there is something to wait for.
 */
import { Alarm } from "./alarm.js";
import { Callback, type AnyFunction } from "./callback.js";
import { capturing, running, type Context } from "../context/context.js";
import { InvalidStateError } from "../errors.js";
import { failed, type Future } from "../future/future.js";
import { standardHost, type Host } from "./host.js";
import { LiveCoroutines } from "../coroutine/live-coroutines.js";
import { endCoroutines } from "./closing.js";
import { deadlock, MainRun, type Main, type RunOptions } from "./main-run.js";
import { nameOf } from "../future/names.js";
import { ReadyQueue, type Runnable } from "./ready-queue.js";
import { report } from "../future/report.js";
import { Timeout, TimerHeap } from "./timer-heap.js";
import { reportUnretrieved } from "../future/unretrieved.js";

/** How long the loop runs without a break when the host has other work, in seconds. */
const standardBudget = 0.005;
/** The clock is read once for so many callbacks. */
const callbacksPerClockReading = 64;
/** How many seconds one callback or coroutine may go on before it is asked to wait for the next turn. */
const patience = 0.1;
/** So many microtasks in a row (a promise, a callback, a promise …) count as one turn of the host. */
const microtasksPerTurn = 1000;

export interface IOLoopOptions {
  /** The clock and the callbacks of the surrounding program. Default: the standard globals. */
  readonly host?: Host;
  /** Seconds of uninterrupted work before the host gets its turn. Default: 0.005. */
  readonly budget?: number;
  /** What keeps the callbacks that are ready, and so their order. Default: first in, first out. */
  readonly ready?: ReadyQueue;
}

type State = "idle" | "scheduled" | "draining" | "closed";

export class IOLoop {
  /** @internal The context of code that has no context of its own. */
  readonly root: Context;
  /** @internal The coroutines that are suspended on this loop. */
  readonly live = new LiveCoroutines();
  private readonly host: Host;
  private readonly budget: number;
  private readonly ready: ReadyQueue;
  private readonly timers = new TimerHeap();
  private sequence = 0;
  private state: State = "idle";
  /** True while a drain runs or is scheduled, so that what becomes ready will be seen. */
  private awake = false;
  private microtasks = 0;
  /** Undefined: nobody wants to know. */
  private blockingThreshold: number | undefined;
  private turnEnds = 0;
  /** When {@link keepsHostWaiting} was asked for the first time in this turn. */
  private goesOnSince: number | undefined;
  private readonly mains = new Set<MainRun<any>>();
  private forgetHost: () => void = () => {};
  private readonly alarm: Alarm;

  constructor(options: IOLoopOptions = {}) {
    this.host = options.host ?? standardHost;
    this.budget = options.budget ?? standardBudget;
    this.ready = options.ready ?? new ReadyQueue();
    this.alarm = new Alarm(this.host, () => {
      this.microtasks = 0;
      if (this.state === "idle") this.drain();
    });
    this.root = { loop: this, stack: undefined, variables: undefined };
  }

  /** The loop of the running code; outside of any, one default loop for the program. Tornado: `IOLoop.current`. */
  static current(): IOLoop {
    return currentContext().loop;
  }

  /** `IOLoop.current().run(main, options)`. */
  static run<T>(main: Main<T>, options?: RunOptions): Promise<T> {
    return IOLoop.current().run(main, options);
  }

  /** Makes this the loop of code that runs outside of any loop. Tornado: `make_current`. */
  makeCurrent(): void {
    running.context = this.root;
  }

  /** Seconds on the loop's clock. Only differences mean something. */
  time(): number {
    return this.host.now();
  }

  /**
   * Calls `callback(...args)` in the next iteration, after what is in the queue already. If it returns a Future that
   * fails, the failure is reported.
   * @throws {@link InvalidStateError} if the loop is closed.
   */
  addCallback<A extends unknown[]>(callback: (...args: A) => unknown, ...args: A): void {
    this.checkOpen();
    this.enqueue(new Callback(callback as AnyFunction, args, contextOn(this)));
  }

  /** As {@link addCallback}, but outside of every `StackContext`: nobody waits, so nobody else's handler gets the error. */
  spawnCallback<A extends unknown[]>(callback: (...args: A) => unknown, ...args: A): void {
    this.checkOpen();
    this.enqueue(new Callback(callback as AnyFunction, args, this.root));
  }

  /**
   * Calls `callback(future)` once the Future is done, always in a later iteration, even if it is done already. An
   * exception of the callback is reported.
   */
  addFuture<F extends Future<any>>(future: F, callback: (future: F) => unknown): void {
    future.addWaiter(new Callback(callback as AnyFunction, [future], contextOn(this)));
  }

  /** Calls `callback(...args)` when `delay` seconds have passed. Tornado: `call_later`. */
  callLater<A extends unknown[]>(delay: number, callback: (...args: A) => unknown, ...args: A): Timeout {
    return this.callAt(this.time() + delay, callback, ...args);
  }

  /** Calls `callback(...args)` when `time()` reaches `deadline` (seconds). Equal deadlines keep their order. */
  callAt<A extends unknown[]>(deadline: number, callback: (...args: A) => unknown, ...args: A): Timeout {
    return this.runAt(deadline, new Callback(callback as AnyFunction, args, contextOn(this)));
  }

  /** @internal */
  runAt(deadline: number, item: Runnable): Timeout {
    if (typeof deadline !== "number" || Number.isNaN(deadline)) {
      throw new TypeError(`a deadline is a number of seconds, not ${String(deadline)}`);
    }
    this.checkOpen();
    const timeout = new Timeout(deadline, this.sequence++, item);
    this.timers.add(timeout);
    if (this.state === "idle") this.alarm.set(this.timers.first?.deadline);
    return timeout;
  }

  /** Calls a timeout off. One that has fired or was removed already is ignored. */
  removeTimeout(timeout: Timeout): void {
    timeout.disarm();
    this.timers.remove(timeout);
    if (this.state === "idle") this.alarm.set(this.timers.first?.deadline);
  }

  /**
   * Calls `main` in the next iteration and returns a promise for what it returns, or for what that Future, coroutine or
   * promise results in. Tornado: `run_sync`; here the caller is not blocked.
   *
   * The promise rejects with main's exception, with {@link TimeoutError} after `timeout` seconds (main is cancelled and
   * its `finally` blocks have run by then), with {@link DeadlockError} if main waits and nothing is left that could wake
   * it. When the last run of a loop ends, exceptions that nobody retrieved are reported.
   */
  run<T>(main: Main<T>, options: RunOptions = {}): Promise<T> {
    return this.startRun(main, options).toPromise() as Promise<T>;
  }

  /** @internal A Future that is done when the run is over. */
  startRun<T>(main: Main<T>, options: RunOptions): Future<T> {
    this.checkOpen();
    const run = new MainRun(this, main, options);
    if (this.mains.size === 0) this.forgetHost = this.host.onExhausted(() => this.endExhausted());
    this.mains.add(run);
    run.future.addDoneCallback(() => {
      this.mains.delete(run);
      if (this.mains.size > 0) return;
      this.forgetHost();
      // The run's own exception goes to whoever called it.
      run.future.exception();
      reportUnretrieved(this);
    });
    return run.future;
  }

  /**
   * Closes the loop: cancels every coroutine that is suspended on it, runs until their `finally` blocks are done, cancels
   * every run that has not ended by then, reports the exceptions that nobody retrieved, and forgets every other callback
   * and timeout. The promise is fulfilled after that; it rejects with {@link DeadlockError} if the cleanup waits for what
   * never comes. Later calls to `addCallback` and the like throw.
   */
  async close(): Promise<void> {
    if (this.state === "closed") return;
    // Called from inside: the running coroutine, too, is suspended somewhere by then.
    if (this.state === "draining") await undefined;
    const stuck = this.live.roots().length > 0 ? await endCoroutines(this.live, this.host) : [];
    for (const run of [...this.mains]) run.future.cancel("the IOLoop is closing");
    reportUnretrieved(this);
    this.state = "closed";
    this.awake = false;
    for (let first = this.timers.first; first !== undefined; first = this.timers.first) this.timers.remove(first);
    this.alarm.set(this.timers.first?.deadline);
    if (running.context === this.root) running.context = undefined;
    if (stuck.length > 0) throw deadlock(stuck);
  }

  /**
   * Reports every callback, timeout and step of a coroutine that keeps the loop for longer than `seconds`, with its
   * name. `Infinity` switches it off again. Tornado: `set_blocking_log_threshold`.
   */
  setBlockingLogThreshold(seconds: number): void {
    this.blockingThreshold = seconds === Infinity ? undefined : seconds;
  }

  /** The coroutines that have waited and not ended, each followed by the one it waits for; `String(coroutine)` says where each stands. */
  suspended(): Future<unknown>[] {
    return this.live.all();
  }

  /** Called with each exception of a callback or timeout. Override to do something else than report it. */
  handleCallbackException(callback: (...args: never) => unknown, error: unknown): void {
    report(`Exception in callback ${nameOf(callback)}`, error);
  }

  /** @internal Runs `item` in the next iteration; on a closed loop, never. */
  enqueue(item: Runnable): void {
    if (!this.awake) {
      if (this.state === "closed") return;
      this.schedule();
    }
    this.ready.push(item);
  }

  /**
   * @internal For code that may go on for long: true if it has, since this was asked for the first time in this turn. The
   * iteration is the last of the turn then.
   */
  keepsHostWaiting(): boolean {
    const now = this.time();
    this.goesOnSince ??= now;
    if (now <= this.goesOnSince + patience) return false;
    this.goesOnSince = undefined;
    this.turnEnds = -Infinity;
    return true;
  }

  private checkOpen(): void {
    if (this.state === "closed") throw new InvalidStateError("the IOLoop is closed");
  }

  private schedule(): void {
    this.state = "scheduled";
    this.awake = true;
    if (++this.microtasks > microtasksPerTurn) this.scheduleLater();
    else this.host.soon(this.drain);
  }

  private scheduleLater(): void {
    this.microtasks = 0;
    this.state = "scheduled";
    this.host.later(this.drain);
  }

  /** Runs iterations until nothing is ready or the budget is used up. */
  private readonly drain = (): void => {
    if (this.state === "closed") return;
    const outer = running.context;
    running.context = this.root;
    this.state = "draining";
    this.awake = true;
    this.goesOnSince = undefined;
    let now = this.host.now();
    let beforeReading = callbacksPerClockReading;
    this.turnEnds = now + this.budget;
    for (;;) {
      const due = this.timers.isDue(now) ? this.timers.takeDue(now) : undefined;
      let count = this.ready.beginIteration();
      if (count === 0 && due === undefined) {
        if (this.timers.first === undefined) break;
        // The clock was read some callbacks ago; a deadline may have passed since.
        now = this.host.now();
        if (this.timers.isDue(now)) continue;
        break;
      }
      for (; count > 0; count--) {
        if (this.blockingThreshold === undefined) this.ready.shift().run();
        else this.runTimed(this.ready.shift());
        if (--beforeReading === 0) {
          beforeReading = callbacksPerClockReading;
          now = this.host.now();
        }
      }
      if (due !== undefined) this.runDue(due);
      if (now >= this.turnEnds) break;
    }
    running.context = outer;
    if (this.ready.length > 0) this.scheduleLater();
    else this.rest();
  };

  private endExhausted(): void {
    const failure = failed(deadlock(this.suspended()));
    for (const run of [...this.mains]) run.end(failure);
  }

  private runDue(due: readonly Timeout[]): void {
    for (const timeout of due) {
      if (this.blockingThreshold === undefined) timeout.run();
      else this.runTimed(timeout);
    }
  }

  private runTimed(item: Runnable): void {
    const began = this.host.now();
    // Afterwards a coroutine stands somewhere else.
    const name = String(item);
    item.run();
    const seconds = this.host.now() - began;
    if (seconds > (this.blockingThreshold ?? Infinity)) report(`IOLoop blocked for ${seconds.toFixed(3)} seconds in ${name}`);
  }

  private rest(): void {
    this.state = "idle";
    this.awake = false;
    this.alarm.set(this.timers.first?.deadline);
  }
}

/** The context of the running code. */
export function currentContext(): Context {
  return (running.context ??= new IOLoop().root);
}

/** The context that a callback of `loop` is to run in, given by code that may run on another loop. */
function contextOn(loop: IOLoop): Context {
  const context = capturing.capture?.(currentContext()) ?? currentContext();
  if (context.loop === loop) return context;
  return context.stack === undefined && context.variables === undefined ? loop.root : { ...context, loop };
}
