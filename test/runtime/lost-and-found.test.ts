/**
 * Does anything get lost when coroutines are cancelled at an awkward moment? An item, a lock, a notification, a failure, a
 * cleanup: each is with somebody afterwards, once.
 */
import { describe, expect, test } from "vitest";
import {
  abortable,
  allSettled,
  any,
  Condition,
  coroutine,
  type Coroutine,
  Event,
  failed,
  Future,
  IOLoop,
  Lock,
  map,
  moment,
  multi,
  PriorityQueue,
  Queue,
  race,
  resolved,
  Semaphore,
  shield,
  sleep,
  WaitIterator,
  withSignal,
  withTimeout,
} from "ts-coroutine";
import { reportsOf } from "./reports.js";
import { run } from "./run.js";

/** Waits for one thing. */
const waits = coroutine(function* (begin: () => unknown): Coroutine<any> {
  return yield begin();
});

/** Sleeps long, and cleans up for a second. */
const works = coroutine(function* (log: string[], name: string = "worker"): Coroutine<void> {
  try {
    yield sleep(100);
  } finally {
    yield sleep(1);
    log.push(name);
  }
});

describe("who waits for a turn and is cancelled leaves the line", () => {
  /** Ways to wait for a Future of a queue or a lock. */
  const ways: Record<string, (turn: Future<unknown>) => unknown> = {
    "alone": (turn) => turn,
    "in a list": (turn) => [turn, sleep(50)],
    "in a race": (turn) => race([turn, sleep(50)], { cancelLosers: true }),
    "in any": (turn) => any([turn, new Future<void>()]),
    "in allSettled": (turn) => allSettled([turn]),
    "with a timeout": (turn) => withTimeout(50, turn),
    "with a signal": (turn) => withSignal(new AbortController().signal, turn),
  };

  test.each(Object.keys(ways))("%s", (way) => {
    run(coroutine(function* () {
      const queue = new Queue<number>(1);
      const lock = new Lock();
      const semaphore = new Semaphore(0);
      const condition = new Condition();
      const event = new Event();
      const release = yield* lock.acquire();
      const begins: (() => Future<unknown>)[] = [
        () => queue.get(),
        () => queue.get(60),
        () => lock.acquire(),
        () => lock.acquire(60),
        () => semaphore.acquire(),
        () => condition.wait(),
        () => event.wait(60),
        () => queue.join(60),
      ];
      queue.putNowait(0);
      queue.getNowait();
      const futures = begins.map((begin) => waits(() => ways[way](begin())));
      for (const future of futures) future.cancel();
      yield sleep(1);
      expect(futures.map((future) => future.cancelled())).toEqual(begins.map(() => true));
      const states = [queue, lock, semaphore, condition].map(String);
      expect(states.filter((state) => /waiters|getters/.test(state))).toEqual([]);
      queue.putNowait(1);
      release();
      expect([queue.qsize(), lock.acquire().done()]).toEqual([1, true]);
      const putter = waits(() => ways[way](queue.put(2)));
      putter.cancel();
      yield sleep(1);
      expect([queue.getNowait(), queue.empty()]).toEqual([1, true]);
    }));
  });

  test.each(Object.keys(ways))("%s: what was given in the very iteration of the cancellation goes to the next", (way) => {
    run(coroutine(function* () {
      const queue = new Queue<number>();
      const lock = new Lock();
      const release = yield* lock.acquire();
      const getter = waits(() => ways[way](queue.get()));
      const locker = waits(() => ways[way](lock.acquire()));
      yield moment;
      queue.putNowait(1);
      release();
      getter.cancel();
      locker.cancel();
      yield sleep(1);
      expect([getter.cancelled(), locker.cancelled()]).toEqual([true, true]);
      expect([queue.qsize(), lock.acquire().done()]).toEqual([1, true]);
    }));
  });
});

test("an item that two wait for is not put back when one of them is cancelled", () => {
  run(coroutine(function* () {
    const queue = new Queue<number>();
    const item = queue.get();
    const [first, second] = [waits(() => item), waits(() => item)];
    queue.putNowait(1);
    first.cancel();
    expect(yield* second).toBe(1);
    expect(queue.empty()).toBe(true);
  }));
});

test("an item from the first queue, the other queue keeps its own: race among done Futures", () => {
  run(coroutine(function* () {
    const [first, second] = [new Queue<number>(), new Queue<number>()];
    first.putNowait(1);
    second.putNowait(2);
    expect(yield* race([first.get(), second.get()], { cancelLosers: true })).toBe(1);
    expect([first.qsize(), second.qsize()]).toEqual([0, 1]);
    expect(yield* race([resolved("first"), failed(new Error("second"))])).toBe("first");
    expect(yield* any([failed(new Error("first")), resolved("second"), resolved("third")])).toBe("second");
  }));
});

test("a notification that a cancelled coroutine was given wakes the next", () => {
  run(coroutine(function* () {
    const condition = new Condition();
    const [first, second] = [waits(() => condition.wait()), waits(() => condition.wait())];
    condition.notify();
    first.cancel();
    expect(yield* second).toBe(true);
  }));
});

/** What waits for several children and passes a cancellation on to them. */
const combinations: ((children: readonly unknown[]) => Future<unknown>)[] = [race, any, multi, allSettled];

