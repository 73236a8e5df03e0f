/**
 * What does a call cost?
 *
 * `call`: a coroutine that never waits, called and not awaited. `call-awaited`: the same, awaited by its caller.
 * `call-depth`: a recursion in which every call awaits two others, down to fib(1). `exception`: a call ten deep whose
 * innermost frame waits for something that fails; the exception passes through every frame to the caller.
 */
import { coroutine, Future, IOLoop, type Coroutine } from "ts-coroutine";
import type { TimeCase } from "../case.js";

export const calls = 10_000;
export const depth = 16;
const callsOfFib = 3193;
const fibOfDepth = 987;
export const frames = 10;
export const failures = 300;

class Counter {
  count = 0;

  @coroutine
  *add(amount: number): Coroutine<number> {
    return (this.count += amount);
  }

  async addNative(amount: number): Promise<number> {
    return (this.count += amount);
  }

  addByHand(amount: number, done: (count: number) => void): void {
    done((this.count += amount));
  }

  @coroutine
  *addAll(times = calls): Coroutine<number> {
    let last = 0;
    for (let call = 0; call < times; call++) last = yield* this.add(1);
    return last;
  }

  async addAllNative(times = calls): Promise<number> {
    let last = 0;
    for (let call = 0; call < times; call++) last = await this.addNative(1);
    return last;
  }

  addAllByHand(times = calls): number {
    let last = 0;
    for (let call = 0; call < times; call++) this.addByHand(1, (count) => (last = count));
    return last;
  }
}

class Fibonacci {
  @coroutine
  *fib(n: number): Coroutine<number> {
    return n < 2 ? n : (yield* this.fib(n - 1)) + (yield* this.fib(n - 2));
  }

  async fibNative(n: number): Promise<number> {
    return n < 2 ? n : (await this.fibNative(n - 1)) + (await this.fibNative(n - 2));
  }

  fibByHand(n: number, done: (result: number) => void): void {
    if (n < 2) return done(n);
    this.fibByHand(n - 1, (first) => this.fibByHand(n - 2, (second) => done(first + second)));
  }
}

// One error for all, so that what is measured is its way up and not the making of a stack trace.
export const failure = new Error("the innermost frame has failed");

class Failing {
  @coroutine
  *descend(level: number, value: () => Future<number>): Coroutine<number> {
    return 1 + (level === 0 ? yield* value() : yield* this.descend(level - 1, value));
  }

  @coroutine
  *failAll(): Coroutine<number> {
    let caught = 0;
    for (let turn = 0; turn < failures; turn++) {
      try {
        yield* this.descend(frames - 1, failingFuture);
      } catch (error) {
        if (error === failure) caught++;
      }
    }
    return caught;
  }

  async descendNative(level: number, value: () => Promise<number>): Promise<number> {
    return 1 + (level === 0 ? await value() : await this.descendNative(level - 1, value));
  }

  async failAllNative(): Promise<number> {
    let caught = 0;
    for (let turn = 0; turn < failures; turn++) {
      try {
        await this.descendNative(frames - 1, failingPromise);
      } catch (error) {
        if (error === failure) caught++;
      }
    }
    return caught;
  }

  descendByHand(level: number, done: (error: Error | undefined, value?: number) => void): void {
    const passOn = (error: Error | undefined, value = 0): void => (error === undefined ? done(undefined, value + 1) : done(error));
    if (level === 0) queueMicrotask(() => passOn(failure));
    else this.descendByHand(level - 1, passOn);
  }

  failAllByHand(): Promise<number> {
    return new Promise((resolve) => {
      let caught = 0;
      const next = (turn: number): void => {
        if (turn === failures) return resolve(caught);
        this.descendByHand(frames - 1, (error) => {
          if (error === failure) caught++;
          next(turn + 1);
        });
      };
      next(0);
    });
  }
}

function failingFuture(): Future<number> {
  const future = new Future<number>();
  IOLoop.current().addCallback(() => future.setException(failure));
  return future;
}

function failingPromise(): Promise<number> {
  return new Promise((_, reject) => queueMicrotask(() => reject(failure)));
}

/** Calls `add` so often, and answers what the counter has counted then. */
function countCalls(add: (counter: Counter) => unknown): number {
  const counter = new Counter();
  for (let call = 0; call < calls; call++) add(counter);
  return counter.count;
}

export const call: TimeCase = {
  kind: "time",
  name: "call",
  title: "call a function that never waits",
  operations: calls,
  answer: calls,
  ways: {
    "ts-coroutine": () => countCalls((counter) => counter.add(1)),
    native: () => countCalls((counter) => counter.addNative(1)),
    callbacks: () => countCalls((counter) => counter.addByHand(1, () => {})),
  },
};

export const callAwaited: TimeCase = {
  kind: "time",
  name: "call-awaited",
  title: "the same, awaited by its caller",
  operations: calls,
  answer: calls,
  ways: {
    "ts-coroutine": () => new Counter().addAll(),
    native: () => new Counter().addAllNative(),
    callbacks: () => new Counter().addAllByHand(),
  },
};

export const callDepth: TimeCase = {
  kind: "time",
  name: "call-depth",
  title: `one call of a recursive fib(${depth})`,
  operations: callsOfFib,
  answer: fibOfDepth,
  ways: {
    "ts-coroutine": () => new Fibonacci().fib(depth),
    native: () => new Fibonacci().fibNative(depth),
    callbacks: () => new Promise((resolve) => new Fibonacci().fibByHand(depth, resolve)),
  },
};

export const exception: TimeCase = {
  kind: "time",
  name: "exception",
  title: `an exception from a pending value through ${frames} frames`,
  operations: failures,
  answer: failures,
  ways: {
    "ts-coroutine": () => new Failing().failAll(),
    native: () => new Failing().failAllNative(),
    callbacks: () => new Failing().failAllByHand(),
  },
};
