/**
 * What does a try cost in a loop that waits?
 *
 * Each round of the loop waits for a value that is there already, inside a try/catch/finally; every second value is a
 * failure, which the catch gets. The error is one for all, so that no stack trace is made.
 */
import { coroutine, failed, resolved, type Coroutine, type Future } from "ts-coroutine";
import type { TimeCase } from "../case.js";

export const rounds = 5000;
export const failure = new Error("every second value is this failure");

/** What a run answers: the values, the failures and the times that the finally was reached. */
export const answer = rounds / 2 + 1000 * (rounds / 2) + 1_000_000 * rounds;

class Trying {
  @coroutine
  *count(good: Future<number>, bad: Future<number>, times = rounds): Coroutine<number> {
    let count = 0;
    for (let round = 0; round < times; round++) {
      try {
        count += yield* round % 2 === 0 ? good : bad;
      } catch (_) {
        count += 1000;
      } finally {
        count += 1_000_000;
      }
    }
    return count;
  }

  async countNative(good: Promise<number>, bad: Promise<number>, times = rounds): Promise<number> {
    let count = 0;
    for (let round = 0; round < times; round++) {
      try {
        count += await (round % 2 === 0 ? good : bad);
      } catch (_) {
        count += 1000;
      } finally {
        count += 1_000_000;
      }
    }
    return count;
  }

  countByHand(good: Answering, bad: Answering, times = rounds): number {
    let count = 0;
    const next = (error: Error | undefined, value = 0): void => {
      count += error === undefined ? value : 1000;
      count += 1_000_000;
    };
    for (let round = 0; round < times; round++) (round % 2 === 0 ? good : bad)(next);
    return count;
  }
}

type Answering = (done: (error: Error | undefined, value?: number) => void) => void;

const trying = new Trying();

export const tryFinally: TimeCase = {
  kind: "time",
  name: "try-finally",
  title: "one round of a loop with try/catch/finally, every second one throws",
  operations: rounds,
  answer,
  ways: {
    "ts-coroutine": () => trying.count(resolved(1), failed(failure)),
    native: () => trying.countNative(Promise.resolve(1), Promise.reject(failure)),
    callbacks: () => trying.countByHand(
      (done) => done(undefined, 1),
      (done) => done(failure),
    ),
  },
};
