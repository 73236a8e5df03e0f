/**
 * How are several ways to do the same work measured fairly?
 *
 * Interleaved in one process: A B C, A B C, … so that a slow second of the machine, a collection of garbage and the
 * engine's opinion of the shared code fall on all of them. Before a measurement what the one before has left to do is done
 * and its garbage collected, so that nobody pays for it; its own garbage everybody pays for. What is measured is the processor time
 * of the process, the collector's threads included: other processes take none of it away. tinybench and mitata run one
 * task after the other, all of A before all of B, by the clock on the wall, which is why neither is used here.
 */
import { requireAnswer, waysOf, type Case, type MemoryCase, type TimeCase, type Way } from "./case.js";
import { ratios, summarize, type Summary } from "./statistics.js";

/** Measurements of one way of a case. */
export interface Measured {
  readonly way: Way;
  /** Of one operation: nanoseconds or bytes. */
  readonly each: Summary;
  /** How many times as much as ours, compared round by round. */
  readonly comparedWithOurs: Summary;
}

export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly unit: "ns" | "bytes";
  readonly measured: readonly Measured[];
}

/** Rounds that are run and not counted: the engine compiles what is hot. */
const warmUp = 10;
/** After so many seconds a case gets no further round, if it has had enough to be compared. */
const patience = 15;
const enoughRounds = 7;
/** A way whose run takes so long, in milliseconds, is measured in a few rounds only, to leave time to the others. */
const slow = 200;
const slowRounds = 3;
/** Rounds of a memory case; its numbers hardly differ. */
const memoryRounds = 3;

type Gc = (options?: { type: "minor" | "major" }) => void;

function gc(type: "minor" | "major"): void {
  const collect = (globalThis as { gc?: Gc }).gc;
  if (collect === undefined) throw new Error("the benchmark needs node --expose-gc");
  collect({ type });
}

export async function measure(example: Case, rounds: number): Promise<CaseResult> {
  try {
    return await measureKind(example, rounds);
  } finally {
    await example.end?.();
  }
}

async function measureKind(example: Case, rounds: number): Promise<CaseResult> {
  switch (example.kind) {
    case "time":
      return resultOf(example, "ns", await measureTime(example, rounds));
    case "memory":
      return resultOf(example, "bytes", await measureMemory(example));
  }
}

/** Bytes of garbage in the old generation that are left where they are. */
const tolerated = 8 * 2 ** 20;
let heapWhenTidy = 0;

/**
 * Lets the schedulers of libraries come to rest and collects the young generation. The old one only if there is much in it:
 * else the engine would collect it in the middle of what follows, but collecting always would show a heap that no program has.
 */
async function tidyUp(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  gc("minor");
  if (process.memoryUsage().heapUsed < heapWhenTidy + tolerated) return;
  gc("major");
  heapWhenTidy = process.memoryUsage().heapUsed;
}

type Samples = Map<Way, number[]>;

async function measureTime(example: TimeCase, rounds: number): Promise<Samples> {
  const ways = waysOf(example.ways);
  const samples: Samples = new Map(ways.map(([way]) => [way, []]));
  const isSlow = new Set<Way>();
  const began = performance.now();
  const isPatient = (): boolean => performance.now() - began < patience * 1000;
  for (let round = -warmUp; round < rounds && (isPatient() || round < enoughRounds); round++) {
    // What takes long is hot after one round.
    if (round < 0 && performance.now() - began > 1000) round = 0;
    for (const [way, run] of ways) {
      if (round >= slowRounds && isSlow.has(way)) continue;
      await tidyUp();
      const began = process.cpuUsage();
      const answer = await run();
      const { user, system } = process.cpuUsage(began);
      const nanoseconds = (user + system) * 1000;
      requireAnswer(example, way, answer);
      if (round >= 0) samples.get(way)!.push(nanoseconds / example.operations);
      if (nanoseconds > slow * 1e6 && way !== "ts-coroutine") isSlow.add(way);
    }
  }
  return samples;
}

async function measureMemory(example: MemoryCase): Promise<Samples> {
  const ways = waysOf(example.ways);
  const samples: Samples = new Map(ways.map(([way]) => [way, []]));
  for (let round = -1; round < memoryRounds; round++) {
    for (const [way, suspend] of ways) {
      const bytes = await bytesHeld(example, way, suspend);
      if (round >= 0) samples.get(way)!.push(bytes / example.operations);
    }
  }
  return samples;
}

/** A function of its own, so that no variable of the round before keeps anything alive. */
async function bytesHeld(example: MemoryCase, way: Way, suspend: MemoryCase["ways"]["ts-coroutine"]): Promise<number> {
  gc("major");
  const before = process.memoryUsage().heapUsed;
  const suspended = await suspend();
  gc("major");
  const bytes = process.memoryUsage().heapUsed - before;
  requireAnswer(example, way, await suspended.finish());
  return bytes;
}

function resultOf({ name, title }: Case, unit: CaseResult["unit"], samples: Samples): CaseResult {
  const ours = samples.get("ts-coroutine")!;
  const measured = [...samples].map(([way, values]) => ({ way, each: summarize(values), comparedWithOurs: ratios(values, ours.slice(0, values.length)) }));
  return { name, title, unit, measured };
}
