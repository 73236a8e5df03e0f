/** Do locks let in who they should, in order? After tornado/test/locks_test.py. */
import { describe, expect, test } from "vitest";
import { BoundedSemaphore, Condition, coroutine, Event, Lock, moment, Semaphore, sleep, TimeoutError } from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";
import { run } from "./run.js";

describe("Condition", () => {
  /** Lets `names` wait; returns the list of who was woken, and how. */
  function waiters(condition: Condition, names: string[], timeouts: (number | undefined)[] = []): string[] {
    const log: string[] = [];
    names.forEach((name, i) =>
      condition.wait(timeouts[i]).addDoneCallback((future) => log.push(future.result() ? name : `${name} timed out`)),
    );
    return log;
  }

  test("test_repr", () => {
    const condition = new Condition();
    expect(String(condition)).toBe("<Condition>");
    void condition.wait();
    expect(String(condition)).toBe("<Condition waiters[1]>");
  });

  test("test_notify, test_notify_1, test_notify_n: the longest waiting first", () => {
    const condition = new Condition();
    const log = waiters(condition, ["a", "b", "c", "d"]);
    condition.notify();
    expect(log).toEqual(["a"]);
    condition.notify(2);
    expect(log).toEqual(["a", "b", "c"]);
    condition.notify(5);
    expect(log).toEqual(["a", "b", "c", "d"]);
  });

  test("test_notify_all", () => {
    const condition = new Condition();
    const log = waiters(condition, ["a", "b", "c"]);
    condition.notifyAll();
    expect(log).toEqual(["a", "b", "c"]);
  });

  test("test_wait_timeout: wait gives false", () => {
    run(coroutine(function* () {
      expect(yield* new Condition().wait(0.01)).toBe(false);
    }));
  });

  test("a timeout of 0 times out (until Tornado 6.6 it waited for ever)", () => {
    run(coroutine(function* () {
      expect(yield* new Condition().wait(0)).toBe(false);
    }));
  });

  test("test_wait_timeout_preempted: a notification before the timeout counts", () => {
    const loop = new VirtualTimeIOLoop();
    loop.runSync(
      coroutine(function* () {
        const condition = new Condition();
        loop.callLater(1, () => condition.notify());
        expect(yield* condition.wait(2)).toBe(true);
      }),
    );
    expect(loop.time()).toBe(1);
  });

  test("test_notify_n_with_timeout, test_notify_all_with_timeout: who timed out does not count", () => {
    run(coroutine(function* () {
      const condition = new Condition();
      const log = waiters(condition, ["a", "b", "c", "d"], [undefined, 1, undefined, undefined]);
      yield sleep(2);
      condition.notify(2);
      expect(log).toEqual(["b timed out", "a", "c"]);
      condition.notifyAll();
      expect(log).toEqual(["b timed out", "a", "c", "d"]);
    }));
  });

  test("test_nested_notify: a notification inside a notification wakes others", () => {
    const condition = new Condition();
    const log: number[] = [];
    condition.wait().addDoneCallback(() => {
      log.push(0);
      condition.notify();
    });
    condition.wait().addDoneCallback(() => log.push(1));
    condition.wait().addDoneCallback(() => log.push(2));
    condition.notify(2);
    expect(log).toEqual([0, 2, 1]);
  });
});

describe("Event", () => {
  test("test_event, test_event_set_multiple: set wakes all, and stays", () => {
    run(coroutine(function* () {
      const event = new Event();
      expect(String(event)).toBe("<Event clear>");
      const waits = [event.wait(), event.wait()];
      expect(event.isSet()).toBe(false);
      event.set();
      event.set();
      expect(waits.map((future) => future.done())).toEqual([true, true]);
      expect(event.wait().done()).toBe(true);
      expect(String(event)).toBe("<Event set>");
    }));
  });

  test("test_event_timeout", () => {
    run(coroutine(function* () {
      const event = new Event();
      for (const timeout of [0, 0.01]) {
        try {
          yield event.wait(timeout);
          expect.unreachable();
        } catch (error) {
          expect(error).toBeInstanceOf(TimeoutError);
        }
      }
    }));
  });

  test("test_event_wait_clear: who waits is woken, also when it is cleared at once", () => {
    const event = new Event();
    const first = event.wait();
    event.set();
    event.clear();
    const second = event.wait();
    expect([first.done(), second.done()]).toEqual([true, false]);
  });
});

