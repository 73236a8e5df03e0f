/**
 * Does everything still add up after ten minutes of mixed work: timers, queues, locks, failures, cancellations at random?
 *
 *     SOAK_MINUTES=600 SOAK_SEED=7 npx vitest run --config test/vitest.config.ts --project compiled-ast soak
 *
 * The minutes are virtual, the seed decides everything, also the order within an iteration: a failure can be repeated.
 */
import { expect, test } from "vitest";
import {
  allSettled,
  any,
  cancellation,
  CancelledError,
  Condition,
  coroutine,
  type Coroutine,
  Future,
  IOLoop,
  map,
  moment,
  multi,
  PeriodicCallback,
  PriorityQueue,
  Queue,
  race,
  Semaphore,
  setReporter,
  shield,
  sleep,
  TimeoutError,
  withTimeout,
} from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";
import { heapInMegabytes } from "./garbage.js";

const minutes = Number(process.env["SOAK_MINUTES"] ?? 10);
const seed = Number(process.env["SOAK_SEED"] ?? 20260101);

class Drawn extends Error {}

/** Work of every kind, and counts of what has become of it. */
class Soak {
  readonly begun = { items: 0, sections: 0, trees: 0, timers: 0, jobs: 0 };
  readonly ended = { items: 0, sections: 0, trees: 0, timersFired: 0, timersRemoved: 0, succeeded: 0, failed: 0, cancelled: 0 };
  readonly queues = [new Queue<number>(20), new PriorityQueue<number>(5)];
  readonly semaphore = new Semaphore(3);
  readonly condition = new Condition();
  inside = 0;
  private random = seed;

  draw(below: number): number {
    this.random = (this.random * 48271) % 2147483647;
    return this.random % below;
  }

  seconds(most: number): Future<undefined> {
    return sleep(this.draw(most * 100) / 100);
  }

  @coroutine
  *produce(): Coroutine<void> {
    const queue = this.queues[this.draw(2)];
    const item = this.draw(1000);
    try {
      yield this.draw(2) ? queue.put(item, 1) : withTimeout(1, queue.put(item));
    } catch (error) {
      // Too late: it is not in. A put that was cancelled did not get so far, either, unless it was in already.
      if (error instanceof TimeoutError) return;
      throw error;
    }
  }

  @coroutine
  *consume(): Coroutine<void> {
    const queue = this.queues[this.draw(2)];
    for (let i = this.draw(5); i >= 0; i--) {
      const way = this.draw(4);
      const item: number =
        way === 0 ? yield* queue.get()
        : way === 1 ? yield* queue.get(1)
        : way === 2 ? yield* withTimeout(1, queue.get())
        : (yield* multi([queue.get(), this.seconds(1)]))[0];
      try {
        expect(item).toBeTypeOf("number");
        yield this.seconds(1);
      } finally {
        this.ended.items++;
        queue.taskDone();
      }
    }
  }

  @coroutine
  *section(): Coroutine<void> {
    const release = yield* this.semaphore.acquire(this.draw(2) ? 2 : undefined);
    this.begun.sections++;
    this.inside++;
    try {
      if (this.inside > 3) throw new Error("more than three inside");
      yield this.seconds(1);
    } finally {
      // First what must be done: a cancellation that comes while a finally block waits ends that wait, too.
      this.inside--;
      this.ended.sections++;
      release();
      if (this.draw(3) === 0) yield moment;
    }
  }

  @coroutine
  *tree(depth: number): Coroutine<number> {
    this.begun.trees++;
    try {
      yield this.seconds(3);
      if (this.draw(8) === 0) throw new Drawn("drawn");
      if (depth === 0) return 1;
      const children = [this.tree(depth - 1), this.tree(depth - 1)];
      const way = this.draw(5);
      if (way === 0) return (yield* multi(children)).length;
      if (way === 1) return yield* race(children, { cancelLosers: true });
      if (way === 2) return yield* any(children, { cancelLosers: true });
      if (way === 3) return (yield* allSettled(children)).length;
      return (yield* map(children, (child) => shield(child), { concurrency: 1 })).length;
    } finally {
      this.ended.trees++;
      if (this.draw(2)) yield this.seconds(1);
      expect(cancellation() === undefined || cancellation() instanceof CancelledError).toBe(true);
    }
  }

  @coroutine
  *notified(): Coroutine<void> {
    yield this.condition.wait(this.draw(300) / 100);
  }

