/** Does a coroutine do what Tornado's does? Each test carries the name of its original in tornado/test/gen_test.py. */
import { describe, expect, test } from "vitest";
import {
  BadYieldError,
  coroutine,
  type Coroutine,
  Future,
  IOLoop,
  isCoroutineFunction,
  maybeFuture,
  moment,
  Return,
  sleep,
} from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";
import { reportsOf } from "./reports.js";

const run = IOLoop.run;

/** A Future that is done after `iterations` iterations of the loop. */
const delay = coroutine(function* <T>(iterations: number, value: T): Coroutine<T> {
  for (let i = 0; i < iterations; i++) yield moment;
  return value;
});

const failLater = coroutine(function* (iterations: number, error: unknown): Coroutine<never> {
  for (let i = 0; i < iterations; i++) yield moment;
  throw error;
});

describe("results and exceptions", () => {
  test("test_no_yield: a coroutine without a yield runs, and its Future is done at once", () => {
    const future = coroutine(function* () {})();
    expect(future.done()).toBe(true);
    expect(future.result()).toBeUndefined();
  });

  test("test_exception_phase1: an exception before the first yield is in the Future", () => {
    const future = coroutine(function* () {
      throw new RangeError("early");
    })();
    expect(future.done()).toBe(true);
    expect(() => future.result()).toThrow("early");
  });

  test("test_exception_phase2: an exception after a resumption is in the Future", async () => {
    const body = coroutine(function* () {
      yield moment;
      throw new RangeError("late");
    });
    await expect(run(body)).rejects.toThrow("late");
  });

  test("test_bogus_yield: yield 42 throws BadYieldError at the yield", async () => {
    const body = coroutine(function* () {
      try {
        yield 42;
      } catch (error) {
        return error;
      }
    });
    expect(await run(body)).toBeInstanceOf(BadYieldError);
  });

  test("test_bogus_yield_tuple: what is no array or plain object is not expanded", async () => {
    const body = coroutine(function* () {
      yield new Set([1, 2]);
    });
    await expect(run(body)).rejects.toThrow(BadYieldError);
  });

  test("a forgotten decorator is named in the error", async () => {
    function* undecorated() {}
    const body = coroutine(function* () {
      yield undecorated();
    });
    await expect(run(body)).rejects.toThrow("is @coroutine missing");
  });

  test("test_reuse: the same coroutine function runs twice", async () => {
    const body = coroutine(function* (value: number) {
      return yield* delay(1, value);
    });
    expect(await run(() => body(1))).toBe(1);
    expect(await run(() => body(2))).toBe(2);
  });

  test("test_future: yielding a Future gives its result", async () => {
    const body = coroutine(function* () {
      const future = new Future<number>();
      IOLoop.current().addCallback(() => future.setResult(1));
      return yield* future;
    });
    expect(await run(body)).toBe(1);
  });

  test("test_sync_gen_return, test_sync_raise_return: throw new Return(x) is the result", () => {
    const body = coroutine(function* () {
      throw new Return(42);
    });
    expect(body().result()).toBe(42);
    expect(
      coroutine(function* () {
        throw new Return();
      })().result(),
    ).toBeUndefined();
  });

  test("test_async_gen_return, test_async_raise_return", async () => {
    const body = coroutine(function* () {
      yield moment;
      throw new Return(42);
    });
    expect(await run(body)).toBe(42);
  });

  test("test_sync_return, test_async_return, test_async_early_return", async () => {
    const body = coroutine(function* (yields: number) {
      if (yields === 0) return "sync";
      for (let i = 0; ; i++) {
        if (i === yields) return "async";
        yield moment;
      }
    });
    expect(body(0).result()).toBe("sync");
    expect(await run(() => body(3))).toBe("async");
  });

  test("test_sync_return_no_value, test_async_return_no_value", async () => {
    const body = coroutine(function* (yields: boolean) {
      if (yields) yield moment;
      return;
    });
    expect(body(false).result()).toBeUndefined();
    expect(await run(() => body(true))).toBeUndefined();
  });

  test("test_sync_raise: the exception is raised where the Future is yielded, not at the call", async () => {
    const fails = coroutine(function* () {
      throw new Error("inner");
    });
    const body = coroutine(function* () {
      const future = fails();
      try {
        yield future;
      } catch (error) {
        return `caught ${(error as Error).message}`;
      }
    });
    expect(await run(body)).toBe("caught inner");
  });

  test("test_async_raise", async () => {
    const body = coroutine(function* () {
      const future = failLater(2, new Error("inner"));
      try {
        yield future;
      } catch (error) {
        return `caught ${(error as Error).message}`;
      }
    });
    expect(await run(body)).toBe("caught inner");
  });

  test("test_replace_yieldpoint_exception: one exception is caught, another thrown", async () => {
    const body = coroutine(function* () {
      try {
        yield failLater(1, new Error("first"));
      } catch {
        throw new Error("second");
      }
    });
    await expect(run(body)).rejects.toThrow("second");
  });

  test("test_swallow_yieldpoint_exception: an exception is caught, a value returned", async () => {
    const body = coroutine(function* () {
      try {
        yield failLater(1, new Error("first"));
      } catch {
        return 42;
      }
    });
    expect(await run(body)).toBe(42);
  });

  test("test_py3_leak_exception_context: a caught exception leaves no trace on the next one", async () => {
    const body = coroutine(function* () {
      try {
        yield failLater(1, new Error("first"));
      } catch {
        // Nothing of it may remain.
      }
      yield failLater(1, new Error("second"));
    });
    const error: Error = await run(body).then(
      () => expect.unreachable(),
      (error: Error) => error,
    );
    expect(error.message).toBe("second");
    expect(error.cause).toBeUndefined();
  });

  test("a thrown value need not be an Error", async () => {
    const body = coroutine(function* () {
      try {
        yield failLater(1, undefined);
      } catch (error) {
        return [error];
      }
    });
    expect(await run(body)).toEqual([undefined]);
  });

  test("a result that is a Future is not flattened, unless a promise takes it", async () => {
    const inner = delay(1, "inner");
    const body = coroutine(function* () {
      return inner;
    });
    expect(body().result()).toBe(inner);
    expect(await body()).toBe("inner");
  });

  test("finally runs once, after the yield in try", async () => {
    const log: string[] = [];
    const body = coroutine(function* () {
      try {
        log.push("try");
        yield moment;
      } finally {
        log.push("finally");
        yield moment;
        log.push("after");
      }
      return log.join();
    });
    expect(await run(body)).toBe("try,finally,after");
  });
});

