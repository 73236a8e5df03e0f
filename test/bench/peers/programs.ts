/**
 * Which programs does a peer bring?
 *
 *     { "await-pending": () => 10_000, bytes: () => ({ finish }), … }
 *
 * By the name of the case whose work they do, given its number of operations; a case that says nothing about a library has no column for it. The answers are
 * compared like everybody's.
 */
import type { Way } from "../case.js";
import { LaterCallback } from "../cases/later.js";

export type Programs = Readonly<Record<string, (operations: number) => unknown>>;

/** Something to compare with, or why it cannot be. */
export type Peer =
  | { readonly kind: "there"; readonly way: Way; readonly version: string; readonly programs: Programs }
  | { readonly kind: "missing"; readonly way: Way; readonly reason: string };

export const total = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

/** What `make` has made so often; the engine calls back from `Array.from` with a look-up in each turn. */
export function many<Value>(count: number, make: () => Value): Value[] {
  const values: Value[] = [];
  for (let index = 0; index < count; index++) values.push(make());
  return values;
}

/** Where questions wait; answers those of now, false if there are none. */
export interface Answering {
  answer(): boolean;
}

/** Many sources as one. */
export function answering(sources: readonly LaterCallback[]): Answering {
  return { answer: () => LaterCallback.answerEach(sources) };
}

/** Answers what is asked, a turn of the event loop at a time, until there is a result. For libraries with a scheduler of their own. */
export async function answerUntil<T>(source: Answering, result: PromiseLike<T>): Promise<T> {
  let ended = false;
  const end = (): void => void (ended = true);
  void result.then(end, end);
  while (!ended) {
    source.answer();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return result;
}
