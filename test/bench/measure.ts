/**
 * How are several ways to do the same work measured fairly?
 *
 * Interleaved in one process: A B C, C A B, … in another order each time, so that nobody always comes after the same other
 * one, and so that a slow second of the machine, a collection of garbage and the
 * engine's opinion of the shared code fall on all of them. Before a measurement what the one before has left to do is done
 * and its garbage collected, so that nobody pays for it; its own garbage everybody pays for, because a short run is repeated
 * until the young generation has filled up some times. What is measured is the processor time of the process, the collector's threads included: other processes take none of it away. tinybench and mitata run one
 * task after the other, all of A before all of B, by the clock on the wall, which is why neither is used here.
 */
import { execFileSync } from "node:child_process";
import { requireAnswer, waysOf, type Case, type MemoryCase, type TimeCase, type Way } from "./case.js";
import { Misuse } from "./options.js";
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
/** A measurement repeats a run for about so many milliseconds: after one short run there is no garbage to collect yet. */
const longEnough = 30;
/** After so many seconds for each 60 rounds that are asked for, a case gets no further one, if it has had enough to be compared. */
const patience = 10;
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
const tolerated = 64 * 2 ** 20;
let heapWhenTidy = 0;

/**
 * Lets the schedulers of libraries come to rest and collects the young generation. The old one only if there is much in it, and
 * `which` allows it: else the engine would collect it in the middle of what follows. The engine then gives memory back to the
 * system, and who runs next has to get it again, so after `all` a run that is not counted comes first.
 */
async function tidyUp(which: "young" | "all" = "all"): Promise<"young" | "all"> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  gc("minor");
  if (which === "young" || process.memoryUsage().heapUsed < heapWhenTidy + tolerated) return "young";
  gc("major");
  await rest();
  heapWhenTidy = process.memoryUsage().heapUsed;
  return "all";
}

/** The collector's threads go on for a while after it (they give memory back), and their time would be counted. */
async function rest(): Promise<void> {
  for (let wait = 0; wait < 50; wait++) {
    const began = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { user, system } = process.cpuUsage(began);
    if (user + system < 1000) return;
  }
}

type Samples = Map<Way, number[]>;

async function measureTime(example: TimeCase, roundsAskedFor: number): Promise<Samples> {
  const rounds = Math.max(roundsAskedFor, example.leastRounds ?? 0);
  const ways = waysOf(example.ways);
  const samples: Samples = new Map(ways.map(([way]) => [way, []]));
  const isSlow = new Set<Way>();
  const repetitions = new Map<Way, number>();
  const began = performance.now();
  const seconds = patience * Math.max(1, rounds / 60);
  const isPatient = (): boolean => performance.now() - began < seconds * 1000;
  for (let round = -warmUp; round < rounds && (isPatient() || round < enoughRounds); round++) {
    // What takes long is hot after one round.
    if (round < 0 && performance.now() - began > 1000) round = 0;
    for (const [way, run] of shuffled(ways, round)) {
      if (round >= slowRounds && isSlow.has(way)) continue;
      if ((await tidyUp()) === "all") {
        await run();
        await tidyUp("young");
      }
      const runs = round < 0 ? 1 : repetitions.get(way)!;
      const answers: unknown[] = [];
      const began = process.cpuUsage();
      for (let count = 0; count < runs; count++) answers.push(await run());
      const { user, system } = process.cpuUsage(began);
      const nanoseconds = ((user + system) * 1000) / runs;
      for (const answer of answers) requireAnswer(example, way, answer);
      if (round >= 0) samples.get(way)!.push(nanoseconds / example.operations);
      else repetitions.set(way, Math.max(1, Math.round((longEnough * 1e6) / Math.max(nanoseconds, 1))));
      if (nanoseconds > slow * 1e6 && way !== "ts-coroutine") isSlow.add(way);
    }
  }
  return samples;
}

/** In an order of its own for each round, the same in every run of the benchmark. */
function shuffled<T>(values: readonly T[], round: number): T[] {
  const order = [...values];
  let state = (round + 1000) * 7919;
  for (let last = order.length - 1; last > 0; last--) {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    const other = Math.floor((state / 2 ** 31) * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** Bytes that one way holds, for each operation. */
export async function measureHeld(example: Case, way: string): Promise<number> {
  const found = waysOf(example.ways as MemoryCase["ways"]).find(([name]) => name === way);
  if (example.kind !== "memory" || found === undefined) throw new Misuse(`--way ${way}: ${example.name} is no memory case, or has no such way`);
  return (await bytesHeld(example, found[0], found[1])) / example.operations;
}

async function measureMemory(example: MemoryCase): Promise<Samples> {
  if (example.long) return measureInProcesses(example);
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

/** A gigabyte does not go away at once, and would be taken from what the next way holds: each has a process of its own. */
function measureInProcesses(example: MemoryCase): Samples {
  const command = (way: Way): string[] => [...process.execArgv, process.argv[1], "--held", "--only", example.name, "--way", way];
  return new Map(waysOf(example.ways).map(([way]) => [way, [Number(execFileSync(process.execPath, command(way), { encoding: "utf8" }))]]));
}

/** A function of its own, so that no variable of the round before keeps anything alive. */
async function bytesHeld(example: MemoryCase, way: Way, suspend: MemoryCase["ways"]["ts-coroutine"]): Promise<number> {
  await restAndCollect();
  const before = process.memoryUsage().heapUsed;
  const suspended = await suspend();
  await restAndCollect();
  const bytes = process.memoryUsage().heapUsed - before;
  requireAnswer(example, way, await suspended.finish());
  return bytes;
}

/** Until nothing more goes away: libraries take back what has ended some time later, finalizers need a second collection. */
async function restAndCollect(): Promise<void> {
  for (let attempt = 0, held = Infinity; attempt < 20; attempt++) {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    gc("major");
    const { heapUsed } = process.memoryUsage();
    if (heapUsed > held - 10_000) return;
    held = heapUsed;
  }
}

function resultOf({ name, title }: Case, unit: CaseResult["unit"], samples: Samples): CaseResult {
  const ours = samples.get("ts-coroutine")!;
  const measured = [...samples].map(([way, values]) => ({ way, each: summarize(values), comparedWithOurs: ratios(values, ours.slice(0, values.length)) }));
  return { name, title, unit, measured };
}
