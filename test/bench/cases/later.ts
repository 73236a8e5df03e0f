/**
 * Where do pending values come from that cost every way the same?
 *
 * From a list of questions. What asks gets a value that is not there yet; once per turn all questions of the list are
 * answered. Each way gets its own kind of answer directly, without an adapter around another kind:
 *
 *     ts-coroutine    new Future(),                       later future.setResult(value)
 *     native          new Promise(resolve => …),          later resolve(value)
 *     callbacks       a function,                         later callback(value)
 */
import { Future, IOLoop } from "ts-coroutine";

export class LaterFutures {
  private asked: Future<number>[] = [];

  ask(): Future<number> {
    const future = new Future<number>();
    this.asked.push(future);
    return future;
  }

  /** Answers what was asked until now; false if nothing was. */
  answer(): boolean {
    const answered = this.asked;
    this.asked = [];
    for (const future of answered) future.setResult(1);
    return answered.length > 0;
  }

  /** Answers in each iteration of the loop, after everything that is ready, until nobody asks. */
  answerAll(): void {
    if (this.answer()) IOLoop.current().addCallback(() => this.answerAll());
  }
}

export class LaterPromises {
  private asked: ((value: number) => void)[] = [];

  ask(): Promise<number> {
    return new Promise((resolve) => this.asked.push(resolve));
  }

  answer(): boolean {
    const answered = this.asked;
    this.asked = [];
    for (const resolve of answered) resolve(1);
    return answered.length > 0;
  }

  /** Answers in a microtask, after every continuation that is ready, until nobody asks. */
  answerAll(): void {
    if (this.answer()) queueMicrotask(() => this.answerAll());
  }
}

export class LaterCallbacks {
  private asked: ((value: number) => void)[] = [];

  /** How many wait. */
  get size(): number {
    return this.asked.length;
  }

  ask(callback: (value: number) => void): void {
    this.asked.push(callback);
  }

  answer(): boolean {
    const answered = this.asked;
    this.asked = [];
    for (const callback of answered) callback(1);
    return answered.length > 0;
  }

  answerAll(): void {
    while (this.answer());
  }
}

/** Calls `callback` with `value`, not now but after everything that waits for its turn. */
export type Schedule = <Value>(callback: (value: Value) => void, value: Value) => void;

export const throughLoop: Schedule = (callback, value) => IOLoop.current().addCallback(callback, value);
export const throughNextTick: Schedule = (callback, value) => process.nextTick(callback, value);

// Where there is one question at a time, as with a socket, no list is kept: then the waiting is nearly all that is measured.
// `answerEach` answers what was asked of each, and says whether anything was. Every class has a loop of its own, so that the
// engine sees one kind of source in it.

export class LaterFuture {
  private asked: Future<number> | undefined = undefined;

  ask(): Future<number> {
    return (this.asked = new Future());
  }

  static answerEach(sources: readonly LaterFuture[]): boolean {
    let answered = false;
    for (const source of sources) {
      const { asked } = source;
      if (asked === undefined) continue;
      source.asked = undefined;
      asked.setResult(1);
      answered = true;
    }
    return answered;
  }
}

export class LaterPromise {
  private asked: ((value: number) => void) | undefined = undefined;

  ask(): Promise<number> {
    return new Promise((resolve) => void (this.asked = resolve));
  }

  static answerEach(sources: readonly LaterPromise[]): boolean {
    let answered = false;
    for (const source of sources) {
      const { asked } = source;
      if (asked === undefined) continue;
      source.asked = undefined;
      asked(1);
      answered = true;
    }
    return answered;
  }
}

export class LaterCallback {
  private asked: ((value: number) => void) | undefined = undefined;

  ask(callback: (value: number) => void): void {
    this.asked = callback;
  }

  /** Directly, or through a turn of a loop for each of them. */
  static answerEach(sources: readonly LaterCallback[], schedule?: Schedule): boolean {
    let answered = false;
    for (const source of sources) {
      const { asked } = source;
      if (asked === undefined) continue;
      source.asked = undefined;
      if (schedule === undefined) asked(1);
      else schedule(asked, 1);
      answered = true;
    }
    return answered;
  }
}
