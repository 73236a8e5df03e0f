/**
 * How do producers and consumers meet, with neither running far ahead of the other?
 *
 *     const queue = new Queue<string>(10);           holds at most 10; 0 means as many as come
 *     yield queue.put(url);                          waits while it is full
 *     const url = yield* queue.get();                waits while it is empty
 *     queue.taskDone();   yield queue.join();        waits until each item that was put is also done
 *
 * Whoever waits is served in the order of asking. Timeouts are in seconds. Tornado: `tornado.queues`.
 */
import { failed, Future, resolved } from "../future/future.js";
import { Heap } from "../loop/heap.js";
import { Event } from "./locks.js";
import { Waiting } from "./waiting.js";
import type { Deadline } from "../combine/with-timeout.js";

/** `getNowait` found nothing. */
export class QueueEmpty extends Error {
  override name = "QueueEmpty";
}

/** `putNowait` found no room. */
export class QueueFull extends Error {
  override name = "QueueFull";
}

/** First in, first out. Subclasses change the order by keeping the items in another way. */
export class Queue<T> {
  readonly maxsize: number;
  private readonly items: (T | undefined)[] = [];
  private head = 0;
  private readonly getters = new Waiting<T>((item) => this.putBack(item));
  /** Each brings the item that has no room yet. */
  private readonly putters = new Waiting<undefined, T>();
  private unfinished = 0;
  private readonly finished = new Event();

  /** @throws TypeError, RangeError if `maxsize` is no number that is at least 0. */
  constructor(maxsize = 0) {
    if (typeof maxsize !== "number") throw new TypeError("maxsize must be a number");
    if (!(maxsize >= 0)) throw new RangeError("maxsize must not be negative");
    this.maxsize = maxsize;
    this.finished.set();
  }

  qsize(): number {
    return this.count();
  }

  empty(): boolean {
    return this.count() === 0;
  }

  full(): boolean {
    return this.maxsize > 0 && this.count() >= this.maxsize;
  }

  /** A Future that is done when the item is in; after `timeout` it fails with {@link TimeoutError}. */
  put(item: T, timeout?: Deadline): Future<undefined> {
    if (this.tryToPut(item)) return resolved(undefined);
    return this.putters.add(timeout, item);
  }

  /** @throws {@link QueueFull} if there is no room. */
  putNowait(item: T): void {
    if (!this.tryToPut(item)) throw new QueueFull(`${this} is full`);
  }

  /** A Future with the next item; after `timeout` it fails with {@link TimeoutError}. */
  get(timeout?: Deadline): Future<T> {
    try {
      this.admitPutter();
      return this.empty() ? this.getters.add(timeout, undefined) : this.getters.served(this.takeItem(), undefined);
    } catch (error) {
      return failed(error);
    }
  }

  /** @throws {@link QueueEmpty} if there is none. */
  getNowait(): T {
    this.admitPutter();
    if (this.empty()) throw new QueueEmpty(`${this} is empty`);
    return this.takeItem();
  }

  /** If the queue is full, the item that has waited longest comes in, behind the others, before one of them goes out. */
  private admitPutter(): void {
    const putter = this.putters.next();
    if (putter === undefined) return;
    this.accept(putter.carried);
    putter.setResult(undefined);
  }

  /** An item that was taken has been dealt with. @throws RangeError if called more often than items were put. */
  taskDone(): void {
    if (this.unfinished === 0) throw new RangeError("task_done() called too many times");
    this.unfinished--;
    if (this.unfinished === 0) this.finished.set();
  }

  /** A Future that is done when every item was dealt with; after `timeout` it fails with {@link TimeoutError}. */
  join(timeout?: Deadline): Future<undefined> {
    return this.finished.wait(timeout);
  }

  /** `for await (const item of queue)` in native async code; never ends by itself. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Awaited<T>, never, void> {
    for (;;) yield await this.get();
  }

  toString(): string {
    const parts = [
      `maxsize=${this.maxsize}`,
      ...(this.empty() ? [] : [`queue=${this.count()}`]),
      ...(this.getters.length > 0 ? [`getters[${this.getters.length}]`] : []),
      ...(this.putters.length > 0 ? [`putters[${this.putters.length}]`] : []),
      ...(this.unfinished > 0 ? [`tasks=${this.unfinished}`] : []),
    ];
    return `<${this.constructor.name} ${parts.join(" ")}>`;
  }

  /** How many items are kept. Tornado's `_init`, `_put` and `_get` are these; override them together. */
  protected count(): number {
    return this.items.length - this.head;
  }

  protected storeItem(item: T): void {
    this.items.push(item);
  }

  /** Puts an item back where `takeItem` has taken it from. */
  protected returnItem(item: T): void {
    this.items.splice(this.head, 0, item);
  }

  protected takeItem(): T {
    const item = this.items[this.head] as T;
    this.items[this.head++] = undefined;
    // Moves the rest down once per doubling, so that taking is constant time on average.
    if (this.head * 2 > this.items.length) this.head -= this.items.splice(0, this.head).length;
    return item;
  }

  /** An item that was given to a coroutine which was cancelled before it saw it goes to the next one. */
  private putBack(item: T): void {
    const getter = this.getters.next();
    if (getter === undefined) this.returnItem(item);
    else getter.setResult(item);
  }

  private tryToPut(item: T): boolean {
    const getter = this.getters.next();
    if (getter !== undefined) {
      this.accept(item);
      getter.setResult(this.takeItem());
      return true;
    }
    if (this.full()) return false;
    this.accept(item);
    return true;
  }

  private accept(item: T): void {
    // A comparison of the user's own may throw; then the item is not in.
    this.storeItem(item);
    this.unfinished++;
    this.finished.clear();
  }
}

/** Gives the smallest item first; of equal ones the first that was put. */
export class PriorityQueue<T> extends Queue<T> {
  private readonly heap: Heap<{ readonly item: T; readonly sequence: number }>;
  private sequence = 0;

  /** `compare` as for `Array.prototype.sort`. Default: `<`, and arrays are compared element by element. */
  constructor(maxsize = 0, compare: (a: T, b: T) => number = naturalOrder) {
    super(maxsize);
    this.heap = new Heap((a, b) => (compare(a.item, b.item) || a.sequence - b.sequence) < 0);
  }

  protected override count(): number {
    return this.heap.length;
  }

  protected override storeItem(item: T): void {
    this.heap.add({ item, sequence: this.sequence++ });
  }

  protected override returnItem(item: T): void {
    this.storeItem(item);
  }

  protected override takeItem(): T {
    return this.heap.removeAt(0).item;
  }
}

/** Gives the item first that was put last. */
export class LifoQueue<T> extends Queue<T> {
  private readonly stack: T[] = [];

  protected override count(): number {
    return this.stack.length;
  }

  protected override storeItem(item: T): void {
    this.stack.push(item);
  }

  protected override returnItem(item: T): void {
    this.storeItem(item);
  }

  protected override takeItem(): T {
    return this.stack.pop() as T;
  }
}

function naturalOrder(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const order = naturalOrder(a[i], b[i]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}
