/** What runs when? After tornado/test/ioloop_test.py; tests that carry a name of it say which. */
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  coroutine,
  type Coroutine,
  DeadlockError,
  dump,
  Future,
  InvalidStateError,
  IOLoop,
  moment,
  PeriodicCallback,
  setReporter,
  sleep,
  TimeoutError,
} from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";
import { reportsOf } from "./reports.js";

afterEach(() => vi.restoreAllMocks());

describe("one iteration", () => {
  test("runs callbacks first in, first out, then the due timeouts by deadline and order of asking", () => {
    const loop = new VirtualTimeIOLoop();
    const log: string[] = [];
    loop.runSync(() => {
      loop.callLater(0, () => log.push("t 0, first"));
      loop.callLater(-1, () => log.push("t -1"));
      loop.callLater(-2, () => log.push("t -2"));
      loop.callLater(0, () => log.push("t 0, second"));
      loop.addCallback(() => log.push("callback 1"));
      loop.addCallback(() => log.push("callback 2"));
      return sleep(1);
    });
    expect(log).toEqual(["callback 1", "callback 2", "t -2", "t -1", "t 0, first", "t 0, second"]);
  });

  test("callbacks added meanwhile wait for the next one", () => {
    const loop = new VirtualTimeIOLoop();
    const log: string[] = [];
    loop.runSync(() => {
      loop.callLater(0, () => log.push("timeout"));
      loop.addCallback(() => {
        log.push("first");
        loop.addCallback(() => log.push("added"));
      });
      loop.addCallback(() => log.push("second"));
      return sleep(1);
    });
    expect(log).toEqual(["first", "second", "timeout", "added"]);
  });

  test("arguments are passed on (test_timeout_with_arguments)", () => {
    const loop = new VirtualTimeIOLoop();
    const log: unknown[] = [];
    loop.runSync(() => {
      loop.addCallback((a: number, b: string) => log.push([a, b]), 1, "one");
      loop.callLater(1, (a: number) => log.push(a), 2);
      loop.callAt(2, (a: number) => log.push(a), 3);
      return sleep(3);
    });
    expect(log).toEqual([[1, "one"], 2, 3]);
  });

  test("addFuture calls back in a later iteration, even for a done Future", () => {
    const loop = new VirtualTimeIOLoop();
    const log: unknown[] = [];
    loop.runSync(() => {
      const done = new Future<number>();
      done.setResult(1);
      loop.addFuture(done, (future) => log.push(future.result()));
      log.push("returned");
      return sleep(1);
    });
    expect(log).toEqual(["returned", 1]);
  });
});

describe("timeouts", () => {
  test("can be removed, also after they fired (test_remove_timeout_after_fire)", () => {
    const loop = new VirtualTimeIOLoop();
    const log: string[] = [];
    loop.runSync(() => {
      const removed = loop.callLater(1, () => log.push("removed"));
      const fires = loop.callLater(1, () => log.push("fires"));
      loop.removeTimeout(removed);
      loop.callLater(2, () => loop.removeTimeout(fires));
      return sleep(3);
    });
    expect(log).toEqual(["fires"]);
  });

  test("one can remove another that is due in the same iteration (test_remove_timeout_from_timeout)", () => {
    const loop = new VirtualTimeIOLoop();
    const log: string[] = [];
    loop.runSync(() => {
      loop.callAt(1, () => {
        log.push("first");
        loop.removeTimeout(second);
      });
      const second = loop.callAt(1, () => log.push("second"));
      return sleep(3);
    });
    expect(log).toEqual(["first"]);
  });

  test("a hundred thousand in random order fire in order, half of them removed", () => {
    const loop = new VirtualTimeIOLoop();
    const fired: number[] = [];
    let random = 1;
    loop.runSync(() => {
      for (let i = 0; i < 100_000; i++) {
        random = (random * 48271) % 2147483647;
        const deadline = random % 1000;
        const timeout = loop.callAt(deadline, () => fired.push(deadline));
        if (i % 2 === 0) loop.removeTimeout(timeout);
      }
      return sleep(2000);
    });
    expect(fired.length).toBe(50_000);
    expect(fired.every((deadline, i) => i === 0 || fired[i - 1] <= deadline)).toBe(true);
  });

  test("a deadline must be a number", () => {
    const loop = new IOLoop();
    expect(() => loop.callAt(NaN, () => {})).toThrow(TypeError);
    expect(() => loop.callAt("soon" as never, () => {})).toThrow(TypeError);
  });
});