describe("Semaphore", () => {
  test("test_negative_value, test_repr", () => {
    expect(() => new Semaphore(-1)).toThrow(RangeError);
    const semaphore = new Semaphore();
    expect(String(semaphore)).toBe("<Semaphore unlocked,value:1>");
    void semaphore.acquire();
    void semaphore.acquire();
    expect(String(semaphore)).toBe("<Semaphore locked,waiters:1>");
  });

  test("test_acquire: first come, first served", () => {
    const semaphore = new Semaphore(2);
    const turns = [1, 2, 3, 4].map(() => semaphore.acquire());
    const done = () => turns.map((turn) => turn.done());
    expect(done()).toEqual([true, true, false, false]);
    semaphore.release();
    expect(done()).toEqual([true, true, true, false]);
    semaphore.release();
    semaphore.release();
    semaphore.release();
    expect(String(semaphore)).toBe("<Semaphore unlocked,value:2>");
  });

  test("test_acquire_timeout: who timed out is not let in, and does not take a turn", () => {
    run(coroutine(function* () {
      const semaphore = new Semaphore(1);
      yield semaphore.acquire();
      const waits = semaphore.acquire(1);
      yield sleep(2);
      expect(waits.exception()).toBeInstanceOf(TimeoutError);
      semaphore.release();
      expect(semaphore.acquire().done()).toBe(true);
    }));
  });

  test("who was cancelled while waiting is passed over", () => {
    const semaphore = new Semaphore(1);
    void semaphore.acquire();
    const gone = semaphore.acquire();
    const next = semaphore.acquire();
    gone.cancel();
    semaphore.release();
    expect(next.done()).toBe(true);
  });

  test("test_context_manager: the function that acquire gives releases once", () => {
    run(coroutine(function* () {
      const semaphore = new Semaphore(1);
      const release = yield* semaphore.acquire();
      const waits = semaphore.acquire();
      release();
      release();
      expect(waits.done()).toBe(true);
      expect(String(semaphore)).toBe("<Semaphore locked>");
    }));
  });

  test("test_context_manager_contended: turns in the order of asking", () => {
    run(coroutine(function* () {
      const semaphore = new Semaphore(1);
      const log: string[] = [];
      const worker = coroutine(function* (name: string) {
        const release = yield* semaphore.acquire();
        try {
          log.push(`${name} in`);
          yield moment;
          log.push(`${name} out`);
        } finally {
          release();
        }
      });
      yield ["a", "b", "c"].map((name) => worker(name));
      expect(log).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
    }));
  });

  test("BoundedSemaphore: test_release_unacquired", () => {
    const semaphore = new BoundedSemaphore(1);
    expect(() => semaphore.release()).toThrow(RangeError);
    void semaphore.acquire();
    semaphore.release();
    expect(() => semaphore.release()).toThrow("released too many times");
  });
});

describe("Lock", () => {
  test("test_repr, test_acquire_release, test_multi_release", () => {
    const lock = new Lock();
    expect(String(lock)).toBe("<Lock BoundedSemaphore unlocked,value:1>");
    expect(lock.acquire().done()).toBe(true);
    const waits = lock.acquire();
    expect(waits.done()).toBe(false);
    lock.release();
    expect(waits.done()).toBe(true);
    lock.release();
    expect(() => lock.release()).toThrow("release unlocked lock");
  });

  test("test_acquire_fifo, test_acquire_timeout", () => {
    run(coroutine(function* () {
      const lock = new Lock();
      yield lock.acquire();
      const log: number[] = [];
      const waits = [1, 2, 3].map((i) => lock.acquire(i === 2 ? 1 : undefined));
      for (const [i, future] of waits.entries()) future.addDoneCallback(() => log.push(i + 1));
      yield sleep(2);
      expect(waits[1].exception()).toBeInstanceOf(TimeoutError);
      lock.release();
      lock.release();
      expect(log).toEqual([2, 1, 3]);
    }));
  });
});
