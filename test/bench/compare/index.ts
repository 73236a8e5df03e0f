/**
 * Has a change made anything slower?
 *
 *     npm run bench -- --compare main                    every case, this build beside that of the revision `main`
 *     npm run bench -- --compare HEAD~3 --only call      one case
 *     npm run bench -- --compare main --rounds 20        more pairs of processes, for a busy machine
 *
 * Both builds run the same cases, only in our own way, in processes of their own that take turns: base now, now base, base now, …
 * Each process gives the median of its own rounds. compare/verdict.ts decides; what seems slower is measured once more, and only
 * what is slower again is called so. The exit code is 1 then, and 0 otherwise.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CaseResult } from "../measure.js";
import type { CompareTask } from "../options.js";
import { packageRoot } from "../package-root.js";
import { table } from "../report/tables.js";
import { BaseBuild, commitOf } from "./base-build.js";
import { compare, type Comparison } from "./verdict.js";

/** Rounds of a case within one process. */
const innerRounds = 15;

type Build = "base" | "now";
/** The medians of a case, process by process. */
type Series = Map<string, Record<Build, number[]>>;

/** @returns the exit code */
export async function compareWith(task: CompareTask, names: readonly string[]): Promise<number> {
  const commit = commitOf(task.base);
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, interrupt);
  let base: BaseBuild | undefined;
  try {
    console.error(`building ${task.base} (${commit.slice(0, 12)}) in a temporary worktree`);
    base = new BaseBuild(commit);
    await base.build(interrupted.signal);
    const folders = { base: base.folder, now: packageRoot };
    return await compareFolders(folders, task, names, interrupted.signal);
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    console.error("interrupted");
    return 130;
  } finally {
    base?.remove();
    for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, interrupt);
  }
}

async function compareFolders(folders: Record<Build, string>, task: CompareTask, names: readonly string[], signal: AbortSignal): Promise<number> {
  const results = comparisonsOf(await measurePairs(folders, names, task.rounds, signal));
  const suspects = [...results].filter(([, { verdict }]) => verdict === "slower").map(([name]) => name);
  if (suspects.length > 0) {
    console.error(`once more, because they seem slower: ${suspects.join(", ")}`);
    for (const [name, comparison] of comparisonsOf(await measurePairs(folders, suspects, task.rounds, signal))) results.set(name, comparison);
  }
  console.log(`now / ${task.base}, ${task.rounds} pairs of processes; in brackets where the true ratio is\n`);
  console.log(printComparisons(results));
  return [...results.values()].some(({ verdict }) => verdict === "slower") ? 1 : 0;
}

async function measurePairs(folders: Record<Build, string>, names: readonly string[], pairs: number, signal: AbortSignal): Promise<Series> {
  const series: Series = new Map(names.map((name) => [name, { base: [], now: [] }]));
  for (let pair = 0; pair < pairs; pair++) {
    console.error(`pair ${pair + 1} of ${pairs}`);
    const order: readonly Build[] = pair % 2 === 0 ? ["base", "now"] : ["now", "base"];
    for (const build of order) {
      for (const { name, measured } of await measureBuild(folders[build], names, signal)) series.get(name)![build].push(measured[0].each.median);
    }
  }
  return series;
}

async function measureBuild(folder: string, names: readonly string[], signal: AbortSignal): Promise<CaseResult[]> {
  const command = ["--expose-gc", join(folder, "dist/benchmark/test/bench/main.js"), "--ours", "--json", "--rounds", String(innerRounds), "--cases", names.join(",")];
  const { stdout } = await promisify(execFile)(process.execPath, command, { signal, maxBuffer: 2 ** 26 });
  return (JSON.parse(stdout) as { results: CaseResult[] }).results;
}

function comparisonsOf(series: Series): Map<string, Comparison> {
  return new Map([...series].map(([name, { base, now }]) => [name, compare(base, now)]));
}

export function printComparisons(results: ReadonlyMap<string, Comparison>): string {
  const rows = [...results].map(([name, { verdict, median, low, high }]) => [name, `×${median.toFixed(3)}`, `[${low.toFixed(3)}, ${high.toFixed(3)}]`, verdict]);
  return table([["case", "ratio", "interval", "verdict"], ...rows]);
}
