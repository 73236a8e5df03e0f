/**
 * How many bytes is a suspended coroutine?
 *
 * `bytes`: each waits for a value of its own, which is counted too, because nobody waits without something to wait for.
 * `bytes-shared`: all wait for one value, so only the coroutines are counted. `bytes-depth`: ten calls deep, only the innermost waits for a value.
 */
import { coroutine, Future, multi, type Coroutine } from "ts-coroutine";
import type { MemoryCase, Suspended } from "../case.js";
import { LaterCallbacks, LaterFutures, LaterPromises } from "./later.js";

export const count = 20_000;
const deep = 10;

class Waiter {
  @coroutine
  *hold(start: number, value: Future<number>): Coroutine<number> {
    return start + (yield* value);
  }

  async holdNative(start: number, value: Promise<number>): Promise<number> {
    return start + (await value);
  }

  @coroutine
  *holdDeep(depth: number, source: LaterFutures): Coroutine<number> {
    return depth === 1 ? yield* source.ask() : yield* this.holdDeep(depth - 1, source);
  }

  async holdDeepNative(depth: number, source: LaterPromises): Promise<number> {
    return depth === 1 ? await source.ask() : await this.holdDeepNative(depth - 1, source);
  }

  holdDeepByHand(depth: number, source: LaterCallbacks, done: (value: number) => void): void {
    if (depth === 1) source.ask((value) => done(value));
    else this.holdDeepByHand(depth - 1, source, (value) => done(value));
  }
}

const waiter = new Waiter();

function times<Value>(make: () => Value, length = count): Value[] {
  return Array.from({ length }, make);
}

const total = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

function futures(waiting: readonly Coroutine<number>[], wake: () => void): Suspended {
  return {
    finish: async () => {
      const all = multi(waiting);
      wake();
      return total((await all) as number[]);
    },
  };
}

function promises(waiting: readonly Promise<number>[], wake: () => void): Suspended {
  return {
    finish: async () => {
      wake();
      return total(await Promise.all(waiting));
    },
  };
}

/** Starts what ends by calling back, so that the calls can be counted. */
function callbacks(start: (done: (value: number) => void) => void, wake: () => void): Suspended {
  let sum = 0;
  for (let index = 0; index < count; index++) start((value) => void (sum += value));
  return {
    finish: () => {
      wake();
      return sum;
    },
  };
}

export const bytes: MemoryCase = {
  kind: "memory",
  name: "bytes",
  title: "a suspended coroutine and the value it waits for",
  operations: count,
  answer: count,
  ways: {
    "ts-coroutine": () => {
      const source = new LaterFutures();
      return futures(times(() => waiter.hold(0, source.ask())), () => source.answer());
    },
    native: () => {
      const source = new LaterPromises();
      return promises(times(() => waiter.holdNative(0, source.ask())), () => source.answer());
    },
    callbacks: () => {
      const source = new LaterCallbacks();
      return callbacks((done) => source.ask((value) => done(value)), () => source.answer());
    },
  },
};

export const bytesShared: MemoryCase = {
  kind: "memory",
  name: "bytes-shared",
  title: "a suspended coroutine alone; all wait for one value",
  operations: count,
  answer: count,
  ways: {
    "ts-coroutine": () => {
      const value = new Future<number>();
      return futures(times(() => waiter.hold(0, value)), () => value.setResult(1));
    },
    native: () => {
      let wake!: (value: number) => void;
      const value = new Promise<number>((resolve) => (wake = resolve));
      return promises(times(() => waiter.holdNative(0, value)), () => wake(1));
    },
  },
};

export const bytesDeep: MemoryCase = {
  kind: "memory",
  name: "bytes-depth",
  title: "one of ten calls that wait for each other",
  operations: count,
  answer: count / deep,
  ways: {
    "ts-coroutine": () => {
      const source = new LaterFutures();
      return futures(times(() => waiter.holdDeep(deep, source), count / deep), () => source.answer());
    },
    native: () => {
      const source = new LaterPromises();
      return promises(times(() => waiter.holdDeepNative(deep, source), count / deep), () => source.answer());
    },
  },
};
