/** What stays around code that runs later? After tornado/test/stack_context_test.py; and CoroutineLocal, its successor. */
import { beforeEach, describe, expect, test } from "vitest";
import {
  coroutine,
  CoroutineLocal,
  ExceptionStackContext,
  IOLoop,
  moment,
  NullContext,
  runWithStackContext,
  sleep,
  StackContext,
  StackContextInconsistentError,
  wrap,
} from "ts-coroutine";
import { reportsOf } from "./reports.js";
import { run } from "./run.js";

let active: string[] = [];

/** A context that is in `active` while code runs inside it. */
const named = (name: string) =>
  new StackContext(() => ({
    enter: () => void active.push(name),
    exit: () => expect(active.pop()).toBe(name),
  }));

beforeEach(() => {
  active = [];
});

describe("StackContext", () => {
  test("is around the block and around the callbacks that are given to the loop in it", () => {
    run(coroutine(function* () {
      const seen: string[][] = [];
      named("outer").run(() => {
        seen.push([...active]);
        IOLoop.current().addCallback(() => {
          seen.push([...active]);
          named("inner").run(() => IOLoop.current().callLater(1, () => seen.push([...active])));
        });
      });
      expect(active).toEqual([]);
      yield sleep(5);
      expect(seen).toEqual([["outer"], ["outer"], ["outer", "inner"]]);
    }));
  });

  test("test_deactivate: what runs later is no longer inside", () => {
    run(coroutine(function* () {
      const seen: string[][] = [];
      const context = named("context");
      context.run(() => {
        IOLoop.current().addCallback(() => seen.push([...active]));
        context.deactivate();
        seen.push([...active]);
      });
      yield sleep(1);
      expect(seen).toEqual([["context"], []]);
    }));
  });

  test("test_isolation: a wrapped function runs in the contexts it was wrapped in, not in its caller's", () => {
    run(coroutine(function* () {
      let wrapped: () => string[] = () => [];
      named("wrapped").run(() => (wrapped = wrap(() => [...active])));
      named("caller").run(() => expect(wrapped()).toContain("wrapped"));
      expect(wrap(wrapped)).toBe(wrapped);
      expect(wrap(undefined)).toBeUndefined();
    }));
  });

  test("test_yield_in_with: a yield inside the block throws StackContextInconsistentError at that yield", () => {
    for (const Context of [() => named("c"), () => new ExceptionStackContext(() => true), () => new NullContext()]) {
      for (const before of [false, true]) {
        const body = coroutine(function* () {
          if (before) yield moment;
          const context = Context().enter();
          let caught: unknown;
          try {
            yield moment;
          } catch (error) {
            caught = error;
          }
          expect(() => context.exit()).toThrow(StackContextInconsistentError);
          return caught;
        });
        expect(run(body)).toBeInstanceOf(StackContextInconsistentError);
      }
    }
  });

  test("the error can be caught, and what is yielded then is waited for (Tornado loses it)", () => {
    run(coroutine(function* () {
      const context = named("c").enter();
      let caught: unknown;
      try {
        yield moment;
      } catch (error) {
        caught = error;
        expect(yield* sleep(1)).toBeUndefined();
      }
      expect(caught).toBeInstanceOf(StackContextInconsistentError);
      expect(() => context.exit()).toThrow(StackContextInconsistentError);
    }));
  });

  test("test_yield_outside_with: a block without a yield is fine", () => {
    run(coroutine(function* () {
      const context = named("c").enter();
      context.exit();
      yield moment;
      expect(active).toEqual([]);
    }));
  });

  test("what a context throws when it is entered again is thrown at the yield", () => {
    run(coroutine(function* () {
      let entered = 0;
      const context = new StackContext(() => ({
        enter() {
          if (++entered > 1) throw new Error("not again");
        },
      }));
      const body = coroutine(function* () {
        try {
          yield moment;
        } catch (error) {
          return (error as Error).message;
        }
      });
      expect(yield* runWithStackContext(context, body)).toBe("not again");
    }));
  });

  test("test_run_with_stack_context: a whole coroutine inside, its steps one by one", () => {
    run(coroutine(function* () {
      const seen: string[][] = [];
      const body = coroutine(function* () {
        seen.push([...active]);
        yield moment;
        seen.push([...active]);
        return "result";
      });
      const future = runWithStackContext(named("c"), body);
      expect(active).toEqual([]);
      expect(yield* future).toBe("result");
      expect(active).toEqual([]);
      expect(seen).toEqual([["c"], ["c"]]);
    }));
  });
});

