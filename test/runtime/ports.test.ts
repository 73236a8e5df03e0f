/**
 * The rest of Tornado's tests, in meaning, under their names: those that no other file has under its own subject.
 */
import { describe, expect, test } from "vitest";
import {
  BoundedSemaphore,
  coroutine,
  type Coroutine,
  CoroutineLocal,
  Condition,
  ExceptionStackContext,
  Future,
  IOLoop,
  Lock,
  moment,
  multi,
  Queue,
  resolved,
  returnFuture,
  runWithStackContext,
  Semaphore,
  sleep,
  StackContext,
  Task,
  TimeoutError,
  WaitIterator,
  withTimeout,
  wrap,
} from "ts-coroutine";
import { coroutineTest, VirtualTimeIOLoop } from "ts-coroutine/testing";
import { collectGarbage } from "./garbage.js";
import { reportsOf } from "./reports.js";
import { run } from "./run.js";

const later = coroutine(function* <T>(seconds: number, value: T): Coroutine<T> {
  yield sleep(seconds);
  return value;
}) as <T>(seconds: number, value: T) => Future<T>;

const failsLater = coroutine(function* (seconds: number, message: string): Coroutine<never> {
  yield sleep(seconds);
  throw new Error(message);
});

describe("gen_test", () => {
  test("test_multi_yieldpoint_delayed, test_multi_yieldpoint_dict_delayed, test_multi_future_dict_delayed, test_multi_dict_future", () => {
    run(coroutine(function* () {
      expect(yield [later(3, "v1"), later(1, "v2")]).toEqual(["v1", "v2"]);
      expect(yield { foo: later(3, "v1"), bar: later(1, "v2") }).toEqual({ foo: "v1", bar: "v2" });
      expect(yield* multi({ foo: later(3, "v1"), bar: resolved("v2") })).toEqual({ foo: "v1", bar: "v2" });
    }));
  });

  test("test_multi_future_exceptions: a bare list reports all but the first, one failure reports nothing", async () => {
    const failing = (...messages: string[]) =>
      reportsOf(() => expect(() => run(coroutine(function* () { yield messages.map((message) => failsLater(1, message)); }))).toThrow(messages[0]));
    expect((await failing("error 1", "error 2")).map(({ message, error }) => [message, String(error)])).toEqual([["Multiple exceptions in yield list", "Error: error 2"]]);
    expect(await failing("error 1")).toEqual([]);
  });

  test("test_stack_context_leak, test_stack_context_leak_exception: calls one after the other do not pile up contexts", () => {
    let entered = 0;
    const inner = coroutine(function* (fails: boolean) {
      yield moment;
      if (fails) throw new Error("drawn");
    });
    const outer = coroutine(function* () {
      for (let i = 0; i < 10; i++) {
        try {
          yield inner(i % 2 === 0);
        } catch {
          // The next one runs in as many contexts as the first.
        }
      }
      entered = 0;
      yield moment;
      return entered;
    });
    run(coroutine(function* () {
      expect(yield* runWithStackContext(new StackContext(() => ({ enter: () => void entered++ })), outer)).toBe(1);
    }));
  });

  test("test_task_transfer_stack_context: a coroutine does not take over the context its Task's callback was called in", () => {
    const callbacks: (() => void)[] = [];
    let inside = 0;
    run(coroutine(function* () {
      const body = coroutine(function* () {
        yield Task((callback: () => void) => void callbacks.push(callback));
        return inside;
      });
      const future = body();
      new StackContext(() => ({ enter: () => void inside++, exit: () => void inside-- })).run(() => callbacks[0]());
      expect(yield* future).toBe(0);
    }));
  });

  test("test_replace_context_exception, test_swallow_context_exception: an error in the context of a Task reaches the yield", () => {
    const fails = () => Task((_callback: () => void) => void IOLoop.current().callLater(1, () => {
      throw new Error("in the context");
    }));
    run(coroutine(function* () {
      const replaces = coroutine(function* () {
        try {
          yield fails();
        } catch (error) {
          throw new TypeError("replaced", { cause: error });
        }
      });
      const swallows = coroutine(function* () {
        try {
          yield fails();
        } catch {
          return "swallowed";
        }
      });
      expect(yield* swallows()).toBe("swallowed");
      try {
        yield replaces();
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ message: "replaced", cause: { message: "in the context" } });
      }
    }));
  });

  test("test_raise_after_stop: an exception after the run has ended is not lost", async () => {
    const loop = new IOLoop();
    const reports = await reportsOf(async () => {
      await loop.run(() => {
        loop.callLater(0.002, () => {
          throw new Error("after the run");
        });
      });
      await new Promise((resolve) => setTimeout(resolve, 10));
    });
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: after the run"]);
  });

  test("test_no_ref: a WaitIterator that nobody holds works on", async () => {
    const next = (): Future<number> => new WaitIterator(later(0.005, 1)).next();
    const future = next();
    collectGarbage();
    expect(await future).toBe(1);
  });

  test("test_asyncio_sleep_zero, test_async_await_mixed_multi_native_future, test_async_with_timeout: native code among ours", async () => {
    const native = async (value: number) => (await new Promise((resolve) => setTimeout(resolve, 0)), value);
    const body = coroutine(function* () {
      return [yield native(1), yield [native(2), later(0.001, 3), Promise.resolve(4)], yield* withTimeout(1, native(5))];
    });
    expect(await IOLoop.run(body)).toEqual([1, [2, 3, 4], 5]);
    await expect(IOLoop.run(() => withTimeout(0.001, new Promise(() => {})))).rejects.toThrow(TimeoutError);
  });

  test("test_asyncio_future_debug_info: a pending coroutine says what it is", () => {
    const waits = coroutine(function* waitsForIt() {
      yield new Future<void>();
    });
    expect(String(waits())).toMatch(/^<Future waitsForIt pending( at ports\.test\.ts:\d+:\d+)?>$/);
  });

  test("test_gc, test_gc_infinite_coro: an endless coroutine is stopped by close(), and its finally block runs", async () => {
    const log: string[] = [];
    const loop = new VirtualTimeIOLoop();
    const endless = coroutine(function* () {
      try {
        for (;;) yield sleep(1);
      } finally {
        log.push("finally");
      }
    });
    loop.runSync(() => (void endless(), sleep(10)));
    collectGarbage();
    expect(log).toEqual([]);
    await loop.close();
    expect(log).toEqual(["finally"]);
  });

  test("test_propagate_to_first_yield_with_native_async_function: native code sees the variables of its caller", () => {
    const variable = new CoroutineLocal("none");
    const native = async () => variable.get();
    const body = coroutine(function* () {
      variable.set("set");
      return yield native();
    });
    return expect(IOLoop.run(body)).resolves.toBe("set");
  });
});

