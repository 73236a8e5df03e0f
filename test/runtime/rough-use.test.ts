/** Does the run time stand rough use: odd values, odd moments, circles, chains without end? */
import { describe, expect, test } from "vitest";
import {
  coroutine,
  type Coroutine,
  DeadlockError,
  dump,
  Future,
  InvalidStateError,
  IOLoop,
  moment,
  multi,
  PeriodicCallback,
  sleep,
  withTimeout,
} from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";
import { reportsOf } from "./reports.js";
import { run } from "./run.js";

const descend = coroutine(function* (depth: number, end: Future<unknown>): Coroutine<void> {
  if (depth === 0) yield end;
  else yield descend(depth - 1, end);
}) as (depth: number, end: Future<unknown>) => Future<void>;

describe("a chain of a hundred thousand coroutines", () => {
  test("is cancelled, from the inside out", () => {
    run(coroutine(function* () {
      const end = new Future<void>();
      const first = descend(100_000, end);
      yield moment;
      first.cancel();
      expect([first.done(), end.cancelled()]).toEqual([false, true]);
      yield sleep(1);
      expect(first.cancelled()).toBe(true);
    }));
  });

  test("is dumped, the first hundred by name", () => {
    const loop = new VirtualTimeIOLoop();
    loop.runSync(() => void descend(100_000, new Future<void>()));
    const lines = dump(loop).split("\n");
    expect(lines.length).toBe(101);
    expect(lines.at(-1)!.trim()).toBe("waits for 99901 more, the last of which waits for <Future pending>");
  });
});

describe("coroutines that wait for each other in a circle", () => {
  function circle(loop: IOLoop): { readonly first: Future<unknown>; readonly log: string[] } {
    const log: string[] = [];
    const futures: Future<unknown>[] = [];
    const waits = coroutine(function* waits(name: string, other: number): Coroutine<void> {
      try {
        yield sleep(1);
        yield futures[other];
      } finally {
        log.push(name);
      }
    });
    futures.push(waits("a", 1), waits("b", 2), waits("c", 0));
    expect(IOLoop.current()).toBe(loop);
    return { first: futures[0], log };
  }

  test("are cancelled one after the other", () => {
    const loop = new VirtualTimeIOLoop();
    loop.runSync(
      coroutine(function* () {
        const { first, log } = circle(loop);
        yield sleep(2);
        first.cancel();
        yield sleep(1);
        expect([first.cancelled(), log]).toEqual([true, ["c", "b", "a"]]);
      }),
    );
  });

  test("are dumped once around", () => {
    const loop = new VirtualTimeIOLoop();
    loop.runSync(() => {
      circle(loop);
      return sleep(2);
    });
    expect(dump(loop).match(/again: nothing can wake them/g)?.length).toBe(1);
  });

  test("so is one that waits for itself", () => {
    run(coroutine(function* () {
      const self: Future<void> = coroutine(function* () {
        yield moment;
        yield self;
      })();
      yield sleep(1);
      self.cancel();
      yield sleep(1);
      expect(self.cancelled()).toBe(true);
    }));
  });
});

describe("close()", () => {
  test("from inside a callback stays closed, and the iteration ends", async () => {
    const loop = new IOLoop();
    const log: string[] = [];
    loop.addCallback(() => void loop.close());
    loop.addCallback(() => log.push("same iteration"));
    loop.callLater(0.05, () => log.push("timeout"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(() => loop.addCallback(() => {})).toThrow(InvalidStateError);
    expect(log).toEqual(["same iteration"]);
  });

  test("from inside a coroutine of the loop cancels that coroutine, too", async () => {
    const loop = new IOLoop();
    const log: string[] = [];
    const main = coroutine(function* () {
      try {
        yield loop.close();
      } finally {
        yield sleep(0.001);
        log.push("cleaned");
      }
    });
    await expect(loop.run(main)).rejects.toThrow("cancelled: the IOLoop is closing");
    expect(log).toEqual(["cleaned"]);
  });

  test("ends the runs that wait for something else than a coroutine, or have not begun", async () => {
    const loop = new IOLoop();
    const runs = [loop.run(() => new Future()), loop.run(() => new Promise(() => {}))];
    await new Promise((resolve) => setTimeout(resolve, 2));
    runs.push(loop.run(() => "never called"));
    const outcomes = Promise.allSettled(runs);
    await loop.close();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: "rejected", reason: { name: "CancelledError" } });
  });

  test("says so when a cleanup waits for what never comes", async () => {
    const loop = new VirtualTimeIOLoop();
    loop.runSync(
      () =>
        void coroutine(function* stuck() {
          try {
            yield sleep(1);
          } finally {
            yield new Future<void>();
          }
        })(),
    );
    await expect(loop.close()).rejects.toThrow(DeadlockError);
    expect(() => loop.addCallback(() => {})).toThrow(InvalidStateError);
  });
});

