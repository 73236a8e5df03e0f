/** What is a Future, and where do its errors go? After tornado/test/concurrent_test.py. */
import { describe, expect, test } from "vitest";
import {
  abortable,
  allSettled,
  any,
  Arguments,
  chainFuture,
  Condition,
  coroutine,
  Future,
  InvalidStateError,
  IOLoop,
  Lock,
  moment,
  multi,
  Queue,
  race,
  Return,
  ReturnValueIgnoredError,
  returnFuture,
  shield,
  sleep,
  Task,
  WaitIterator,
  withSignal,
  withTimeout,
} from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";
import { collectGarbage } from "./garbage.js";
import { collectReports, reportsOf } from "./reports.js";
import { run } from "./run.js";

test("all that a coroutine can wait for is of four classes, so that the engine need not search for its properties", () => {
  const wait = (): Future<void> => new Future();
  const waits = coroutine(function* () {
    yield wait();
  });
  const kinds = [
    wait(), waits(), sleep(1), multi([wait()]), race([wait()]), any([wait()]), allSettled([wait()]),
    withTimeout(1, wait()), shield(wait()), withSignal(new AbortController().signal, wait()), abortable(() => new Promise(() => {})),
    new WaitIterator(wait()).next(), new Queue().get(), new Lock().acquire(), new Condition().wait(), Task(() => {}), moment,
  ];
  expect(new Set(kinds.map((future) => Object.getPrototypeOf(future) as object)).size).toBeLessThanOrEqual(4);
  for (const future of kinds) if (future !== moment) future.cancel();
});

describe("settling", () => {
  test("callbacks run synchronously, in order, before setResult returns", () => {
    const log: string[] = [];
    const future = new Future<number>();
    future.addDoneCallback(() => log.push("first"));
    future.addDoneCallback((done) => log.push(`second ${done.result()}`));
    future.setResult(1);
    log.push("returned");
    future.addDoneCallback(() => log.push("at once"));
    expect(log).toEqual(["first", "second 1", "returned", "at once"]);
  });

  test("a callback that throws is reported, the others run", async () => {
    const log: string[] = [];
    const reports = await reportsOf(() => {
      const future = new Future<void>();
      future.addDoneCallback(function broken() {
        throw new Error("callback");
      });
      future.addDoneCallback(() => log.push("runs"));
      future.setResult();
    });
    expect(log).toEqual(["runs"]);
    expect(reports[0].message).toMatch(/^Exception in callback broken for <Future result=undefined>$/);
  });

  test("twice is an error with a name", () => {
    const future = new Future<number>();
    future.setResult(1);
    expect(() => future.setResult(2)).toThrow(InvalidStateError);
    expect(() => future.setException(new Error())).toThrow(InvalidStateError);
    expect(future.result()).toBe(1);
  });

  test("after a cancellation is ignored: the producer need not know", () => {
    const future = new Future<number>();
    expect(future.cancel("why")).toBe(true);
    expect(future.cancel()).toBe(false);
    future.setResult(1);
    expect(future.cancelled()).toBe(true);
    expect(() => future.result()).toThrow("cancelled: why");
  });

  test("result() before the end is an error, and so is exception()", () => {
    expect(() => new Future().result()).toThrow(InvalidStateError);
    expect(() => new Future().exception()).toThrow(InvalidStateError);
  });

  test("the string says how it stands", () => {
    const future = new Future<string>();
    expect(String(future)).toBe("<Future pending>");
    future.setResult("value");
    expect(String(future)).toBe('<Future result="value">');
    expect(String(coroutine(function* name() {})())).toBe("<Future name result=undefined>");
  });

  test("a Future cannot fail with Return (in Tornado it would become the result of who reads it)", () => {
    const future = new Future<void>();
    future.setException(new Return<number>(1));
    expect(future.exception()).toBeInstanceOf(TypeError);
  });

  test("chainFuture passes results, exceptions and cancellations on, and leaves a done target alone", () => {
    const results = [1, 2, 3].map(() => [new Future<number>(), new Future<number>()] as const);
    for (const [source, target] of results) chainFuture(source, target);
    results[0][0].setResult(1);
    results[1][0].setException(new Error("failed"));
    results[2][0].cancel("gone");
    expect(results[0][1].result()).toBe(1);
    expect(() => results[1][1].result()).toThrow("failed");
    expect(results[2][1].cancelled()).toBe(true);
    const done = new Future<number>();
    done.setResult(5);
    chainFuture(results[0][0], done);
    expect(done.result()).toBe(5);
  });
});

describe("promises", () => {
  test("await gives the result or throws the exception; results are flattened as promises do", async () => {
    const future = new Future<Promise<number>>();
    future.setResult(Promise.resolve(1));
    const value: number = await future;
    expect(value).toBe(1);
    const failing = new Future<number>();
    failing.setException("failed");
    await expect(failing).rejects.toBe("failed");
    expect(await failing.catch(() => "caught")).toBe("caught");
  });

  test("a cancelled Future rejects with CancelledError", async () => {
    const future = new Future<number>();
    future.cancel("why");
    await expect(future.toPromise()).rejects.toMatchObject({ name: "CancelledError", reason: "why" });
  });
});

