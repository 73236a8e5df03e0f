/**
 * Which of the benchmark's tasks does a command line ask for?
 *
 *     --only call                                    { task: "measure", only: "call", rounds: 60, … }
 *     --only call --way native --loop 10             { task: "loop", only: "call", way: "native", seconds: 10 }
 *
 * What is not understood is a `Misuse`: the command says why and ends with exit code 2, before anything has run.
 */
import { parseArgs } from "node:util";
import { fewestPairs } from "./compare/verdict.js";

/** The command line makes no sense; the message says why. */
export class Misuse extends Error {}

/** Measures cases, each in all its ways. */
export interface MeasureTask {
  readonly task: "measure";
  /** The name of a case, or a part of several names. */
  readonly only: string;
  readonly rounds: number;
  /** Also what takes minutes or gigabytes. */
  readonly long: boolean;
  /** Each case in a process of its own. */
  readonly alone: boolean;
  readonly json: boolean;
  /** Into docs/ and the README. */
  readonly write: boolean;
}

/** Runs one way of one case again and again, for a profiler. */
export interface LoopTask {
  readonly task: "loop";
  readonly only: string;
  readonly way: string;
  readonly seconds: number;
}

/** Runs every way of every case once, small. */
export interface CheckTask {
  readonly task: "check";
}

/** Measures this build beside that of another revision. */
export interface CompareTask {
  readonly task: "compare";
  /** What git calls the revision. */
  readonly base: string;
  readonly only: string;
  /** Pairs of processes. */
  readonly rounds: number;
  readonly long: boolean;
}

/** What a process of a comparison does: our own way of some cases, numbers on its output. */
export interface OursTask {
  readonly task: "ours";
  readonly cases: readonly string[];
  readonly rounds: number;
}

/** Prints what one way of one memory case holds, of which this process has never run another. */
export interface HeldTask {
  readonly task: "held";
  readonly only: string;
  readonly way: string;
}

export type Task = HeldTask | MeasureTask | LoopTask | CheckTask | CompareTask | OursTask;

/** @throws Misuse */
export function taskOf(commandLine: readonly string[]): Task {
  const { only, way, loop, rounds, long, alone, json, write, check, compare, ours, cases, held } = valuesOf(commandLine);
  if (check) return { task: "check" };
  if (ours) return { task: "ours", cases: cases.split(","), rounds: positive("--rounds", rounds ?? "15") };
  if (compare !== undefined) return { task: "compare", base: compare, only, rounds: pairs(rounds ?? "12"), long };
  if (held) {
    if (only === "" || way === undefined) throw new Misuse("--held needs --only CASE and --way WAY");
    return { task: "held", only, way };
  }
  if (loop !== undefined) {
    if (only === "" || way === undefined) throw new Misuse("--loop needs --only CASE and --way WAY");
    return { task: "loop", only, way, seconds: positive("--loop", loop) };
  }
  if (way !== undefined) throw new Misuse("--way needs --loop SECONDS");
  if (write && only !== "") throw new Misuse("--write needs all cases, without --only");
  return { task: "measure", only, rounds: positive("--rounds", rounds ?? "60"), long, alone, json, write };
}

function valuesOf(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      options: {
        only: { type: "string", default: "" },
        way: { type: "string" },
        loop: { type: "string" },
        rounds: { type: "string" },
        compare: { type: "string" },
        ours: { type: "boolean", default: false },
        cases: { type: "string", default: "" },
        alone: { type: "boolean", default: false },
        long: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        held: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new Misuse((error as Error).message);
  }
}

function pairs(text: string): number {
  const number = positive("--rounds", text);
  if (number < fewestPairs) throw new Misuse(`--rounds ${text}: a comparison needs at least ${fewestPairs} pairs of processes`);
  return number;
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && number < Infinity)) throw new Misuse(`${option} ${text}: a number greater than 0 is needed`);
  return number;
}
