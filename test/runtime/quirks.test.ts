/**
 * Where is this knowingly different from Tornado 4.2, and which of its habits are kept? One test for each, named after the
 * difference. What other files test in full stands here in its shortest form.
 */
import { describe, expect, test } from "vitest";
import {
  BadYieldError,
  Condition,
  convertYielded,
  coroutine,
  type Coroutine,
  DeadlockError,
  Event,
  Future,
  IOLoop,
  Lock,
  moment,
  multi,
  PeriodicCallback,
  Queue,
  resolved,
  Return,
  Semaphore,
  sleep,
  StackContext,
  TimeoutError,
  WaitIterator,
} from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";
import { reportsOf } from "./reports.js";
import { run } from "./run.js";

const caught = (body: () => Future<unknown>): unknown =>
  run(coroutine(function* () {
    try {
      yield body();
      return undefined;
    } catch (error) {
      return error;
    }
  }));

describe("kept", () => {
  test("a coroutine starts synchronously", () => {
    let hasStarted = false;
    void coroutine(function* () {
      hasStarted = true;
    })();
    expect(hasStarted).toBe(true);
  });

  test("a done Future is continued in the same step", () => {
    expect(
      coroutine(function* () {
        return yield* resolved(1);
      })().result(),
    ).toBe(1);
  });

  test("a pending Future is continued in the next iteration, not inside setResult", () => {
    run(coroutine(function* () {
      const future = new Future<void>();
      const waits = coroutine(function* () {
        yield future;
      })();
      future.setResult();
      expect(waits.done()).toBe(false);
      yield moment;
      expect(waits.done()).toBe(true);
    }));
  });

  test("multi waits for all and throws the first exception of the list, not of time", async () => {
    const late = coroutine(function* (seconds: number, message: string) {
      yield sleep(seconds);
      throw new Error(message);
    });
    const reports = await reportsOf(() => {
      const loop = new VirtualTimeIOLoop();
      expect(() => loop.runSync(() => multi([late(3, "first of the list"), late(1, "first in time"), sleep(5)]))).toThrow("first of the list");
      expect(loop.time()).toBe(5);
    });
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: first in time"]);
  });

  test("a result that is a Future is not flattened", () => {
    const inner = new Future<void>();
    expect(
      coroutine(function* () {
        return inner;
      })().result(),
    ).toBe(inner);
  });

  test("a periodic callback does not drift", () => {
    const loop = new VirtualTimeIOLoop();
    const times: number[] = [];
    loop.runSync(
      coroutine(function* () {
        const periodic = new PeriodicCallback(
          coroutine(function* () {
            times.push(loop.time());
            yield sleep(1.5);
          }),
          1000,
        );
        periodic.start();
        yield sleep(6.5);
        periodic.stop();
        yield sleep(2);
      }),
    );
    expect(times).toEqual([1, 3, 5]);
  });
});

describe("different", () => {
  class Unconvertible {}

  test("whatever a converter throws is thrown at the yield (Tornado: the coroutine hangs, or its caller gets the error)", () => {
    convertYielded.register(Unconvertible, () => {
      throw new RangeError("converter");
    });
    const isCaught = run(coroutine(function* () {
      const seen: unknown[] = [];
      for (const value of [new Unconvertible(), 42, [42], { x: [new Unconvertible()] }]) {
        yield moment;
        try {
          yield value;
        } catch (error) {
          seen.push((error as Error).constructor);
        }
      }
      return seen;
    }));
    expect(isCaught).toEqual([RangeError, BadYieldError, BadYieldError, RangeError]);
  });

  test("what is yielded after catching an inconsistent StackContext is waited for (Tornado: it is lost)", () => {
    const result = run(coroutine(function* () {
      yield moment;
      const block = new StackContext(() => ({})).enter();
      try {
        yield resolved("A");
      } catch {
        // The block is closed by that.
      }
      expect(block.active).toBe(true);
      return yield* resolved("B");
    }));
    expect(result).toBe("B");
  });

  test("Return does not leak out of a yielded Future (Tornado: it becomes the result of who yields)", () => {
    const future = new Future<void>();
    future.setException(new Return(42));
    expect(caught(() => future)).toBeInstanceOf(TypeError);
  });

  test("throw new Return(x) is seen by a catch around it (Python's except has a type)", () => {
    const swallows = coroutine(function* () {
      yield moment;
      try {
        throw new Return(1);
      } catch (error) {
        return [error instanceof Return];
      }
    });
    expect(new VirtualTimeIOLoop().runSync(swallows)).toEqual([true]);
  });

  test("a callback of undefined is none (Tornado: callback=None is called, and TypeError logged)", async () => {
    class Service {
      @coroutine({ replaceCallback: true })
      *get(_callback?: (value: number) => void): Coroutine<number> {
        return 1;
      }
    }
    const reports = await reportsOf(() => IOLoop.run(() => new Service().get(undefined)));
    expect(reports).toEqual([]);
  });

  test("a timeout of 0 times out (Tornado until 6.6: it waits for ever)", () => {
    const queue = new Queue<number>(1);
    const lock = new Lock();
    run(coroutine(function* () {
      yield lock.acquire();
      queue.putNowait(1);
      const waits = [
        () => queue.put(2, 0),
        () => queue.join(0),
        () => lock.acquire(0),
        () => new Semaphore(0).acquire(0),
        () => new Event().wait(0),
        () => new Queue().get(0),
      ];
      for (const wait of waits) {
        try {
          yield wait();
          expect.unreachable();
        } catch (error) {
          expect(error).toBeInstanceOf(TimeoutError);
        }
      }
      expect(yield* new Condition().wait(0)).toBe(false);
    }));
  });

  test('a run that nothing can wake says deadlock (Tornado: "timed out after None seconds")', () => {
    expect(() => new VirtualTimeIOLoop().runSync(() => new Future())).toThrow(DeadlockError);
  });

  test("the same Future twice in a WaitIterator comes twice (Tornado: KeyError)", () => {
    run(coroutine(function* () {
      const future = sleep(1);
      const iterator = new WaitIterator(future, future);
      const indexes: unknown[] = [];
      while (!iterator.done()) {
        yield iterator.next();
        indexes.push(iterator.currentIndex);
      }
      expect(indexes).toEqual([0, 1]);
    }));
  });

  test("cancel() stops the body (Tornado: it returns False, or the body goes on)", () => {
    run(coroutine(function* () {
      let hasGoneOn = false;
      const future = coroutine(function* () {
        yield sleep(1);
        hasGoneOn = true;
      })();
      expect(future.cancel()).toBe(true);
      yield sleep(5);
      expect([future.cancelled(), hasGoneOn]).toEqual([true, false]);
    }));
  });

  test("waiting for a Future that is cancelled ends (Tornado: pending for ever)", () => {
    expect(
      caught(coroutine(function* () {
        const future = new Future<void>();
        IOLoop.current().addCallback(() => future.cancel());
        yield future;
      })),
    ).toMatchObject({ name: "CancelledError" });
  });

  test("finally blocks of abandoned coroutines run when the loop closes (CPython: when they are collected)", async () => {
    const log: string[] = [];
    const loop = new VirtualTimeIOLoop();
    loop.runSync(
      () =>
        void coroutine(function* () {
          try {
            yield new Future<void>();
          } finally {
            log.push("finally");
          }
        })(),
    );
    await loop.close();
    expect(log).toEqual(["finally"]);
  });
});
