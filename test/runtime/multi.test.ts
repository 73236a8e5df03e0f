/** How does a coroutine wait for several things? After tornado/test/gen_test.py, and what Tornado has not. */
import { describe, expect, test } from "vitest";
import {
  allSettled,
  any,
  BadYieldError,
  convertYielded,
  coroutine,
  Future,
  IOLoop,
  map,
  maybeFuture,
  moment,
  multi,
  race,
  resolved,
  sleep,
  TimeoutError,
  WaitIterator,
  withTimeout,
} from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";
import { reportsOf } from "./reports.js";
import { run } from "./run.js";

const after = coroutine(function* <T>(seconds: number, value: T): Generator<any, T, any> {
  yield sleep(seconds);
  return value;
});

const failAfter = coroutine(function* (seconds: number, message: string): Generator<any, never, any> {
  yield sleep(seconds);
  throw new RangeError(message);
});

describe("multi", () => {
  test("test_multi, test_multi_dict: arrays, objects and Maps of yieldables", () => {
    run(coroutine(function* () {
      expect(yield [after(1, "v1"), after(2, "v2")]).toEqual(["v1", "v2"]);
      expect(yield { foo: after(1, "v1"), bar: after(2, "v2") }).toEqual({ foo: "v1", bar: "v2" });
      expect(yield new Map([[1, after(1, "v1")]])).toEqual(new Map([[1, "v1"]]));
    }));
  });

  test("test_multi_future_delayed: the order is that of the list, not of time", () => {
    run(coroutine(function* () {
      expect(yield* multi([after(3, "slow"), after(1, "fast")])).toEqual(["slow", "fast"]);
    }));
  });

  test("test_multi_empty: done at once", () => {
    expect(multi([]).result()).toEqual([]);
    expect(multi({}).result()).toEqual({});
    expect(multi(new Map()).result()).toEqual(new Map());
  });

  test("test_multi_future_duplicate: the same Future may stand twice", () => {
    run(coroutine(function* () {
      const future = after(1, "v");
      expect(yield [future, future]).toEqual(["v", "v"]);
    }));
  });

  test("nested collections, promises and undefined", async () => {
    const body = coroutine(function* () {
      return yield [[after(0, 1), [after(0, 2)]], { x: Promise.resolve(3) }, undefined];
    });
    expect(await IOLoop.run(body)).toEqual([[1, [2]], { x: 3 }, undefined]);
  });

  test("test_multi_moment: in a list a moment is just done", () => {
    expect(multi([moment, moment]).done()).toBe(true);
  });

  test("test_multi_exceptions: the first of the list is thrown, the others are reported", async () => {
    const reports = await reportsOf(() =>
      run(coroutine(function* () {
        try {
          yield [failAfter(2, "first"), after(1, "fine"), failAfter(1, "second")];
          expect.unreachable();
        } catch (error) {
          expect((error as Error).message).toBe("first");
        }
      })),
    );
    expect(reports.map(({ message, error }) => `${message}: ${(error as Error).message}`)).toEqual([
      "Multiple exceptions in yield list: second",
    ]);
  });

  test("test_multi_exceptions: it waits for all, also after a failure; quietExceptions are not reported", async () => {
    const loop = new VirtualTimeIOLoop();
    const reports = await reportsOf(() =>
      loop.runSync(
        coroutine(function* () {
          const all = multi([failAfter(1, "first"), failAfter(5, "quiet")], { quietExceptions: RangeError });
          try {
            yield all;
          } catch {
            expect(loop.time()).toBe(5);
          }
        }),
      ),
    );
    expect(reports).toEqual([]);
  });

  test("a child that cannot be waited for is an exception at the yield; the others are waited for", () => {
    run(coroutine(function* () {
      try {
        yield [42, after(1, "other")];
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(BadYieldError);
      }
    }));
  });

  test("test_multi_performance: two thousand children are no matter", () => {
    const before = performance.now();
    run(coroutine(function* () {
      yield Array.from({ length: 2000 }, () => moment);
      yield Array.from({ length: 2000 }, () => after(0, 1));
    }));
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe("convertYielded", () => {
  class Registered {
    readonly value: number;
    constructor(value: number) {
      this.value = value;
    }
  }
  class Broken {}

  test("what is registered can be yielded, by its class or a subclass; later registrations win", () => {
    convertYielded.register(Registered, ({ value }) => resolved(value));
    run(coroutine(function* () {
      expect(yield new Registered(1)).toBe(1);
      expect(yield [new (class extends Registered {})(2)]).toEqual([2]);
      convertYielded.register(Registered, ({ value }) => resolved(-value));
      expect(yield new Registered(1)).toBe(-1);
    }));
  });

  test("what a converter throws is thrown at the yield, also later than the first (Tornado lets it escape)", () => {
    convertYielded.register(Broken, () => {
      throw new RangeError("broken converter");
    });
    run(coroutine(function* () {
      for (const before of [undefined, sleep(1)]) {
        yield before;
        try {
          yield new Broken();
          expect.unreachable();
        } catch (error) {
          expect((error as Error).message).toBe("broken converter");
        }
      }
    }));
  });

  test("maybeFuture leaves Futures alone and wraps the rest", () => {
    const future = new Future<number>();
    expect(maybeFuture(future)).toBe(future);
    expect(maybeFuture(1).result()).toBe(1);
  });
});

describe("withTimeout", () => {
  test("test_timeout", () => {
    const loop = new VirtualTimeIOLoop();
    expect(() => loop.runSync(() => withTimeout(0.1, new Future<void>()))).toThrow(TimeoutError);
    expect(loop.time()).toBe(0.1);
  });

  test("test_completes_before_timeout: the timer is removed", () => {
    const loop = new VirtualTimeIOLoop();
    expect(loop.runSync(() => withTimeout(3600, after(1, "value")))).toBe("value");
    loop.runSync(() => moment);
    expect(loop.time()).toBe(1);
  });

  test("test_fails_before_timeout", () => {
    expect(() => new VirtualTimeIOLoop().runSync(() => withTimeout(3600, failAfter(1, "early")))).toThrow("early");
  });

  test("test_already_resolved: a done Future wins over a deadline that has passed", () => {
    run(coroutine(function* () {
      expect(yield* withTimeout(-1, resolved("value"))).toBe("value");
    }));
  });

  test("a deadline that has passed still takes an iteration", () => {
    run(coroutine(function* () {
      const future = withTimeout({ at: -5 }, new Future<void>());
      expect(future.done()).toBe(false);
      yield moment;
      yield moment;
      expect(future.exception()).toBeInstanceOf(TimeoutError);
    }));
  });

  test("test_timeout_concurrent_future, test_completed_concurrent_future: native promises", async () => {
    await expect(IOLoop.run(() => withTimeout(0.01, new Promise(() => {})))).rejects.toThrow(TimeoutError);
    expect(await IOLoop.run(() => withTimeout(3600, Promise.resolve(1)))).toBe(1);
  });

  test("a failure after the timeout is reported, unless it is quiet", async () => {
    const late = (options: { quietExceptions?: [typeof RangeError] }) =>
      reportsOf(() =>
        run(coroutine(function* () {
          try {
            yield withTimeout(1, failAfter(2, "late"), { cancel: false, ...options });
          } catch {
            yield sleep(5);
          }
        })),
      );
    const [report] = await late({});
    expect(report.message).toMatch(/^Exception in Future .* after timeout$/);
    expect(await late({ quietExceptions: [RangeError] })).toEqual([]);
  });
});

describe("WaitIterator", () => {
  test("test_empty_iterator", () => {
    const iterator = new WaitIterator();
    expect(iterator.done()).toBe(true);
    expect(iterator.currentIndex).toBeUndefined();
    expect(iterator.currentFuture).toBeUndefined();
    expect(() => iterator.next()).toThrow("already");
  });

  test("test_already_done: done ones come in order; names are indexes", () => {
    run(coroutine(function* () {
      const positions = new WaitIterator(resolved("a"), resolved("b"));
      const seen: unknown[] = [];
      while (!positions.done()) seen.push([yield positions.next(), positions.currentIndex]);
      const names = new WaitIterator({ x: resolved("a"), y: resolved("b") });
      while (!names.done()) seen.push([yield names.next(), names.currentIndex]);
      expect(seen).toEqual([["a", 0], ["b", 1], ["a", "x"], ["b", "y"]]);
    }));
  });

  test("test_iterator: in the order of completion, past failures", () => {
    run(coroutine(function* () {
      const futures = [failAfter(2, "failed"), after(3, "third"), after(1, "first"), after(4, "last")];
      const iterator = new WaitIterator(...(futures as Future<string>[]));
      const seen: unknown[] = [];
      while (!iterator.done()) {
        try {
          seen.push([yield iterator.next(), iterator.currentIndex]);
        } catch (error) {
          seen.push([(error as Error).message, iterator.currentIndex]);
        }
        expect(iterator.currentFuture).toBe(futures[iterator.currentIndex as number]);
      }
      expect(seen).toEqual([["first", 2], ["failed", 0], ["third", 1], ["last", 3]]);
    }));
  });

  test("the same Future twice comes twice (in Tornado a KeyError)", () => {
    run(coroutine(function* () {
      const future = after(1, "v");
      const iterator = new WaitIterator(future, future);
      const seen: unknown[] = [];
      while (!iterator.done()) seen.push([yield iterator.next(), iterator.currentIndex]);
      expect(seen).toEqual([["v", 0], ["v", 1]]);
    }));
  });

  test("test_iterator_async_await: for await", async () => {
    const seen: string[] = [];
    for await (const value of new WaitIterator(after(0.02, "slow"), after(0.01, "fast"))) seen.push(value);
    expect(seen).toEqual(["fast", "slow"]);
  });
});

describe("race, any, allSettled", () => {
  test("race takes the first outcome, good or bad; a loser's failure is nobody's business", async () => {
    const reports = await reportsOf(() =>
      run(coroutine(function* () {
        expect(yield* race([after(2, "slow"), after(1, "fast"), failAfter(3, "loser")])).toBe("fast");
        try {
          yield* race([after(2, "slow"), failAfter(1, "bad")]);
          expect.unreachable();
        } catch (error) {
          expect((error as Error).message).toBe("bad");
        }
        yield sleep(10);
      })),
    );
    expect(reports).toEqual([]);
  });

  test("any takes the first success; all failures are an AggregateError in the order of the list", () => {
    run(coroutine(function* () {
      expect(yield* any([failAfter(1, "bad"), after(2, "good")])).toBe("good");
      try {
        yield* any([failAfter(2, "one"), failAfter(1, "two")]);
        expect.unreachable();
      } catch (error) {
        expect((error as AggregateError).errors.map((each: Error) => each.message)).toEqual(["one", "two"]);
      }
    }));
  });

  test("allSettled never fails, and tells cancelled from failed", () => {
    run(coroutine(function* () {
      const cancelled = after(9, "never");
      cancelled.cancel("why");
      const [good, bad, gone] = yield* allSettled([after(1, "good"), failAfter(1, "bad"), cancelled]);
      expect(good).toEqual({ status: "fulfilled", value: "good" });
      expect(bad).toMatchObject({ status: "rejected", reason: { message: "bad" } });
      expect(gone).toMatchObject({ status: "cancelled", reason: { reason: "why" } });
    }));
  });
});

describe("map", () => {
  test("keeps the order of the items and the limit", () => {
    run(coroutine(function* () {
      let running = 0;
      let most = 0;
      const body = coroutine(function* (item: number, index: number): Generator<any, string, any> {
        most = Math.max(most, ++running);
        yield sleep(10 - item);
        running--;
        return `${index}:${item}`;
      });
      expect(yield* map([1, 2, 3, 4, 5], body, { concurrency: 2 })).toEqual(["0:1", "1:2", "2:3", "3:4", "4:5"]);
      expect(most).toBe(2);
      expect(yield* map([1, 2], (item) => item * 2)).toEqual([2, 4]);
      expect(yield* map([], body)).toEqual([]);
    }));
  });

  test("begins nothing after a failure and waits for what runs", () => {
    run(coroutine(function* () {
      const begun: number[] = [];
      const ended: number[] = [];
      const body = coroutine(function* (item: number): Generator<any, void, any> {
        begun.push(item);
        yield sleep(item);
        if (item === 1) throw new Error("one");
        ended.push(item);
      });
      try {
        yield* map([1, 5, 2, 3], body, { concurrency: 2 });
        expect.unreachable();
      } catch (error) {
        expect((error as Error).message).toBe("one");
      }
      expect([begun, ended]).toEqual([[1, 5], [5]]);
    }));
  });

  test("cancelled, it cancels what runs and begins nothing more", () => {
    run(coroutine(function* () {
      const log: string[] = [];
      const body = coroutine(function* (item: number): Generator<any, void, any> {
        try {
          yield sleep(10);
        } finally {
          log.push(`cleanup ${item}`);
        }
      });
      const mapping = map([1, 2, 3, 4], body, { concurrency: 2 });
      yield sleep(1);
      mapping.cancel();
      yield sleep(100);
      expect(mapping.cancelled()).toBe(true);
      expect(log).toEqual(["cleanup 1", "cleanup 2"]);
    }));
  });

  test("a limit below one is refused", () => {
    expect(() => map([1], () => 1, { concurrency: 0 })).toThrow(RangeError);
  });
});