describe("exceptions of callbacks", () => {
  test("are reported and stop nobody (test_exception_logging)", async () => {
    const loop = new IOLoop();
    const log: string[] = [];
    const reports = await reportsOf(() =>
      loop.run(() => {
        loop.addCallback(function broken() {
          throw new Error("in a callback");
        });
        loop.callLater(0, () => {
          throw new Error("in a timeout");
        });
        loop.addCallback(() => log.push("goes on"));
        return sleep(0.01);
      }),
    );
    expect(log).toEqual(["goes on"]);
    expect(reports.map(({ message, error }) => [message, String(error)])).toEqual([
      ["Exception in callback broken", "Error: in a callback"],
      ["Exception in callback <anonymous>", "Error: in a timeout"],
    ]);
  });

  test("a callback may return a Future; its failure is reported (test_exception_logging_future)", async () => {
    const loop = new IOLoop();
    const fails = coroutine(function* fails() {
      yield moment;
      throw new Error("later");
    });
    const reports = await reportsOf(() =>
      loop.run(() => {
        loop.addCallback(fails);
        loop.spawnCallback(fails);
        return sleep(0.01);
      }),
    );
    expect(reports.map(({ message }) => message)).toEqual(["Exception in callback fails", "Exception in callback fails"]);
  });

  test("handleCallbackException can be overridden (test_handle_callback_exception)", async () => {
    const handled: unknown[] = [];
    class HandlingLoop extends IOLoop {
      override handleCallbackException(_callback: unknown, error: unknown): void {
        handled.push(error);
      }
    }
    const loop = new HandlingLoop();
    await loop.run(() => {
      loop.addCallback(() => {
        throw "handled";
      });
      return sleep(0);
    });
    expect(handled).toEqual(["handled"]);
  });
});

test("neither a handler nor a reporter that throws stops the loop", async () => {
  class BrokenLoop extends IOLoop {
    override handleCallbackException(): void {
      throw new Error("handler");
    }
  }
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  const before = setReporter(() => {
    throw new Error("reporter");
  });
  try {
    const loop = new BrokenLoop();
    await loop.run(() => {
      loop.addCallback(() => {
        throw new Error("callback");
      });
      return sleep(0.001);
    });
    await loop.run(() => moment);
  } finally {
    setReporter(before);
  }
  expect(printed.mock.calls.map(([message]) => message)).toEqual([
    "Exception in the reporter",
    "Exception in handleCallbackException",
  ]);
});

