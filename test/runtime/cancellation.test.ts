/**
 * What happens to a coroutine that is cancelled? Each shape of try/catch/finally × cancelled before its start, while it
 * is suspended, during its cleanup, after its end. In Tornado nothing happens; here `finally` blocks run, and only they.
 */
import { describe, expect, test } from "vitest";
import {
  abortable,
  cancellation,
  CancelledError,
  coroutine,
  type Coroutine,
  Future,
  IOLoop,
  Lock,
  moment,
  multi,
  Queue,
  race,
  shield,
  sleep,
  TimeoutError,
  withSignal,
  withTimeout,
} from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";
import { reportsOf } from "./reports.js";
import { run } from "./run.js";

type Log = string[];

const shapes: Record<string, (log: Log) => Future<unknown>> = {
  "no try": coroutine(function* (log: Log) {
    log.push("begin");
    yield sleep(1);
    log.push("end");
  }),
  "catch": coroutine(function* (log: Log) {
    try {
      yield sleep(1);
    } catch {
      log.push("catch");
    }
    log.push("end");
  }),
  "finally": coroutine(function* (log: Log) {
    try {
      yield sleep(1);
    } finally {
      log.push("finally");
    }
    log.push("end");
  }),
  "catch and finally": coroutine(function* (log: Log) {
    try {
      yield sleep(1);
    } catch {
      log.push("catch");
    } finally {
      log.push("finally");
    }
    log.push("end");
  }),
  "asynchronous finally": coroutine(function* (log: Log) {
    try {
      yield sleep(1);
    } finally {
      log.push("finally");
      yield sleep(1);
      log.push("cleaned");
    }
    log.push("end");
  }),
  "nested finally": coroutine(function* (log: Log) {
    try {
      try {
        yield sleep(1);
      } finally {
        log.push("inner");
        yield sleep(1);
        log.push("inner cleaned");
      }
    } catch {
      log.push("catch");
    } finally {
      log.push("outer");
      yield sleep(1);
      log.push("outer cleaned");
    }
    log.push("end");
  }),
  "finally around a loop": coroutine(function* (log: Log) {
    try {
      for (;;) yield sleep(1);
    } finally {
      log.push("finally");
    }
  }),
  "iterator of a for-of": coroutine(function* (log: Log) {
    const numbers = {
      *[Symbol.iterator]() {
        try {
          for (;;) yield 1;
        } finally {
          log.push("iterator closed");
        }
      },
    };
    for (const number of numbers) yield sleep(number);
  }),
};

const cleanups: Record<string, Log> = {
  "no try": ["begin"],
  "catch": [],
  "finally": ["finally"],
  "catch and finally": ["finally"],
  "asynchronous finally": ["finally", "cleaned"],
  "nested finally": ["inner", "inner cleaned", "outer", "outer cleaned"],
  "finally around a loop": ["finally"],
  "iterator of a for-of": ["iterator closed"],
};

describe.each(Object.keys(shapes))("%s", (shape) => {
  const begin = shapes[shape];
  const cleanup = cleanups[shape];

  test("cancelled while suspended: finally blocks run, catch blocks do not", () => {
    const log: Log = [];
    const outcome = run(coroutine(function* () {
      const future = begin(log);
      yield sleep(0.5);
      expect(future.cancel("enough")).toBe(true);
      expect(future.done()).toBe(false);
      yield sleep(10);
      return future;
    }));
    expect(log).toEqual(cleanup);
    expect(outcome.cancelled()).toBe(true);
    expect(outcome.exception()).toMatchObject({ name: "CancelledError", reason: "enough" });
  });

  test("cancelled in the iteration in which it could go on: what it waited for is dropped", () => {
    const log: Log = [];
    const loop = new VirtualTimeIOLoop();
    loop.runSync(() => {
      const future = begin(log);
      loop.callAt(1, () => future.cancel());
      return sleep(10);
    });
    expect(log).toEqual(cleanup);
  });

  test("cancelled again during its cleanup: the cleanup goes on, the first reason counts", () => {
    const log: Log = [];
    const outcome = run(coroutine(function* () {
      const future = begin(log);
      yield sleep(0.5);
      future.cancel("first");
      yield sleep(0.5);
      future.cancel("second");
      yield sleep(10);
      return future;
    }));
    expect(log).toEqual(cleanup);
    expect(outcome.exception()).toMatchObject({ reason: "first" });
  });

  test("cancelled after its end: nothing happens", () => {
    const log: Log = [];
    run(coroutine(function* () {
      if (shape === "finally around a loop" || shape === "iterator of a for-of") return;
      const future = begin(log);
      yield future;
      const before = [...log];
      expect(future.cancel()).toBe(false);
      yield sleep(10);
      expect(log).toEqual(before);
      expect(future.cancelled()).toBe(false);
    }));
  });

  test("closing the loop cancels it", async () => {
    const log: Log = [];
    const loop = new VirtualTimeIOLoop();
    loop.runSync(() => void begin(log));
    await loop.close();
    expect(log).toEqual(cleanup);
    expect(loop.suspended()).toEqual([]);
  });
});