  timer(): void {
    const loop = IOLoop.current();
    this.begun.timers++;
    let hasFired = false;
    const timeout = loop.callLater(this.draw(500) / 100, () => {
      hasFired = true;
      this.ended.timersFired++;
    });
    if (this.draw(2)) {
      loop.callLater(this.draw(500) / 100, () => {
        loop.removeTimeout(timeout);
        if (!hasFired) this.ended.timersRemoved++;
        hasFired = true;
      });
    }
  }

  /** Starts one piece of work, and cancels a third of them at some time. */
  job(): void {
    this.begun.jobs++;
    const kinds = [() => this.produce(), () => this.produce(), () => this.consume(), () => this.section(), () => this.tree(3), () => this.notified()];
    const future = kinds[this.draw(kinds.length)]() as unknown as Future<unknown>;
    if (this.draw(3) === 0) IOLoop.current().callLater(this.draw(400) / 100, () => future.cancel("drawn"));
    IOLoop.current().addFuture(future, () => {
      const error = future.exception();
      if (future.cancelled()) this.ended.cancelled++;
      else if (error === undefined) this.ended.succeeded++;
      else if (error instanceof Drawn || error instanceof TimeoutError || error instanceof AggregateError) this.ended.failed++;
      else throw error;
    });
  }
}

function take(queue: Queue<number>): void {
  queue.getNowait();
  queue.taskDone();
}

/** Failures beside another failure, and of what somebody waited for who was cancelled just then: nobody else could see them. */
function isExpected(error: unknown): boolean {
  return [Drawn, AggregateError, TimeoutError].some((type) => error instanceof type);
}

test(`${minutes} minutes: nothing is lost, nothing is left, memory does not grow`, async () => {
  const loop = new VirtualTimeIOLoop({ seed });
  const soak = new Soak();
  const memory: number[] = [];
  let ticks = 0;
  const unexpected: unknown[] = [];
  const before = setReporter((message, error) => isExpected(error) || unexpected.push([message, error]));
  try {
    const periodic = loop.runSync(() => new PeriodicCallback(() => void ticks++, 1000));
    loop.runSync(() => periodic.start());
    // A run for each minute: at the end of a run the failures that nobody has looked at are reported, and forgotten.
    for (let minute = 0; minute < minutes; minute++) {
      loop.runSync(
        coroutine(function* () {
          for (let tenth = 0; tenth < 600; tenth++) {
            for (let i = soak.draw(3); i >= 0; i--) soak.job();
            soak.timer();
            if (tenth % 10 === 0) soak.condition.notify(soak.draw(3));
            yield sleep(0.1);
          }
        }),
      );
      // What is collected as garbage leaves the registry in a turn of the engine's own.
      await new Promise((resolve) => setTimeout(resolve));
      memory.push(heapInMegabytes());
    }
    loop.runSync(
      coroutine(function* () {
        yield sleep(0.05);
        periodic.stop();
        // What waits for an item gets one, what waits to put one finds room, and so on until all is over.
        while (loop.suspended().length > 1) {
          for (const queue of soak.queues) {
            if (queue.empty()) queue.putNowait(0);
            else take(queue);
          }
          yield sleep(1);
        }
        yield sleep(60);
      }),
    );
  } finally {
    setReporter(before);
  }
  const { begun, ended } = soak;
  expect(ended.succeeded + ended.failed + ended.cancelled).toBe(begun.jobs);
  expect(Math.min(ended.succeeded, ended.failed, ended.cancelled)).toBeGreaterThan(minutes * 50);
  expect([ended.sections, ended.trees, soak.inside]).toEqual([begun.sections, begun.trees, 0]);
  expect(String(soak.semaphore)).toBe("<Semaphore unlocked,value:3>");
  expect(String(soak.condition)).toBe("<Condition>");
  expect(ended.timersFired + ended.timersRemoved).toBe(begun.timers);
  expect(ticks).toBe(minutes * 60);
  for (const queue of soak.queues) {
    while (!queue.empty()) take(queue);
    expect(String(queue)).not.toMatch(/getters|putters|tasks/);
    expect(queue.join().done()).toBe(true);
  }
  expect(loop.suspended()).toEqual([]);
  expect(unexpected).toEqual([]);
  const [, warm] = memory;
  if (minutes > 10) console.log(`heap after each minute, in MB: ${memory.map((size) => size.toFixed(1)).join(" ")}`);
  expect(memory.at(-1)! - warm).toBeLessThan(5);
}, 3_600_000);