describe("ioloop_test", () => {
  test("test_add_callback_wakeup: a loop that waits for a timeout runs a callback at once", async () => {
    const loop = new IOLoop();
    const log: string[] = [];
    loop.callLater(10, () => log.push("timeout"));
    await new Promise((resolve) => setTimeout(resolve, 2));
    loop.addCallback(() => log.push("callback"));
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(log).toEqual(["callback"]);
    await loop.close();
  });

  test("test_remove_timeout_cleanup: a million timeouts that were called off leave nothing behind", () => {
    const loop = new VirtualTimeIOLoop();
    let fired = 0;
    loop.runSync(() => {
      for (let i = 0; i < 1_000_000; i++) {
        const timeout = loop.callLater(3600 + (i % 97), () => fired++);
        if (i % 1000 !== 0) loop.removeTimeout(timeout);
      }
      const { timers } = loop as unknown as { timers: { heap: { length: number } } };
      expect(timers.heap.length).toBe(1000);
      return sleep(4000);
    });
    expect(fired).toBe(1000);
  });

  test("test_add_callback_return_sequence: a callback that returns a list is no reason to wait", () => {
    let iterations = 0;
    run(coroutine(function* () {
      IOLoop.current().addCallback(() => []);
      for (; iterations < 3; iterations++) yield moment;
    }));
    expect(iterations).toBe(3);
  });

  test("test_exception_logging_native_coro: a native async function that fails as a callback is reported", async () => {
    const loop = new IOLoop();
    const reports = await reportsOf(() =>
      loop.run(() => {
        loop.addCallback(async function native() {
          await null;
          throw new Error("native");
        });
        return sleep(0.005);
      }),
    );
    expect(reports.map(({ message, error }) => [message, String(error)])).toEqual([["Exception in callback native", "Error: native"]]);
  });

  test("test_pre_wrap, test_pre_wrap_with_args: what was wrapped runs in its own context, not in the one it is added in", () => {
    const log: string[] = [];
    const context = (name: string) => new StackContext(() => ({ enter: () => void log.push(`+${name}`), exit: () => void log.push(`-${name}`) }));
    run(coroutine(function* () {
      const wrapped = context("c1").run(() => wrap((argument: string) => void log.push(argument)));
      log.length = 0;
      context("c2").run(() => IOLoop.current().addCallback(wrapped, "called"));
      expect(log.splice(0)).toEqual(["+c2", "-c2"]);
      yield moment;
      yield moment;
      expect(log).toContain("called");
      expect(log.slice(log.indexOf("+c1"))).toEqual(expect.arrayContaining(["+c1", "called", "-c1"]));
    }));
  });

  test("test_add_future_stack_context: the callback runs in the context it was given in, not in that of who settles", () => {
    const inside: string[] = [];
    const handler = new ExceptionStackContext((error) => inside.push((error as Error).message) > 0);
    run(coroutine(function* () {
      const future = new Future<void>();
      handler.run(() =>
        IOLoop.current().addFuture(future, () => {
          throw new Error("worker");
        }),
      );
      future.setResult();
      yield moment;
      yield moment;
    }));
    expect(inside).toEqual(["worker"]);
  });
});

