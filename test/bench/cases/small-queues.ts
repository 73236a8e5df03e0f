/**
 * What would one write oneself to put a bounded queue between a producer and a consumer?
 *
 * The least that keeps the order and makes the producer wait while the queue is full: an array, and at most one who waits on
 * each side. With promises (native, Bluebird, co and MobX, each with its own kind) and with callbacks.
 */
import type { Schedule } from "./later.js";

type PromiseMaker = new (executor: (resolve: (value: any) => void) => void) => Promise<any>;

export class PromiseQueue {
  private readonly items: number[] = [];
  private getter: ((item: number) => void) | undefined;
  private putter: (() => void) | undefined;
  private readonly room: number;
  private readonly Promises: PromiseMaker;
  private readonly roomNow: Promise<void>;

  constructor(room: number, Promises: PromiseMaker = Promise) {
    this.room = room;
    this.Promises = Promises;
    this.roomNow = new Promises((resolve) => resolve(undefined));
  }

  put(item: number): Promise<void> {
    const { getter } = this;
    if (getter !== undefined) {
      this.getter = undefined;
      getter(item);
      return this.roomNow;
    }
    this.items.push(item);
    return this.items.length < this.room ? this.roomNow : new this.Promises((resolve) => (this.putter = () => resolve(undefined)));
  }

  get(): Promise<number> {
    return new this.Promises((resolve) => {
      if (this.items.length === 0) return void (this.getter = resolve);
      resolve(this.items.shift()!);
      const { putter } = this;
      this.putter = undefined;
      putter?.();
    });
  }
}

export class CallbackQueue {
  private readonly items: number[] = [];
  private getter: ((item: number) => void) | undefined;
  private putter: (() => void) | undefined;
  private readonly room: number;
  private readonly schedule: Schedule;

  constructor(room: number, schedule: Schedule) {
    this.room = room;
    this.schedule = schedule;
  }

  put(item: number, done: () => void): void {
    const { getter } = this;
    if (getter !== undefined) {
      this.getter = undefined;
      this.schedule(getter, item);
      return this.schedule(done, undefined);
    }
    this.items.push(item);
    if (this.items.length < this.room) this.schedule(done, undefined);
    else this.putter = done;
  }

  get(done: (item: number) => void): void {
    if (this.items.length === 0) return void (this.getter = done);
    this.schedule(done, this.items.shift()!);
    const { putter } = this;
    this.putter = undefined;
    if (putter !== undefined) this.schedule(putter, undefined);
  }
}