test("cancelled before its start, which was put off because the stack was deep: the body never runs", () => {
  const log: Log = [];
  let deepest: Future<unknown> | undefined;
  const descend = coroutine(function* (depth: number): Coroutine<void> {
    if (depth === 0) {
      log.push("started");
      return;
    }
    const child = descend(depth - 1);
    if (depth === 1) deepest = child;
    if (depth === 1 && !child.done()) child.cancel();
    try {
      yield child;
    } catch (error) {
      log.push((error as Error).name);
    }
  });
  // The depth at which starts are put off is not promised: each depth up to well beyond it is tried.
  for (let depth = 1; depth < 400; depth++) run(() => descend(depth));
  expect(deepest).toBeDefined();
  const started = log.filter((entry) => entry === "started").length;
  expect(started).toBeLessThan(399);
  expect(log.filter((entry) => entry === "CancelledError").length).toBe(399 - started);
});

describe("a cancelled coroutine", () => {
  test("is resumed in a later iteration, never inside cancel()", () => {
    const log: Log = [];
    run(coroutine(function* () {
      const future = shapes["finally"](log);
      future.cancel();
      log.push("cancel() has returned");
      yield moment;
      yield moment;
    }));
    expect(log).toEqual(["cancel() has returned", "finally"]);
  });

  test("that cancels itself ends at its next yield", () => {
    const log: Log = [];
    run(coroutine(function* () {
      const self: Future<void> = coroutine(function* () {
        yield moment;
        self.cancel();
        log.push("still running");
        try {
          yield moment;
          log.push("never");
        } finally {
          log.push("finally");
        }
      })();
      yield sleep(1);
      expect(self.cancelled()).toBe(true);
    }));
    expect(log).toEqual(["still running", "finally"]);
  });

  test("is cancelled, not failed: whoever waits gets CancelledError, and nothing is reported", async () => {
    const reports = await reportsOf(() =>
      run(coroutine(function* () {
        const future = shapes["no try"]([]);
        future.cancel("gone");
        try {
          yield future;
        } catch (error) {
          expect(error).toBeInstanceOf(CancelledError);
        }
        shapes["no try"]([]).cancel();
        yield sleep(5);
      })),
    );
    expect(reports).toEqual([]);
  });

  test("has failed if its cleanup fails", () => {
    run(coroutine(function* () {
      const future = coroutine(function* () {
        try {
          yield sleep(1);
        } finally {
          throw new Error("cleanup");
        }
      })();
      future.cancel();
      try {
        yield future;
        expect.unreachable();
      } catch (error) {
        expect((error as Error).message).toBe("cleanup");
      }
      expect(future.cancelled()).toBe(false);
    }));
  });

  test("can see in its finally block that it is being cancelled, and why", () => {
    const reasons: unknown[] = [];
    run(coroutine(function* () {
      const body = coroutine(function* () {
        try {
          yield sleep(1);
        } finally {
          reasons.push(cancellation()?.reason);
          yield moment;
          reasons.push(cancellation()?.reason);
        }
      });
      yield body();
      const future = body();
      future.cancel("why");
      yield sleep(5);
      reasons.push(cancellation());
    }));
    expect(reasons).toEqual([undefined, undefined, "why", "why", undefined]);
  });

  test("may yield in cleanup whatever it likes, also after an exception there", () => {
    const log: Log = [];
    run(coroutine(function* () {
      const future = coroutine(function* () {
        try {
          yield sleep(1);
        } finally {
          try {
            yield coroutine(function* () {
              yield moment;
              throw new Error("inside");
            })();
          } catch (error) {
            log.push((error as Error).message);
          }
          log.push(String(yield* multi([sleep(1), sleep(2)])));
        }
      })();
      future.cancel();
      yield sleep(10);
      expect(future.cancelled()).toBe(true);
    }));
    expect(log).toEqual(["inside", ","]);
  });
});

