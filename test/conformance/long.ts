/**
 * How many random programs behave the same?
 *
 *     searchForDifferences({ seed: 42, programs: 100_000, kind: "generators" })     prints progress; a failure with its shrunk program
 *
 * Works in batches, each with a seed of its own, so that a run can be repeated from any batch: the failing batch's seed
 * with `--programs` of one batch finds the same program again. A process keeps every program it has loaded, so a long search
 * is shared by several, one after the other and as many at a time as there are cores.
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import fc from "fast-check";
import { sameCoroutines } from "./coroutines/random.js";
import * as coroutineWays from "./coroutines/ways.js";
import { sameEntangled, waysOfEntangled } from "./entangled.js";
import { sameBehaviour } from "./random.js";
import { compiledWays } from "./ways.js";

const BATCH = 1000;
const BATCHES_PER_PROCESS = 5;

/** Generators driven by tapes, generators that resume one another, or coroutines on a loop. */
export const kinds = ["generators", "entangled", "coroutines"] as const;

export interface Search {
  readonly seed: number;
  readonly programs: number;
  readonly kind: (typeof kinds)[number];
}

interface Options {
  readonly seed: number;
  readonly numRuns: number;
}

/** The search for one difference in so many programs, and where a program that was found is to be kept. */
const searches = {
  generators: { check: (options: Options) => fc.check(sameBehaviour(compiledWays), options), keep: "test/conformance/cases/found.ts" },
  entangled: { check: (options: Options) => fc.check(sameEntangled(waysOfEntangled), options), keep: "test/conformance/cases/delegation.ts" },
  coroutines: { check: (options: Options) => fc.check(sameCoroutines([coroutineWays.text, coroutineWays.ast]), options), keep: "test/conformance/coroutines.test.ts" },
};

/** Returns whether all programs behaved the same. Stops at the first that does not. */
export async function searchForDifferences({ seed, programs, kind }: Search): Promise<boolean> {
  const started = Date.now();
  console.log(`random ${kind}: ${programs}, seed ${seed}`);
  for (let done = 0; done < programs; done += BATCH) {
    const batchSeed = seed + done / BATCH;
    const options = { seed: batchSeed, numRuns: Math.min(BATCH, programs - done) };
    const details = await searches[kind].check(options);
    if (details.failed) {
      console.log(`\nseed ${batchSeed}, after ${details.numRuns} programs and ${details.numShrinks} shrinks:`);
      console.log(details.errorInstance instanceof Error ? details.errorInstance.message : details.errorInstance);
      console.log(`Add the program to ${searches[kind].keep}.`);
      return false;
    }
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(`  ${Math.min(done + BATCH, programs)} programs the same after ${seconds} s`);
  }
  return true;
}

/** The same in processes of their own, each told by `commandFor` what to run. The first difference ends the search. */
export async function searchInProcesses({ seed, programs, kind }: Search, commandFor: (part: Search) => readonly string[]): Promise<boolean> {
  const size = BATCH * BATCHES_PER_PROCESS;
  const parts: Search[] = [];
  for (let done = 0; done < programs; done += size) parts.push({ seed: seed + done / BATCH, programs: Math.min(size, programs - done), kind });
  const started = Date.now();
  let same = 0;
  let differs = false;
  async function work(): Promise<void> {
    for (let part = parts.shift(); part !== undefined && !differs; part = parts.shift()) {
      const { code, output } = await outputOf(commandFor(part));
      if (code !== 0) {
        differs = true;
        console.log(output);
        return;
      }
      same += part.programs;
      console.log(`  ${same} of ${programs} programs the same after ${((Date.now() - started) / 1000).toFixed(0)} s`);
    }
  }
  console.log(`random ${kind}: ${programs}, seed ${seed}`);
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return !differs;
}

function outputOf(command: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject).on("close", (code) => resolve({ code, output }));
  });
}
