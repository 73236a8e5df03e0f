/** Does the testing kit test? After tornado/test/testing_test.py, and virtual time. */
import { describe, expect, test } from "vitest";
import { coroutine, type Coroutine, failed, Future, IOLoop, moment, sleep, TimeoutError } from "ts-coroutine";
import { checkLeaks, coroutineTest, expectLog, LeakedCoroutineError, VirtualTimeIOLoop } from "ts-coroutine/testing";

describe("VirtualTimeIOLoop", () => {
  test("a day passes at once", () => {
    const loop = new VirtualTimeIOLoop({ startAt: 100 });
    expect(
      loop.runSync(
        coroutine(function* () {
          yield sleep(86_400);
          return "tomorrow";
        }),
      ),
    ).toBe("tomorrow");
    expect(loop.time()).toBe(86_500);
  });

  test("run waits for promises before time jumps", async () => {
    const loop = new VirtualTimeIOLoop();
    const log: string[] = [];
    await loop.run(
      coroutine(function* () {
        loop.callLater(1, () => log.push("timer"));
        yield (async () => {
          for (let i = 0; i < 20; i++) await null;
        })();
        log.push("promise");
        yield sleep(2);
      }),
    );
    expect(log).toEqual(["promise", "timer"]);
  });

  test("the order of one iteration can be drawn from a seed, and drawn again", () => {
    const order = (seed?: number) => {
      const log: number[] = [];
      new VirtualTimeIOLoop({ seed }).runSync(
        coroutine(function* () {
          yield Array.from({ length: 6 }, (_, i) =>
            coroutine(function* () {
              yield moment;
              log.push(i);
            })(),
          );
        }),
      );
      return log.join("");
    };
    expect(order()).toBe("012345");
    expect(order(1)).toBe(order(1));
    expect(new Set(Array.from({ length: 20 }, (_, seed) => order(seed))).size).toBeGreaterThan(10);
  });
});

describe("coroutineTest", () => {
  test("test_sync, test_async: passes and fails with the body", async () => {
    await coroutineTest(function* () {
      yield moment;
    })();
    await expect(
      coroutineTest(
        coroutine(function* () {
          yield moment;
          throw new Error("failed");
        }),
      )(),
    ).rejects.toThrow("failed");
  });

  test("takes whatever can be waited for: a method, a function that returns a Future or a promise", async () => {
    class Suite {
      @coroutine
      *fails(): Coroutine<void> {
        yield moment;
        throw new Error("in the method");
      }
    }
    const { fails } = new Suite();
    await expect(coroutineTest(fails)()).rejects.toThrow("in the method");
    await expect(coroutineTest(() => new Suite().fails())()).rejects.toThrow("in the method");
    await expect(coroutineTest(async () => Promise.reject(new Error("in the promise")))()).rejects.toThrow("in the promise");
    await expect(coroutineTest(() => failed(new Error("in the Future")))()).rejects.toThrow("in the Future");
  });

  test("test_timeout: the error is thrown at the yield that was waiting, in the innermost coroutine", async () => {
    const log: string[] = [];
    const inner = coroutine(function* () {
      try {
        yield new Future<void>();
      } catch (error) {
        log.push("blamed");
        throw error;
      }
    });
    const body = coroutineTest(
      coroutine(function* () {
        yield inner();
      }),
      { timeout: 0.01 },
    );
    await expect(body()).rejects.toThrow(new TimeoutError("Operation timed out after 0.01 seconds"));
    expect(log).toEqual(["blamed"]);
  });

  test("each test has its own loop, and its arguments (test_with_method_args)", async () => {
    const loops = new Set<IOLoop>();
    const seen: unknown[] = [];
    const body = coroutineTest(
      coroutine(function* (argument: unknown) {
        loops.add(IOLoop.current());
        seen.push(argument);
        yield moment;
      }),
    );
    await body(1);
    await body(2);
    expect(loops.size).toBe(2);
    expect(seen).toEqual([1, 2]);
  });

  test("test_leaked_coroutine: what is suspended at the end fails the test and is cleaned up", async () => {
    const log: string[] = [];
    const leaks = coroutine(function* leaks() {
      try {
        yield new Future<void>();
      } finally {
        log.push("finally");
      }
    });
    const body = coroutineTest(
      coroutine(function* () {
        void leaks();
        yield moment;
      }),
    );
    await expect(body()).rejects.toThrow(LeakedCoroutineError);
    await expect(body()).rejects.toThrow("leaks");
    expect(log).toEqual(["finally", "finally"]);
  });

  test("checkLeaks: a loop without suspended coroutines is fine", () => {
    const loop = new VirtualTimeIOLoop();
    loop.runSync(() => sleep(1));
    checkLeaks(loop);
  });
});

describe("expectLog", () => {
  test("returns what matches and complains when nothing does", async () => {
    const loop = new IOLoop();
    const reports = await expectLog(/Exception in callback.*boom/, () =>
      loop.run(() => {
        loop.addCallback(() => {
          throw new Error("boom");
        });
        return sleep(0.001);
      }),
    );
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: boom"]);
    await expect(expectLog(/./, () => {})).rejects.toThrow("nothing was reported that matches");
  });
});