describe("cancellation travels to what a coroutine waits for", () => {
  test("a child is cancelled first, and its parent cleans up after it", () => {
    const log: Log = [];
    const level = coroutine(function* (name: string, child?: () => Future<unknown>): Coroutine<void> {
      try {
        yield child === undefined ? sleep(100) : child();
      } finally {
        log.push(`${name} begins`);
        yield sleep(1);
        log.push(`${name} ends`);
      }
    });
    run(coroutine(function* () {
      const future = level("parent", () => level("child", () => level("grandchild")));
      yield moment;
      future.cancel();
      yield sleep(10);
      expect(future.cancelled()).toBe(true);
    }));
    expect(log).toEqual([
      "grandchild begins",
      "grandchild ends",
      "child begins",
      "child ends",
      "parent begins",
      "parent ends",
    ]);
  });

  test("a child that others wait for too goes on", () => {
    run(coroutine(function* () {
      const child = coroutine(function* () {
        yield sleep(1);
        return "result";
      })();
      const waits = coroutine(function* (future: Future<string>) {
        return yield* future;
      });
      const first = waits(child);
      const second = waits(child);
      first.cancel();
      expect(yield* second).toBe("result");
      expect(first.cancelled()).toBe(true);
    }));
  });

  test("sleep gives its timeout back", () => {
    const loop = new VirtualTimeIOLoop();
    loop.runSync(
      coroutine(function* () {
        const future = shapes["no try"]([]);
        future.cancel();
        yield moment;
        yield moment;
        expect(future.cancelled()).toBe(true);
      }),
    );
    expect(loop.time()).toBe(0);
  });

  test("multi cancels all its children and waits for their cleanup", () => {
    const logs: Log[] = [[], []];
    run(coroutine(function* () {
      const all = multi(logs.map((log) => shapes["asynchronous finally"](log)));
      all.cancel();
      expect(all.done()).toBe(false);
      yield sleep(5);
      expect(all.cancelled()).toBe(true);
    }));
    expect(logs).toEqual([
      ["finally", "cleaned"],
      ["finally", "cleaned"],
    ]);
  });

  test("race with cancelLosers cancels the losers, without it they go on", () => {
    const logs: Log[] = [[], []];
    run(coroutine(function* () {
      yield race([sleep(0.5), shapes["finally"](logs[0])], { cancelLosers: true });
      yield race([sleep(0.5), shapes["finally"](logs[1])]);
      yield sleep(5);
    }));
    expect(logs).toEqual([["finally"], ["finally", "end"]]);
  });

  test("a Future that was cancelled by somebody else throws CancelledError at the yield", () => {
    run(coroutine(function* () {
      const future = new Future<void>();
      IOLoop.current().addCallback(() => future.cancel("elsewhere"));
      try {
        yield future;
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ name: "CancelledError", reason: "elsewhere" });
      }
      future.setResult(); // the producer need not know
    }));
  });

  test("shield stops it", () => {
    const log: Log = [];
    run(coroutine(function* () {
      const waits = coroutine(function* (future: Future<unknown>) {
        yield future;
      });
      const inner = shapes["finally"](log);
      const outer = waits(shield(inner));
      outer.cancel();
      yield sleep(5);
      expect(outer.cancelled()).toBe(true);
      expect(inner.cancelled()).toBe(false);
    }));
    expect(log).toEqual(["finally", "end"]);
  });
});