describe("run", () => {
  test("sync_result, async_result: resolves with main's result", async () => {
    expect(await IOLoop.run(() => 42)).toBe(42);
    expect(await IOLoop.run(coroutine(function* () {
      yield moment;
      return 42;
    }))).toBe(42);
    expect(await IOLoop.run(async () => 42)).toBe(42);
    expect(await IOLoop.run(Promise.resolve(42))).toBe(42);
    expect(await IOLoop.run(() => [1, 2])).toEqual([1, 2]);
  });

  test("sync_exception, async_exception: rejects with main's exception", async () => {
    await expect(IOLoop.run(() => {
      throw new Error("sync");
    })).rejects.toThrow("sync");
    await expect(IOLoop.run(coroutine(function* () {
      yield moment;
      throw new Error("async");
    }))).rejects.toThrow("async");
  });

  test("current: main runs on the loop, and so does what it starts", async () => {
    const loop = new IOLoop();
    const seen: boolean[] = [];
    await loop.run(coroutine(function* () {
      seen.push(IOLoop.current() === loop);
      yield sleep(0);
      seen.push(IOLoop.current() === loop);
      yield Promise.resolve();
      seen.push(IOLoop.current() === loop);
    }));
    expect(seen).toEqual([true, true, true]);
    expect(IOLoop.current()).not.toBe(loop);
  });

  test("timeout: says how long it waited", async () => {
    await expect(IOLoop.run(() => sleep(10), { timeout: 0.01 })).rejects.toThrow(
      new TimeoutError("Operation timed out after 0.01 seconds"),
    );
  });

  test("a generator that no decorator made a coroutine is refused, not ignored", async () => {
    await expect(IOLoop.run((function* () {}) as () => unknown)).rejects.toThrow("is @coroutine missing");
  });

  test("main that nothing can wake ends in DeadlockError, with the names of who is suspended", () => {
    const loop = new VirtualTimeIOLoop();
    const waits = coroutine(function* waitsForNothing() {
      yield new Future<void>();
    });
    let error: unknown;
    try {
      loop.runSync(waits);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(DeadlockError);
    expect(String(error)).toContain("deadlock: 1 coroutines are suspended and nothing can wake them");
    expect(String(error)).toContain("waitsForNothing");
  });
});

describe("a loop that was closed", () => {
  test("refuses callbacks and timeouts (test_add_callback_while_closing)", async () => {
    const loop = new IOLoop();
    await loop.close();
    expect(() => loop.addCallback(() => {})).toThrow(InvalidStateError);
    expect(() => loop.callLater(0, () => {})).toThrow(InvalidStateError);
  });

  test("ignores what becomes ready afterwards", async () => {
    const loop = new IOLoop();
    const future = new Future<void>();
    let called = false;
    loop.addFuture(future, () => (called = true));
    await loop.close();
    future.setResult();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(called).toBe(false);
  });

  test("calls no callback any more", async () => {
    const loop = new IOLoop();
    let called = false;
    loop.callLater(0.01, () => (called = true));
    await loop.close();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(called).toBe(false);
  });
});

describe("the host gets its turn", () => {
  test("beside a coroutine that yields done Futures for ever", async () => {
    const done = new Future<void>();
    done.setResult();
    let stop = false;
    const spins = coroutine(function* () {
      while (!stop) yield done;
    });
    const future = spins();
    await new Promise((resolve) => setTimeout(resolve, 10));
    stop = true;
    await future;
  });

  test("beside coroutines without end, of which each goes on at once a few times and starts the next", async () => {
    const done = new Future<void>();
    done.setResult();
    let stop = false;
    const handsOver: () => Future<void> = coroutine(function* () {
      for (let times = 0; times < 10; times++) yield done;
      if (!stop) handsOver();
    });
    handsOver();
    await new Promise((resolve) => setTimeout(resolve, 10));
    stop = true;
  });

  test("beside a coroutine that catches the failure of a done Future for ever, and one that delegates for ever", async () => {
    const broken = new Future<void>();
    broken.setException(new Error("broken"));
    const done = new Future<void>();
    done.setResult();
    let stop = false;
    const catches = coroutine(function* () {
      while (!stop) {
        try {
          yield broken;
        } catch {
          continue;
        }
      }
    });
    const delegates = coroutine(function* () {
      while (!stop) yield* [done, done];
    });
    const futures = [catches(), delegates()];
    await new Promise((resolve) => setTimeout(resolve, 10));
    stop = true;
    await Promise.all(futures);
  });

  test("beside a coroutine that yields moments for ever, and beside one that awaits promises for ever", async () => {
    let stop = false;
    const spins = coroutine(function* () {
      while (!stop) yield moment;
    });
    const awaits = coroutine(function* () {
      while (!stop) yield Promise.resolve();
    });
    const futures = [spins(), awaits()];
    await new Promise((resolve) => setTimeout(resolve, 10));
    stop = true;
    await Promise.all(futures);
  });
});

test("dump says what every suspended coroutine waits for", async () => {
  const loop = new VirtualTimeIOLoop();
  class Reader {
    @coroutine
    *fetch(): Coroutine<void> {
      yield new Future<void>();
    }

    @coroutine
    *read(): Coroutine<void> {
      yield this.fetch();
    }
  }
  loop.runSync(() => {
    void new Reader().read();
    void new Reader().fetch();
  });
  const names = dump(loop).replace(/ at \S+:\d+:\d+/g, "");
  expect(names).toBe(
    "Reader.read\n  waits for Reader.fetch\n    waits for <Future pending>\nReader.fetch\n  waits for <Future pending>",
  );
  await loop.close();
  expect(dump(loop)).toBe("");
});

test("setBlockingLogThreshold reports who kept the loop", async () => {
  const loop = new IOLoop();
  // Nothing else takes time: a busy machine would make other callbacks slow, too.
  let milliseconds = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => milliseconds);
  const block = () => void (milliseconds += 20);
  const reports = await reportsOf(async () => {
    loop.setBlockingLogThreshold(0.01);
    await loop.run(
      coroutine(function* blocks() {
        loop.addCallback(function slow() {
          block();
        });
        loop.callLater(0, function late() {
          block();
        });
        yield moment;
        block();
        yield moment;
      }),
    );
    loop.setBlockingLogThreshold(Infinity);
    await loop.run(block);
  });
  const expected = [/in callback slow$/, /in callback late$/, /in <Future blocks pending/];
  for (const pattern of expected) expect(reports.filter(({ message }) => pattern.test(message)).length).toBe(1);
  expect(reports.length).toBe(3);
  expect(reports[0].message).toMatch(/^IOLoop blocked for 0\.020 seconds/);
});