describe("cleanups are waited for", () => {
  test("cancelling race or any waits for the cleanup of all children, as multi does", () => {
    for (const combine of combinations) {
      const log: string[] = [];
      run(coroutine(function* () {
        const parent = coroutine(function* () {
          try {
            yield combine([works(log), works(log)]);
          } finally {
            log.push("parent");
          }
        })();
        parent.cancel();
        yield sleep(5);
        expect(parent.cancelled()).toBe(true);
      }));
      expect(log).toEqual(["worker", "worker", "parent"]);
    }
  });

  test("children that others need too go on; a second cancel() changes nothing", () => {
    for (const combine of combinations.slice(0, 3)) {
      const log: string[] = [];
      run(coroutine(function* () {
        const shared = new Future<string>();
        const other = waits(() => shared);
        const combined = combine([shared, shared, works(log)]);
        combined.addDoneCallback(() => log.push("combined"));
        expect([combined.cancel("first"), combined.cancel("second")]).toEqual([true, true]);
        yield sleep(5);
        expect(combined.exception()).toMatchObject({ reason: "first" });
        expect(combined.cancel()).toBe(false);
        shared.setResult("for the other");
        expect(yield* other).toBe("for the other");
      }));
      expect(log).toEqual(["worker", "combined"]);
    }
  });

  test("map closes the iterator it has not read to the end, however it ends", () => {
    const log: string[] = [];
    function* items() {
      try {
        for (let item = 1; ; item++) yield item;
      } finally {
        log.push("closed");
      }
    }
    run(coroutine(function* () {
      const fails = map(items(), (item) => (item === 3 ? failed(new Error("third")) : sleep(1)), { concurrency: 2 });
      expect(yield* allSettled([fails])).toMatchObject([{ status: "rejected" }]);
      expect(log).toEqual(["closed"]);
      const cancelled = map(items(), () => sleep(1), { concurrency: 2 });
      yield sleep(2.5);
      cancelled.cancel();
      yield sleep(5);
      expect([cancelled.cancelled(), log]).toEqual([true, ["closed", "closed"]]);
      expect(yield* map([1, 2], String)).toEqual(["1", "2"]);
    }));
  });
});

describe("failures", () => {
  test("a child whose cleanup fails while a combination is cancelled is reported", async () => {
    for (const combine of combinations.slice(0, 3)) {
      const reports = await reportsOf(() =>
        run(coroutine(function* () {
          const fails = coroutine(function* () {
            try {
              yield sleep(100);
            } finally {
              throw new Error("cleanup");
            }
          });
          const combined = combine([fails(), sleep(100)]);
          combined.cancel();
          yield sleep(5);
          expect(combined.cancelled()).toBe(true);
        })),
      );
      expect(reports.map(({ error }) => String(error))).toEqual(["Error: cleanup"]);
    }
  });

  test("one that several have given up is reported once", async () => {
    const reports = await reportsOf(() =>
      run(coroutine(function* () {
        const future = new Future<void>();
        const both = [waits(() => future), waits(() => future)];
        yield moment;
        future.setException(new Error("unseen"));
        for (const each of both) each.cancel();
        yield sleep(1);
      })),
    );
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: unseen"]);
  });

  test("a promise that fails for a reason of its own after it was aborted is reported", async () => {
    const late = (error: unknown) =>
      reportsOf(() =>
        IOLoop.run(
          coroutine(function* () {
            const future = abortable(() => new Promise((_, reject) => setTimeout(() => reject(error), 2)));
            future.cancel("enough");
            yield sleep(0.01);
          }),
        ),
      );
    expect((await late(new Error("of its own"))).map(({ error }) => String(error))).toEqual(["Error: of its own"]);
    expect(await late("enough")).toEqual([]);
    expect(await late(new DOMException("aborted", "AbortError"))).toEqual([]);
  });

  test("a cancel() that throws is reported, and the coroutine goes on with its cleanup", async () => {
    class Stubborn extends Future<void> {
      override cancel(): boolean {
        throw new Error("no");
      }
    }
    const log: string[] = [];
    const reports = await reportsOf(() =>
      run(coroutine(function* () {
        const future = coroutine(function* () {
          try {
            yield new Stubborn();
          } finally {
            log.push("cleaned");
          }
        })();
        future.cancel();
        yield sleep(1);
        expect(future.cancelled()).toBe(true);
      })),
    );
    expect([log, reports.map(({ error }) => String(error))]).toEqual([["cleaned"], ["Error: no"]]);
  });
});

test("an item that cannot be compared is not in the queue", () => {
  const queue = new PriorityQueue<{ rank: number }>(0, (a, b) => a.rank - b.rank);
  queue.putNowait({ rank: 1 });
  expect(() => queue.putNowait(undefined as never)).toThrow(TypeError);
  queue.getNowait();
  queue.taskDone();
  expect(() => queue.taskDone()).toThrow(RangeError);
});

test("a cancelled next() of a WaitIterator gives its outcome to the next one", () => {
  run(coroutine(function* () {
    const [slow, fast] = [sleep(3), sleep(2)];
    const iterator = new WaitIterator(slow, fast);
    const first = waits(() => iterator.next());
    first.cancel();
    yield moment;
    yield moment;
    expect(first.cancelled()).toBe(true);
    yield iterator.next();
    expect(iterator.currentIndex).toBe(1);
    fast.cancel();
    slow.cancel("elsewhere");
    const [last] = yield* allSettled([iterator.next()]);
    expect([last, iterator.currentIndex, iterator.done()]).toEqual([{ status: "cancelled", reason: expect.anything() }, 0, true]);
  }));
});

test("shield lets go of what it protected: cancelling that reaches its own child", () => {
  const log: string[] = [];
  run(coroutine(function* () {
    const inner = works(log);
    const outer = waits(() => withTimeout(10, shield(inner)));
    outer.cancel();
    yield sleep(1);
    expect([outer.cancelled(), inner.done()]).toEqual([true, false]);
    const parent = waits(() => inner);
    parent.cancel();
    yield sleep(5);
    expect(inner.cancelled()).toBe(true);
  }));
  expect(log).toEqual(["worker"]);
});
