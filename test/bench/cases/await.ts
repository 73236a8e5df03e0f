/**
 * What does it cost to wait for one value?
 *
 * `await-pending`: a hundred coroutines at a time, each in a loop of a hundred yields; every yield asks for a value that is
 * answered in the next turn. `await-done`: one coroutine in a loop over a value that is there already. A coroutine of ours
 * then goes on at once; a native one always waits for a microtask; a callback is called directly.
 */
import { coroutine, IOLoop, multi, resolved, type Coroutine, type Future } from "ts-coroutine";
import type { TimeCase } from "../case.js";
import { LaterCallback, LaterFuture, LaterPromise, throughLoop, throughNextTick, type Schedule } from "./later.js";

export const tasks = 100;
export const questions = 100;
export const repetitions = 10_000;

class Asking {
  @coroutine
  *sum(source: LaterFuture, times = questions): Coroutine<number> {
    let sum = 0;
    for (let index = 0; index < times; index++) sum += yield* source.ask();
    return sum;
  }

  async sumNative(source: LaterPromise, times = questions): Promise<number> {
    let sum = 0;
    for (let index = 0; index < times; index++) sum += await source.ask();
    return sum;
  }

  sumByHand(source: LaterCallback, done: (sum: number) => void, times = questions): void {
    let sum = 0;
    let index = 0;
    const next = (value: number): void => {
      sum += value;
      if (++index < times) source.ask(next);
      else done(sum);
    };
    source.ask(next);
  }
}

class Repeating {
  @coroutine
  *sum(value: Future<number>, times = repetitions): Coroutine<number> {
    let sum = 0;
    for (let index = 0; index < times; index++) sum += yield* value;
    return sum;
  }

  async sumNative(value: Promise<number>, times = repetitions): Promise<number> {
    let sum = 0;
    for (let index = 0; index < times; index++) sum += await value;
    return sum;
  }

  sumByHand(value: (callback: (value: number) => void) => void, times = repetitions): number {
    let sum = 0;
    for (let index = 0; index < times; index++) value((one) => (sum += one));
    return sum;
  }
}

const total = (sums: readonly number[]): number => sums.reduce((sum, each) => sum + each, 0);
const times = <Value>(make: () => Value): Value[] => Array.from({ length: tasks }, make);

const asking = new Asking();
const repeating = new Repeating();

export const awaitPending: TimeCase = {
  kind: "time",
  name: "await-pending",
  title: "await a value that comes in the next turn",
  operations: tasks * questions,
  answer: tasks * questions,
  ways: {
    "ts-coroutine": async () => {
      const sources = times(() => new LaterFuture());
      const all = multi(sources.map((source) => asking.sum(source)));
      const answerAll = (): void => void (LaterFuture.answerEach(sources) && IOLoop.current().addCallback(answerAll));
      IOLoop.current().addCallback(answerAll);
      return total((await all) as number[]);
    },
    native: async () => {
      const sources = times(() => new LaterPromise());
      const all = Promise.all(sources.map((source) => asking.sumNative(source)));
      const answerAll = (): void => void (LaterPromise.answerEach(sources) && queueMicrotask(answerAll));
      queueMicrotask(answerAll);
      return total(await all);
    },
    callbacks: () => {
      const sources = times(() => new LaterCallback());
      let sum = 0;
      for (const source of sources) asking.sumByHand(source, (each) => void (sum += each));
      while (LaterCallback.answerEach(sources));
      return sum;
    },
    "callbacks-loop": () => sumScheduled(throughLoop),
    "callbacks-next-tick": () => sumScheduled(throughNextTick),
  },
};

function sumScheduled(schedule: Schedule): Promise<number> {
  return new Promise((resolve) => {
    const sources = times(() => new LaterCallback());
    let sum = 0;
    let missing = tasks;
    const end = (each: number): void => {
      sum += each;
      if (--missing === 0) resolve(sum);
    };
    for (const source of sources) asking.sumByHand(source, end);
    const answerAll = (): void => void (LaterCallback.answerEach(sources, schedule) && schedule(answerAll, undefined));
    schedule(answerAll, undefined);
  });
}

export const awaitDone: TimeCase = {
  kind: "time",
  name: "await-done",
  title: "await a value that is there already",
  operations: repetitions,
  answer: repetitions,
  ways: {
    "ts-coroutine": () => repeating.sum(resolved(1)),
    native: () => repeating.sumNative(Promise.resolve(1)),
    callbacks: () => repeating.sumByHand((callback) => callback(1)),
  },
};