describe("what was just given to a cancelled coroutine is not lost", () => {
  /** Begins `body`, lets `give` wake it, and cancels it before it can resume. */
  const cancelledWhenServed = coroutine(function* (body: () => Future<unknown>, give: () => void): Coroutine<void> {
    const future = body();
    yield moment;
    give();
    future.cancel();
    yield sleep(1);
    expect(future.cancelled()).toBe(true);
  });

  test("a lock goes to the next", () => {
    run(coroutine(function* () {
      const lock = new Lock();
      const release = yield* lock.acquire();
      const body = coroutine(function* () {
        yield withTimeout(100, lock.acquire());
        expect.unreachable();
      });
      yield cancelledWhenServed(body, release);
      expect(lock.acquire().done()).toBe(true);
    }));
  });

  test("an item goes to the next, in its old place", () => {
    run(coroutine(function* () {
      const queue = new Queue<string>();
      const body = coroutine(function* () {
        yield queue.get();
        expect.unreachable();
      });
      yield cancelledWhenServed(body, () => {
        queue.putNowait("first");
        queue.putNowait("second");
      });
      expect([queue.getNowait(), queue.getNowait()]).toEqual(["first", "second"]);
    }));
  });

  test("a failure is reported", async () => {
    const reports = await reportsOf(() =>
      run(coroutine(function* () {
        const future = new Future<void>();
        const body = coroutine(function* () {
          yield future;
        });
        yield cancelledWhenServed(body, () => future.setException(new Error("unseen")));
      })),
    );
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: unseen"]);
  });

  test("so is the failure of a promise that comes after the cancellation", async () => {
    const reports = await reportsOf(() =>
      IOLoop.run(
        coroutine(function* () {
          const promise = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 5));
          const body = coroutine(function* () {
            yield promise;
          });
          const future = body();
          future.cancel();
          yield sleep(0.02);
          expect(future.cancelled()).toBe(true);
        }),
      ),
    );
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: late"]);
  });
});

describe("AbortSignal", () => {
  test("in: aborting cancels with the signal's reason", () => {
    const log: Log = [];
    run(coroutine(function* () {
      const controller = new AbortController();
      const future = withSignal(controller.signal, shapes["asynchronous finally"](log));
      yield moment;
      controller.abort("tab closed");
      yield sleep(5);
      expect(future.exception()).toMatchObject({ reason: "tab closed" });
    }));
    expect(log).toEqual(["finally", "cleaned"]);
  });

  test("in: a signal that is aborted already cancels at once", () => {
    const log: Log = [];
    run(coroutine(function* () {
      const future = withSignal(AbortSignal.abort("late"), shapes["finally"](log));
      yield sleep(5);
      expect(future.cancelled()).toBe(true);
    }));
    expect(log).toEqual(["finally"]);
  });

  test("out: cancelling a coroutine aborts the promise it waits for", () => {
    let signal: AbortSignal | undefined;
    run(coroutine(function* () {
      const future = coroutine(function* () {
        yield abortable((given) => {
          signal = given;
          return new Promise(() => {});
        });
      })();
      future.cancel("no longer wanted");
      yield moment;
      expect(future.cancelled()).toBe(true);
    }));
    expect(signal?.aborted).toBe(true);
    expect(signal?.reason).toBe("no longer wanted");
  });
});

describe("timeouts cancel what they abandon", () => {
  test("withTimeout fails at once, the cleanup goes on", () => {
    const log: Log = [];
    run(coroutine(function* () {
      try {
        yield withTimeout(0.5, shapes["asynchronous finally"](log));
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(TimeoutError);
      }
      expect(log).toEqual([]);
      yield sleep(5);
    }));
    expect(log).toEqual(["finally", "cleaned"]);
  });

  test("withTimeout({ cancel: false }) leaves it running, as Tornado does", () => {
    const log: Log = [];
    run(coroutine(function* () {
      try {
        yield withTimeout(0.5, shapes["finally"](log), { cancel: false });
      } catch {
        log.push("timeout");
      }
      yield sleep(5);
    }));
    expect(log).toEqual(["timeout", "finally", "end"]);
  });

  test("cancelling withTimeout cancels what it waits for", () => {
    const log: Log = [];
    run(coroutine(function* () {
      const future = withTimeout(50, shapes["finally"](log));
      future.cancel();
      yield sleep(5);
      expect(future.cancelled()).toBe(true);
    }));
    expect(log).toEqual(["finally"]);
  });

  test("run({ timeout }) fails after main's cleanup", () => {
    const log: Log = [];
    const loop = new VirtualTimeIOLoop();
    expect(() => loop.runSync(() => shapes["asynchronous finally"](log), { timeout: 0.5 })).toThrow(
      "Operation timed out after 0.5 seconds",
    );
    expect(log).toEqual(["finally", "cleaned"]);
    expect(loop.time()).toBe(1.5);
  });

  test("run({ timeout, cancelOnTimeout: false }) leaves main running, as Tornado 4 did", () => {
    const log: Log = [];
    const loop = new VirtualTimeIOLoop();
    expect(() => loop.runSync(() => shapes["finally"](log), { timeout: 0.5, cancelOnTimeout: false })).toThrow(TimeoutError);
    loop.runSync(() => sleep(5));
    expect(log).toEqual(["finally", "end"]);
  });
});