describe("odd values", () => {
  test("any value is a reason to cancel, also one that cannot be printed", () => {
    const reasons = [undefined, null, 0, Symbol("s"), Object.create(null), new Error("why"), { toString: () => {
      throw new Error("no");
    } }];
    for (const reason of reasons) {
      const future = new Future<void>();
      expect(future.cancel(reason)).toBe(true);
      expect(future.exception()).toMatchObject({ name: "CancelledError" });
    }
  });

  test("any value can be thrown, through several coroutines, and reported", async () => {
    const frozen = Object.freeze(new Error("frozen"));
    const strange = Object.defineProperty(new Error("strange"), "stack", { get: () => 7 });
    for (const thrown of [undefined, null, 0, "text", Symbol("s"), Object.create(null), frozen, strange, () => {}, new Proxy(new Error("proxy"), {})]) {
      const fails = coroutine(function* () {
        yield moment;
        throw thrown;
      });
      const passes = coroutine(function* () {
        yield fails();
      });
      const outcome = await IOLoop.run(passes).then(() => "none", (error: unknown) => [error]);
      expect((outcome as unknown[])[0]).toBe(thrown);
      const loop = new IOLoop();
      const reports = await reportsOf(async () => {
        await loop.run(() => void passes());
        await new Promise((resolve) => setTimeout(resolve, 1));
        await loop.close();
      });
      expect(reports.map(({ error }) => error)).toEqual([thrown]);
    }
  });

  test("a sparse array has moments in its holes", () => {
    // oxlint-disable-next-line no-sparse-arrays
    expect(run(coroutine(function* () { return yield* multi([, sleep(1), ,] as unknown[]); }))).toEqual([undefined, undefined, undefined]);
  });

  test("a thenable whose `then` throws, or calls back twice, or at once", () => {
    const calls = (how: (succeed: (value: unknown) => void, fail: (error: unknown) => void) => void) => ({ then: how });
    const outcomes = run(coroutine(function* () {
      const log: unknown[] = [];
      for (const thenable of [
        calls((succeed) => succeed("at once")),
        calls((succeed, fail) => [succeed("first"), succeed("second"), fail("third")]),
        calls((_, fail) => fail("fails")),
        calls(() => {
          throw "throws";
        }),
        calls((succeed) => {
          succeed("before it throws");
          throw "too late";
        }),
        {
          get then() {
            throw "getter";
          },
        },
      ]) {
        try {
          log.push(yield thenable);
        } catch (error) {
          log.push([error]);
        }
      }
      return log;
    }));
    expect(outcomes).toEqual(["at once", "first", ["fails"], ["throws"], "before it throws", ["getter"]]);
  });

  test("nobody waits for ever in virtual time: sleep(Infinity) is a deadlock, or a timeout comes first", () => {
    const loop = new VirtualTimeIOLoop();
    expect(() => loop.runSync(() => withTimeout(5, sleep(Infinity)))).toThrow("Timeout");
    expect(() => loop.runSync(() => sleep(Infinity))).toThrow(DeadlockError);
    expect(loop.time()).toBe(5);
  });
});

test("runSync inside runSync of the same loop is refused; on another loop it is fine", () => {
  const loop = new VirtualTimeIOLoop();
  loop.runSync(
    coroutine(function* () {
      yield sleep(1);
      expect(() => loop.runSync(() => 1)).toThrow(InvalidStateError);
      expect(new VirtualTimeIOLoop().runSync(() => 2)).toBe(2);
    }),
  );
});

test("IOLoop.run inside a run: the inner one ends first, and a deadlock ends both", async () => {
  const outer = coroutine(function* () {
    return [yield IOLoop.run(() => sleep(0.001)), yield IOLoop.run(() => "inner")];
  });
  expect(await new IOLoop().run(outer)).toEqual([undefined, "inner"]);
});

describe("PeriodicCallback", () => {
  test("started again while its coroutine runs, it still calls once per period", () => {
    const loop = new VirtualTimeIOLoop();
    const times: number[] = [];
    loop.runSync(
      coroutine(function* () {
        const periodic = new PeriodicCallback(
          coroutine(function* () {
            times.push(loop.time());
            yield sleep(0.75);
          }),
          1000,
        );
        periodic.start();
        yield sleep(1.25);
        periodic.stop();
        periodic.start();
        yield sleep(3);
        periodic.stop();
        yield sleep(3);
      }),
    );
    expect(times).toEqual([1, 2.25, 3.25, 4.25]);
  });

  test("every failure goes the same way, and the next call comes", () => {
    const handled: unknown[] = [];
    class HandlingLoop extends VirtualTimeIOLoop {
      override handleCallbackException(_callback: unknown, error: unknown): void {
        handled.push(error);
      }
    }
    const results = [
      () => {
        throw "thrown";
      },
      coroutine(function* () {
        throw "in a coroutine";
      }),
      () => ({
        get then() {
          throw "in a getter";
        },
      }),
    ];
    new HandlingLoop().runSync(
      coroutine(function* () {
        const periodic = new PeriodicCallback(() => results.shift()?.(), 1000);
        periodic.start();
        yield sleep(5);
        periodic.stop();
      }),
    );
    expect(handled).toEqual(["thrown", "in a coroutine", "in a getter"]);
  });
});
