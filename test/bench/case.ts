/**
 * What is a benchmark case?
 *
 * One piece of work, written in several ways that must come to the same answer:
 *
 *     ts-coroutine    compiled by our compiler from the source that stands in the case's file
 *     native          async functions, or native generators
 *     callbacks       what one would write by hand
 *     bluebird, …     with a library, or as another compiler emits it (peers/)
 *
 * A `time` case is timed; a `memory` case is asked what the heap holds while everything is suspended.
 */

/** The names of the ways to write a program, in the order of their columns; the first is ours, the others are compared with it. */
export const wayNames = [
  "ts-coroutine",
  "native",
  /** Promises like native's, woken by the timers of our loop. */
  "native-loop-timers",
  /** Called directly. */
  "callbacks",
  /** Through `IOLoop.addCallback`. */
  "callbacks-loop",
  /** Through `process.nextTick`. */
  "callbacks-next-tick",
  /** With the callbacks of node:fs, where the others use its promises. */
  "callbacks-node-fs",
  "bluebird",
  "co",
  "mobx",
  "effection",
  "effect",
  "typescript-es5",
  "babel-async",
  "babel-regenerator",
] as const;

export type Way = (typeof wayNames)[number];

export type Ways<Program> = { readonly "ts-coroutine": Program } & Readonly<Partial<Record<Way, Program>>>;

interface Described {
  /** For `--only`. */
  readonly name: string;
  /** One line: what happens in one operation. */
  readonly title: string;
  /** How many operations one run is. */
  readonly operations: number;
  /** What a run must answer, in every way. */
  readonly answer: unknown;
  /** Takes minutes or gigabytes: only with `--long`, or when it is named. */
  readonly long?: true;
  /** Gives back what the runs hold (servers, child processes), after the last one. */
  end?(): Promise<void>;
}

export interface TimeCase extends Described {
  readonly kind: "time";
  /** What the system does in it varies so much that fewer rounds would say nothing. */
  readonly leastRounds?: number;
  readonly ways: Ways<() => unknown>;
}

/** Programs that are suspended now. */
export interface Suspended {
  /** Lets all of them run to their end, and answers. */
  finish(): unknown;
}

export interface MemoryCase extends Described {
  readonly kind: "memory";
  readonly ways: Ways<() => Suspended | Promise<Suspended>>;
}

export type Case = TimeCase | MemoryCase;

/** The ways of a case, ours first. */
export function waysOf<Program>(ways: Ways<Program>): [Way, Program][] {
  return Object.entries(ways) as [Way, Program][];
}

/** @throws Error if a way has answered something else than the case expects */
export function requireAnswer({ name, answer }: Described, way: Way, actual: unknown): void {
  if (!Object.is(actual, answer)) throw new Error(`${name}, ${way}: the answer is ${String(actual)} instead of ${String(answer)}`);
}

/** Runs every way of a case once. @throws Error if one of them answers wrongly */
export async function checkCase(example: Case): Promise<void> {
  try {
    await checkWays(example);
  } finally {
    await example.end?.();
  }
}

async function checkWays(example: Case): Promise<void> {
  switch (example.kind) {
    case "time":
      for (const [way, run] of waysOf(example.ways)) requireAnswer(example, way, await run());
      return;
    case "memory":
      for (const [way, suspend] of waysOf(example.ways)) requireAnswer(example, way, await (await suspend()).finish());
      return;
  }
}