describe("exceptions that nobody retrieves", () => {
  const fails = coroutine(function* fails(message: string) {
    yield moment;
    throw new Error(message);
  });

  test("are reported once when the run ends, with the coroutine's name", async () => {
    const loop = new IOLoop();
    const reports = await reportsOf(async () => {
      await loop.run(() => {
        void fails("dropped");
        return sleep(0.001);
      });
      await loop.run(() => moment);
      await loop.close();
    });
    expect(reports.length).toBe(1);
    expect(reports[0].message).toContain("Future exception was never retrieved: <Future fails exception=Error: dropped");
    expect(String(reports[0].error)).toBe("Error: dropped");
  });

  test("are reported when the loop closes", async () => {
    const loop = new IOLoop();
    loop.addCallback(() => {
      const future = new Future<void>();
      future.setException(new Error("dropped"));
    });
    const reports = await reportsOf(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await loop.close();
    });
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: dropped"]);
  });

  const sleeps = coroutine(function* () {
    yield sleep(0.001);
  });

  test("are reported when the Future is collected as garbage, once", async () => {
    const loop = new IOLoop();
    const { reports, stop } = collectReports();
    try {
      // Another run keeps the loop busy, so it is not the end of a run that reports.
      const end = new Future<void>();
      const run = loop.run(end);
      loop.addCallback(() => {
        void fails("dropped");
        // The coroutine that was suspended last is remembered until the next one is.
        void sleeps();
      });
      for (let turn = 0; turn < 50 && reports.length === 0; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 2));
        collectGarbage();
      }
      expect(reports.map(({ message, error }) => [message, String(error)])).toEqual([
        [expect.stringMatching(/^Future exception was never retrieved: <Future fails .*dropped/), "Error: dropped"],
      ]);
      end.setResult();
      await run;
      await loop.close();
      expect(reports.length).toBe(1);
    } finally {
      stop();
    }
  });

  test("are not reported when somebody waits, asks, chains or awaits them, also late", async () => {
    const loop = new IOLoop();
    const reports = await reportsOf(() =>
      loop.run(
        coroutine(function* () {
          const futures = ["yielded", "asked", "chained", "awaited"].map((name) => fails(name));
          yield sleep(0.002);
          try {
            yield futures[0];
          } catch {
            // Seen.
          }
          futures[1].exception();
          const target = new Future<void>();
          chainFuture(futures[2], target);
          target.exception();
          yield futures[3].catch(() => {});
        }),
      ),
    );
    expect(reports).toEqual([]);
  });
});

describe("stack safety", () => {
  test("a chain of a million Futures", () => {
    const first = new Future<number>();
    let last = first;
    for (let i = 0; i < 1_000_000; i++) {
      const next = new Future<number>();
      chainFuture(last, next);
      last = next;
    }
    first.setResult(1);
    expect(last.result()).toBe(1);
  });

  test("a recursion of a million coroutines that yield their child", () => {
    const deep = coroutine(function* (n: number): Generator<any, number, any> {
      return n === 0 ? 0 : 1 + (yield deep(n - 1));
    });
    expect(new VirtualTimeIOLoop().runSync(() => deep(1_000_000))).toBe(1_000_000);
    expect(deep(100_000).done()).toBe(false);
  }, 60_000);

  test("a recursion of a hundred thousand whose innermost coroutine fails: each runs its finally block", () => {
    let unwound = 0;
    const deep = coroutine(function* (n: number): Generator<any, void, any> {
      if (n === 0) throw new Error("deep down");
      try {
        yield deep(n - 1);
      } finally {
        unwound++;
      }
    });
    expect(() => new VirtualTimeIOLoop().runSync(() => deep(100_000))).toThrow("deep down");
    expect(unwound).toBe(100_000);
  });

  test("a recursion whose innermost coroutine waits", () => {
    const deep = coroutine(function* (n: number): Generator<any, number, any> {
      if (n === 0) yield moment;
      else return 1 + (yield deep(n - 1));
      return 0;
    });
    expect(new VirtualTimeIOLoop().runSync(() => deep(1_000_000))).toBe(1_000_000);
  }, 60_000);

  test("bodies that are put off still start before the outermost caller goes on", () => {
    const started: number[] = [];
    const deep = coroutine(function* (n: number): Generator<any, void, any> {
      started.push(n);
      if (n > 0) yield deep(n - 1);
    });
    void deep(1000);
    expect(started.length).toBe(1001);
    expect(started[0]).toBe(1000);
    expect(started[1000]).toBe(0);
  });
});

