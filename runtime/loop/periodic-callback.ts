/**
 * How is something done every so often, without drift and without overlap?
 *
 *     new PeriodicCallback(() => this.sweep(), 60_000).start();      calls at 60 s, 120 s, 180 s …
 *
 * The next call is always a whole number of periods after the start. A call that takes longer than a period makes the
 * calls it covers fall out.
 */
import { futureOfReturned } from "../future/convert-yielded.js";
import type { Future } from "../future/future.js";
import { IOLoop } from "./ioloop.js";
import type { Timeout } from "./timer-heap.js";

export interface PeriodicCallbackOptions {
  /** The part of the period by which calls vary at random: 0.1 gives 95 to 105 per cent. Default: 0. */
  readonly jitter?: number;
  /** Numbers from 0 up to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

/** Calls a function, which may be a coroutine, again and again. Tornado: `ioloop.PeriodicCallback`. */
export class PeriodicCallback {
  private readonly loop = IOLoop.current();
  private readonly callback: () => unknown;
  private readonly period: number;
  private readonly jitter: number;
  private readonly random: () => number;
  private next = 0;
  private timeout: Timeout | undefined;
  private active = false;
  /** Counts the starts: a call from before a restart must not plan the next one. */
  private starts = 0;

  /** @param milliseconds the period, in milliseconds as in Tornado. */
  constructor(callback: () => unknown, milliseconds: number, { jitter = 0, random = Math.random }: PeriodicCallbackOptions = {}) {
    if (!(milliseconds > 0)) throw new RangeError("the period of a PeriodicCallback must be positive");
    this.callback = callback;
    this.period = milliseconds / 1000;
    this.jitter = jitter;
    this.random = random;
  }

  /** The first call comes one period from now. */
  start(): void {
    if (this.active) return;
    this.active = true;
    this.starts++;
    this.next = this.loop.time();
    this.schedule();
  }

  /** No further call; one that is running is not cancelled. */
  stop(): void {
    this.active = false;
    if (this.timeout !== undefined) this.loop.removeTimeout(this.timeout);
    this.timeout = undefined;
  }

  isRunning(): boolean {
    return this.active;
  }

  private schedule(): void {
    this.next = nextCall(this.next, this.loop.time(), this.period * (1 + this.jitter * (this.random() - 0.5)));
    this.timeout = this.loop.callAt(this.next, () => this.call());
  }

  /** Errors are reported, and the next call is due as if there had been none. */
  private call(): void {
    const { starts } = this;
    const again = (): void => {
      if (this.active && this.starts === starts) this.schedule();
    };
    let end: Future<unknown>;
    try {
      end = futureOfReturned(this.callback());
    } catch (error) {
      this.loop.handleCallbackException(this.callback, error);
      again();
      return;
    }
    end.addDoneCallback(() => {
      const error = end.cancelled() ? undefined : end.exception();
      if (error !== undefined) this.loop.handleCallbackException(this.callback, error);
      again();
    });
  }
}

/** The first call after `now`, a whole number of periods after `last`; one period on if the clock went backwards. */
function nextCall(last: number, now: number, period: number): number {
  return last + (now < last ? 1 : Math.floor((now - last) / period) + 1) * period;
}