describe("methods", () => {
  class Counter {
    static label = "static";
    private steps = 2;

    @coroutine
    *count(from: number, to = from + this.steps): Coroutine<number[]> {
      const numbers: number[] = [];
      for (let i = from; i <= to; i++) numbers.push(yield* delay(1, i));
      return numbers;
    }

    @coroutine
    static *labelled(): Coroutine<string> {
      yield moment;
      return this.label;
    }

    @coroutine
    *#secret(): Coroutine<number> {
      yield moment;
      return this.steps;
    }

    @coroutine
    *callsSecret(): Coroutine<number> {
      return yield* this.#secret();
    }

    @coroutine
    *["computed name"](): Coroutine<string> {
      yield moment;
      return "computed";
    }

    @coroutine
    plain(value: number): unknown {
      if (value < 0) throw new RangeError("negative");
      return value;
    }

    @coroutine({ replaceCallback: true })
    *withCallback(value: number, _callback?: (result: number) => void): Coroutine<number> {
      if (value < 0) throw new RangeError("negative");
      return value + 1;
    }
  }

  class DoubleCounter extends Counter {
    @coroutine
    override *count(from: number): Coroutine<number[]> {
      const numbers = yield* super.count(from, from);
      return [...numbers, ...numbers];
    }
  }

  test("this, parameter defaults, static, private and computed names, super", async () => {
    const counter = new Counter();
    expect(await run(counter.count(1))).toEqual([1, 2, 3]);
    expect(await run(Counter.labelled())).toBe("static");
    expect(await run(counter.callsSecret())).toBe(2);
    expect(await run(counter["computed name"]())).toBe("computed");
    expect(await run(new DoubleCounter().count(7))).toEqual([7, 7]);
  });

  test("a method that is no generator returns a done Future", () => {
    const counter = new Counter();
    expect((counter.plain(1) as Future<number>).result()).toBe(1);
    expect(() => (counter.plain(-1) as Future<number>).result()).toThrow("negative");
  });

  test("an exception of a parameter's default goes to the caller, before there is a Future", () => {
    const body = coroutine(function* (value: number = ([] as number[]).reduce((sum) => sum)) {
      yield moment;
      return value;
    });
    expect(() => body()).toThrow(TypeError);
    expect(body(1).done()).toBe(false);
  });

  test("test_pass_callback: a trailing function gets the result in a later iteration", async () => {
    const log: unknown[] = [];
    await run(
      coroutine(function* () {
        const future = new Counter().withCallback(1, (result) => log.push(["callback", result]));
        log.push("returned");
        log.push(["future", yield future]);
        yield moment;
      }),
    );
    expect(log).toEqual(["returned", ["future", 2], ["callback", 2]]);
  });

  test("a failure does not reach the callback and is reported; the Future has it too", async () => {
    let called = false;
    const reports = await reportsOf(() =>
      run(
        coroutine(function* () {
          try {
            yield new Counter().withCallback(-1, () => (called = true));
          } catch {
            // The report is another copy of the same news.
          }
          yield moment;
        }),
      ),
    );
    expect(called).toBe(false);
    expect(reports.map(({ error }) => String(error))).toEqual(["RangeError: negative"]);
  });

  test("without a callback, or with undefined for it, only the Future tells (in Tornado None is called)", async () => {
    expect(await run(new Counter().withCallback(1))).toBe(2);
    expect(await run(new Counter().withCallback(1, undefined))).toBe(2);
  });

  test("test_is_coroutine_function, test_attributes", () => {
    function* body(_a: number, _b: number): Coroutine<void> {}
    const wrapped = coroutine(body);
    expect(isCoroutineFunction(wrapped)).toBe(true);
    expect(isCoroutineFunction(body)).toBe(false);
    expect(isCoroutineFunction(wrapped(1, 2))).toBe(false);
    expect(wrapped.length).toBe(2);
    expect(wrapped.name).toBe("body");
  });

  test("test_is_coroutine_function: methods too, inherited, static, with a callback and without asterisk", () => {
    const counter = new DoubleCounter();
    const Anonymous = class {
      static isKnown = isCoroutineFunction(this.prototype.method);

      @coroutine
      *method(): Coroutine<void> {}

      *generator() {}

      @coroutine
      *[Symbol.iterator](): Coroutine<void> {}
    };
    const { method, generator, [Symbol.iterator]: iterator } = new Anonymous();
    for (const is of [counter.count, counter.plain, counter.withCallback, counter["computed name"], DoubleCounter.labelled, method, iterator]) {
      expect([is, isCoroutineFunction(is)]).toEqual([is, true]);
    }
    expect(isCoroutineFunction(generator)).toBe(false);
    expect(Anonymous.isKnown).toBe(true);
  });
});