describe("Task", () => {
  test("test_task, test_arguments: no, one and several arguments of the callback", () => {
    run(coroutine(function* () {
      expect(yield* Task((callback: () => void) => callback())).toBeUndefined();
      expect(yield* Task((a: number, callback: (b: number) => void) => callback(a + 1), 1)).toBe(2);
      const several = yield* Task((callback: (a: number, b: number) => void) => callback(1, 2));
      expect(several).toBeInstanceOf(Arguments);
      expect((several as Arguments).args).toEqual([1, 2]);
    }));
  });

  test("test_exception_in_task_phase1: what the function throws is thrown at the yield", () => {
    run(coroutine(function* () {
      try {
        yield Task(() => {
          throw new Error("at once");
        });
        expect.unreachable();
      } catch (error) {
        expect((error as Error).message).toBe("at once");
      }
    }));
  });

  test("test_exception_in_task_phase2: so is what a callback throws that it gave to the loop", () => {
    run(coroutine(function* () {
      try {
        yield Task((_callback: () => void) => {
          IOLoop.current().addCallback(() => {
            throw new Error("later");
          });
        });
        expect.unreachable();
      } catch (error) {
        expect((error as Error).message).toBe("later");
      }
    }));
  });

  test("later calls of the callback are ignored", () => {
    run(coroutine(function* () {
      const future = Task((callback: (n: number) => void) => {
        callback(1);
        callback(2);
      });
      expect(yield* future).toBe(1);
    }));
  });
});

describe("returnFuture", () => {
  const synchronous = returnFuture((value: number, callback: (result?: number) => void) => callback(value));
  const asynchronous = returnFuture((value: number, callback: (result?: number) => void) => {
    IOLoop.current().addCallback(() => callback(value));
  });

  test("test_async_future, test_callback_positional, test_none_callback_pos", () => {
    const log: unknown[] = [];
    const loop = new VirtualTimeIOLoop();
    loop.runSync(
      coroutine(function* () {
        const future = synchronous(1, (result) => log.push(["callback", result]));
        log.push("returned");
        expect(future.result()).toBe(1);
        expect(yield* asynchronous(2)).toBe(2);
        expect(yield* asynchronous(3, undefined)).toBe(3);
      }),
    );
    expect(log).toEqual(["returned", ["callback", 1]]);
  });

  test("test_immediate_failure: a synchronous exception goes to the caller", () => {
    const fails = returnFuture((_callback: (result?: void) => void) => {
      throw new Error("immediate");
    });
    expect(() => fails()).toThrow("immediate");
  });

  test("test_delayed_failure: a later one is in the Future", () => {
    const fails = returnFuture((_callback: (result?: void) => void) => {
      IOLoop.current().addCallback(() => {
        throw new Error("delayed");
      });
    });
    expect(() => new VirtualTimeIOLoop().runSync(() => fails())).toThrow("delayed");
  });

  test("test_return_value: returning a value is an error", () => {
    const returns = returnFuture(((callback: (result?: number) => void) => {
      callback(1);
      return 42;
    }) as (callback: (result?: number) => void) => void);
    expect(() => returns()).toThrow(ReturnValueIgnoredError);
  });
});

describe("stack traces", () => {
  class Reader {
    @coroutine
    *fetch(): Generator<any, never, any> {
      yield moment;
      throw new Error("no such host");
    }

    @coroutine
    *read(): Generator<any, void, any> {
      yield this.fetch();
    }

    @coroutine
    *readAll(): Generator<any, void, any> {
      try {
        yield [this.read()];
      } finally {
        yield moment;
      }
    }
  }

  const stackOf = (body: () => Promise<unknown>) => body().then(
    () => expect.unreachable(),
    (error: Error) => String(error.stack),
  );

  test("name the yields that an exception has passed, from the inside out", async () => {
    const stack = await stackOf(() => IOLoop.run(new Reader().readAll()));
    const yields = stack.split("\n").filter((line) => line.includes("at yield in")).map((line) => /in ([\w.]+)/.exec(line)![1]);
    expect(yields).toEqual(["Reader.read", "Reader.readAll"]);
  });

  test("are added to once, and only when somebody outside asks", async () => {
    const future = new Reader().readAll();
    await stackOf(() => IOLoop.run(future));
    const stack = await stackOf(async () => await IOLoop.run(future));
    expect(stack.match(/at yield in Reader.read\b/g)?.length).toBe(1);
  });

  test("end after a hundred yields, however often the same error is thrown", async () => {
    const shared = new Error("not a new one each time");
    const fails = coroutine(function* () {
      yield moment;
      throw shared;
    });
    const stack = await stackOf(() =>
      IOLoop.run(
        coroutine(function* () {
          for (let time = 0; time < 200; time++) {
            try {
              yield fails();
            } catch {
              continue;
            }
          }
          yield fails();
        }),
      ),
    );
    expect(stack.match(/at yield in/g)?.length).toBe(100);
  });
});