describe("ExceptionStackContext", () => {
  test("gets the exceptions of callbacks; true consumes them", async () => {
    const handled: string[] = [];
    const reports = await reportsOf(() =>
      run(coroutine(function* () {
        const handler = (consumes: boolean) =>
          new ExceptionStackContext((error) => {
            handled.push((error as Error).message);
            return consumes;
          });
        const fail = (message: string) =>
          IOLoop.current().addCallback(() => {
            throw new Error(message);
          });
        handler(true).run(() => fail("consumed"));
        handler(false).run(() => fail("passed on"));
        handler(true).run(() => handler(false).run(() => fail("both")));
        yield sleep(1);
      })),
    );
    expect(handled).toEqual(["consumed", "passed on", "both", "both"]);
    expect(reports.map(({ error }) => String(error))).toEqual(["Error: passed on"]);
  });

  test("does not see the exception of a coroutine, which is in its Future", () => {
    run(coroutine(function* () {
      const handled: unknown[] = [];
      const fails = coroutine(function* () {
        yield moment;
        throw new Error("in the Future");
      });
      const future = new ExceptionStackContext((error) => void handled.push(error)).run(() => fails());
      yield sleep(1);
      expect(String(future.exception())).toBe("Error: in the Future");
      expect(handled).toEqual([]);
    }));
  });

  test("spawnCallback and NullContext are outside of it", async () => {
    const handled: unknown[] = [];
    const reports = await reportsOf(() =>
      run(coroutine(function* () {
        const fail = () => {
          throw new Error("outside");
        };
        new ExceptionStackContext((error) => void handled.push(error)).run(() => {
          IOLoop.current().spawnCallback(fail);
          new NullContext().run(() => IOLoop.current().addCallback(fail));
        });
        yield sleep(1);
      })),
    );
    expect(handled).toEqual([]);
    expect(reports.length).toBe(2);
  });
});

describe("CoroutineLocal", () => {
  test("test_propagate, test_reset: a value follows a coroutine and what it starts, and nobody else", () => {
    run(coroutine(function* () {
      const local = new CoroutineLocal("default");
      const child = coroutine(function* (name: string): Generator<any, string[], any> {
        const seen = [local.get()];
        local.set(name);
        for (let i = 0; i < 3; i++) {
          yield moment;
          seen.push(local.get());
        }
        yield coroutine(function* () {
          yield moment;
          seen.push(`grandchild ${local.get()}`);
          local.set("unseen");
        })();
        seen.push(local.get());
        return seen;
      });
      local.set("parent");
      const [a, b] = [child("a"), child("b")];
      expect(yield* a).toEqual(["parent", "a", "a", "a", "grandchild a", "a"]);
      expect(yield* b).toEqual(["parent", "b", "b", "b", "grandchild b", "b"]);
      expect(local.get()).toBe("parent");
    }));
  });

  test("run: for one call and what it starts, callbacks and timeouts too", () => {
    run(coroutine(function* () {
      const local = new CoroutineLocal(0);
      const seen: number[] = [];
      const result = local.run(1, () => {
        IOLoop.current().addCallback(() => seen.push(local.get()));
        local.run(2, () => IOLoop.current().callLater(1, () => seen.push(local.get())));
        return local.get();
      });
      expect([result, local.get()]).toEqual([1, 0]);
      yield sleep(5);
      expect(seen).toEqual([1, 2]);
    }));
  });
});