describe("stack_context_test", () => {
  const around = (log: string[], name: string) => new StackContext(() => ({ enter: () => void log.push(`+${name}`), exit: () => void log.push(`-${name}`) }));

  test("test_deactivate_order: what was deactivated inside is no longer entered, what is around it is", () => {
    const log: string[] = [];
    run(coroutine(function* () {
      const [outer, inner] = [around(log, "outer"), around(log, "inner")];
      outer.run(() => inner.run(() => IOLoop.current().addCallback(() => void log.push("called"))));
      inner.deactivate();
      log.length = 0;
      yield moment;
    }));
    expect(log).toEqual(["+outer", "called", "-outer"]);
  });

  test("test_isolation_empty: what was wrapped outside of every context runs outside of every context", () => {
    const log: string[] = [];
    const outside = wrap(() => void IOLoop.current().addCallback(() => void log.push("called")));
    run(coroutine(function* () {
      around(log, "context").run(() => outside());
      log.length = 0;
      yield moment;
    }));
    expect(log.filter((entry) => entry !== "called")).toEqual([]);
  });

  test("test_yield_in_with_exception_stack_context, test_yield_outside_with_exception_stack_context", () => {
    run(coroutine(function* () {
      const inside = coroutine(function* () {
        const block = new ExceptionStackContext(() => true).enter();
        try {
          yield moment;
        } finally {
          block.deactivate();
        }
      });
      const outside = coroutine(function* () {
        new ExceptionStackContext(() => true).run(() => {});
        yield moment;
        return "fine";
      });
      expect(yield* outside()).toBe("fine");
      try {
        yield inside();
        expect.unreachable();
      } catch (error) {
        expect((error as Error).name).toBe("StackContextInconsistentError");
      }
    }));
  });
});

describe("concurrent_test", () => {
  test("test_error_in_callback: the callback's own error is not the Future's", async () => {
    const get = returnFuture((callback: (result?: number) => void) => callback(1));
    const reports = await reportsOf(() =>
      IOLoop.run(
        coroutine(function* () {
          const future = get(() => {
            throw new Error("callback");
          });
          yield moment;
          yield moment;
          expect(yield* future).toBe(1);
        }),
      ),
    );
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: callback"]);
  });

  test("test_no_result_future, test_no_result_future_callback: a callback without an argument", () => {
    const get = returnFuture((callback: (result?: undefined) => void) => callback());
    expect(get().result()).toBeUndefined();
  });

  test("test_future_traceback: the trace of the failure names where it was thrown", async () => {
    const thrower = (): never => {
      throw new Error("traced");
    };
    const body = coroutine(function* () {
      yield moment;
      thrower();
    });
    const error = await IOLoop.run(body).then(() => undefined, (reason: Error) => reason);
    expect(error!.stack).toContain("thrower");
  });
});