describe("when things happen", () => {
  test("the body starts synchronously and runs to its first pending yield", () => {
    const log: string[] = [];
    const body = coroutine(function* () {
      log.push("started");
      yield maybeFuture(1);
      log.push("still here");
      yield moment;
      log.push("too far");
    });
    void body();
    log.push("returned");
    expect(log).toEqual(["started", "still here", "returned"]);
  });

  test("test_moment: done Futures hog the loop, moments take turns", async () => {
    const log: string[] = [];
    const letters = coroutine(function* (letter: string, yielded: Future<unknown>) {
      for (let i = 0; i < 5; i++) {
        log.push(letter);
        yield yielded;
      }
    });
    const both = (first: Future<unknown>, second: Future<unknown>) =>
      run(
        coroutine(function* () {
          log.length = 0;
          yield [letters("a", first), letters("b", second)];
          return log.join("");
        }),
      );
    const done = maybeFuture(undefined);
    expect(await both(done, done)).toBe("aaaaabbbbb");
    expect(await both(moment, moment)).toBe("ababababab");
    expect(await both(moment, done)).toBe("abbbbbaaaa");
  });

  test("test_none: a bare yield, null and undefined are moments", async () => {
    const log: string[] = [];
    const body = coroutine(function* () {
      IOLoop.current().addCallback(() => log.push("other"));
      yield;
      log.push("after");
      expect(yield null).toBeUndefined();
    });
    await run(body);
    expect(log).toEqual(["other", "after"]);
  });

  test("fifty thousand yields of done Futures complete in one step, without recursion", () => {
    const done = maybeFuture(1);
    const body = coroutine(function* () {
      let sum = 0;
      for (let i = 0; i < 50_000; i++) sum += yield* done;
      return sum;
    });
    expect(body().result()).toBe(50_000);
  });

  test.each([
    [0, 1],
    [1, 2],
    [5, 6],
    [20, 21],
  ])("%i coroutines nested in one that waits an iteration unwind in %i iterations", async (nested, expected) => {
    const deep = coroutine(function* (level: number): Coroutine<void> {
      if (level === 0) yield moment;
      else yield deep(level - 1);
    });
    let iterations = 0;
    const count = coroutine(function* () {
      const future = deep(nested);
      while (!future.done()) {
        yield moment;
        iterations++;
      }
    });
    await run(count);
    expect(iterations).toBe(expected);
  });

  test("resumptions are FIFO with callbacks", async () => {
    const log: string[] = [];
    const waits = coroutine(function* (name: string, future: Future<void>) {
      yield future;
      log.push(name);
    });
    await run(
      coroutine(function* () {
        const future = new Future<void>();
        const first = waits("first", future);
        const second = waits("second", future);
        IOLoop.current().addCallback(() => log.push("before"));
        future.setResult();
        IOLoop.current().addCallback(() => log.push("behind"));
        log.push("set");
        yield [first, second];
      }),
    );
    expect(log).toEqual(["set", "before", "first", "second", "behind"]);
  });

  test("test_sleep: the clock starts at the call, not at the yield", () => {
    const loop = new VirtualTimeIOLoop();
    loop.runSync(
      coroutine(function* () {
        const future = sleep(3);
        yield sleep(2);
        yield future;
      }),
    );
    expect(loop.time()).toBe(3);
  });
});

describe("promises", () => {
  test("test_async_await: native async code awaits a coroutine and the reverse", async () => {
    const native = async (value: number) => value + 1;
    const body = coroutine(function* () {
      return (yield native(1)) as number;
    });
    const outer = async () => (await body()) + 1;
    expect(await outer()).toBe(3);
  });

  test("a rejected promise is thrown at the yield", async () => {
    const body = coroutine(function* () {
      try {
        yield Promise.reject(new Error("rejected"));
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(await run(body)).toBe("rejected");
  });

  test("a thenable that misbehaves cannot resume twice", async () => {
    const log: unknown[] = [];
    const thenable = {
      then(resolve: (value: number) => void) {
        resolve(1);
        resolve(2);
        throw new Error("afterwards");
      },
    };
    const body = coroutine(function* () {
      log.push(yield thenable);
      log.push("once");
    });
    await run(body);
    expect(log).toEqual([1, "once"]);
  });

  test("test_asyncio_gather: native combinators take Futures", async () => {
    expect(await Promise.all([delay(1, "a"), delay(2, "b")])).toEqual(["a", "b"]);
    await expect(Promise.race([failLater(1, new Error("lost"))])).rejects.toThrow("lost");
  });
});