describe("PeriodicCallback", () => {
  /** The times of the calls in seconds, when call number i takes `durations[i]` seconds. */
  function timesOf(durations: number[], options?: { jitter: number; random: () => number }): number[] {
    const loop = new VirtualTimeIOLoop({ startAt: 1000 });
    const times: number[] = [];
    loop.runSync(
      coroutine(function* () {
        const end = new Future<void>();
        const callback = coroutine(function* () {
          times.push(loop.time());
          const duration = durations[times.length - 1];
          if (duration === undefined) end.setResult();
          else yield sleep(duration);
        });
        const periodic = new PeriodicCallback(callback, 10_000, options);
        periodic.start();
        expect(periodic.isRunning()).toBe(true);
        yield end;
        periodic.stop();
        expect(periodic.isRunning()).toBe(false);
      }),
    );
    return times;
  }

  test("test_basic, test_overrun: no drift; an overrun skips to the next multiple of the period", () => {
    expect(timesOf([9, 9, 10, 11, 20, 20, 35, 35, 0, 0, 0])).toEqual([
      1010, 1020, 1030, 1050, 1070, 1100, 1130, 1170, 1210, 1220, 1230, 1240,
    ]);
  });

  test("test_jitter: the period varies by the given part", () => {
    const random = [0.5, 1, 0, 0.75];
    expect(timesOf([0, 0, 0], { jitter: 0.5, random: () => random.shift() ?? 0.5 })).toEqual([1010, 1022.5, 1030, 1041.25]);
  });

  test("test_clock_backwards: the next call is one period after the last, whatever the clock says", async () => {
    let time = 1000;
    let alarm: { readonly at: number; readonly ring: () => void } | undefined;
    const loop = new IOLoop({
      host: {
        now: () => time,
        soon: (callback) => queueMicrotask(callback),
        later: (callback) => void setImmediate(callback),
        after(seconds, ring) {
          alarm = { at: time + seconds, ring };
          return () => (alarm = undefined);
        },
        onExhausted: () => () => {},
      },
    });
    const next: number[] = [];
    const tick = (now: number) => {
      time = now;
      alarm!.ring();
      next.push(alarm!.at);
    };
    await loop.run(() => new PeriodicCallback(() => (time -= 100), 10_000).start());
    tick(1010);
    tick(1020);
    expect(next).toEqual([1020, 1030]);
    await loop.close();
  });

  test("errors are reported and the next call comes", async () => {
    const loop = new VirtualTimeIOLoop();
    let calls = 0;
    const reports = await reportsOf(() =>
      loop.runSync(
        coroutine(function* () {
          const periodic = new PeriodicCallback(() => {
            calls++;
            if (calls === 1) throw new Error("first");
            if (calls === 2) return Promise.reject(new Error("second"));
          }, 1000);
          periodic.start();
          yield sleep(1.5);
          expect(calls).toBe(1);
          periodic.stop();
        }),
      ),
    );
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: first"]);
  });
});