describe("locks_test", () => {
  test("test_garbage_collection: who timed out is no longer in the line", () => {
    run(coroutine(function* () {
      const condition = new Condition();
      const semaphore = new Semaphore(0);
      for (let i = 0; i < 1000; i++) {
        void condition.wait(1);
        semaphore.acquire(1).addDoneCallback((future) => void future.exception());
      }
      const last = condition.wait();
      yield sleep(2);
      expect([String(condition), String(semaphore)]).toEqual(["<Condition waiters[1]>", "<Semaphore locked>"]);
      condition.notify();
      expect(yield* last).toBe(true);
    }));
  });

  test("test_acquire_timeout_preempted: a release before the timeout lets in", () => {
    run(coroutine(function* () {
      const semaphore = new Semaphore(1);
      yield semaphore.acquire();
      const acquired = semaphore.acquire(2);
      IOLoop.current().callLater(1, () => semaphore.release());
      yield acquired;
      yield sleep(5);
      expect(acquired.result()).toBeTypeOf("function");
    }));
  });

  test("test_context_manager_timeout_error, test_context_manager_exception: what fails inside still releases", () => {
    for (const lock of [new Lock(), new Semaphore(1), new BoundedSemaphore(1)]) {
      run(coroutine(function* () {
        try {
          const release = yield* lock.acquire();
          try {
            yield failsLater(1, "inside");
          } finally {
            release();
          }
        } catch (error) {
          expect((error as Error).message).toBe("inside");
        }
        expect(lock.acquire().done()).toBe(true);
      }));
    }
  });
});

describe("queues_test", () => {
  test("test_get_clears_timed_out_getters, test_get_clears_timed_out_putters", () => {
    run(coroutine(function* () {
      const queue = new Queue<number>(1);
      const getters = [queue.get(1), queue.get(1)];
      yield sleep(2);
      expect(String(queue)).toBe("<Queue maxsize=1>");
      queue.putNowait(0);
      const putters = [queue.put(1, 1), queue.put(2, 1)];
      yield sleep(2);
      expect(String(queue)).toBe("<Queue maxsize=1 queue=1 tasks=1>");
      expect([queue.getNowait(), queue.empty()]).toEqual([0, true]);
      for (const each of [...getters, ...putters]) expect(each.exception()).toBeInstanceOf(TimeoutError);
    }));
  });

  test("test_task_done_delay: join ends with the last task, not with the last item", () => {
    run(coroutine(function* () {
      const queue = new Queue<number>();
      queue.putNowait(0);
      const joined = queue.join();
      queue.getNowait();
      yield sleep(1);
      expect(joined.done()).toBe(false);
      queue.taskDone();
      expect(joined.done()).toBe(true);
    }));
  });
});

describe("testing_test", () => {
  test("test_timeout_environment_variable, test_no_timeout: how long a test may take", async () => {
    const body = coroutineTest(
      coroutine(function* () {
        yield sleep(0.05);
      }),
    );
    await body();
    process.env["ASYNC_TEST_TIMEOUT"] = "0.01";
    try {
      await expect(body()).rejects.toThrow("Operation timed out after 0.01 seconds");
    } finally {
      delete process.env["ASYNC_TEST_TIMEOUT"];
    }
  });

  test("test_undecorated_generator, test_native_coroutine: both are driven", async () => {
    const log: string[] = [];
    await coroutineTest(function* undecorated() {
      yield moment;
      log.push("generator");
    })();
    await coroutineTest(async () => {
      await null;
      log.push("native");
    })();
    expect(log).toEqual(["generator", "native"]);
  });
});
