/**
 * What does `npm run bench` measure?
 *
 *     npm run bench                            all cases and what the compiler takes, beside everything that is installed
 *     npm run bench -- --only call             the case of that name, or else all whose name contains the text
 *     npm run bench -- --only compile          the compile time; also: cold-start, emitted-size
 *     npm run bench -- --write                 writes docs/benchmarks.md, docs/benchmarks.svg and the README's table
 *     npm run bench -- --long                  also a million sleepers and 100,000 requests
 *     npm run bench -- --alone                 each case in a process of its own
 *     npm run bench -- --rounds 200            more rounds, for a busy machine
 *     npm run bench -- --json                  numbers for a program
 *     npm run bench -- --check                 runs everything once, small, and only compares the answers
 *     npm run bench -- --compare main          has this made anything slower than `main`? (compare/index.ts)
 *     npm run bench -- --only call --way native --loop 10
 *                                              that way alone for ten seconds, for a profiler (loop.ts)
 *
 * First every way of every case is run once and its answer compared; a wrong one ends the benchmark. That also shows the
 * engine the whole variety of programs, as in a real process, before anything is timed: it then compiles the drivers for any
 * machine. With `--alone` it sees one machine only and may inline it; real programs are somewhere between the two.
 */
import { execFileSync } from "node:child_process";
import { checkCase, waysOf, type Case } from "./case.js";
import { casesOf } from "./cases/index.js";
import { compareWith } from "./compare/index.js";
import { loop } from "./loop.js";
import { measure, measureHeld, type CaseResult } from "./measure.js";
import { Misuse, taskOf, type MeasureTask, type OursTask, type Task } from "./options.js";
import { loadPeers, withPeers } from "./peers/index.js";
import type { Peer } from "./peers/programs.js";
import { machine } from "./report/machine.js";
import { sections, writeReport, type Report } from "./report/report.js";

const usual = casesOf("usual");
const parts = ["cold-start", "emitted-size", "compile"];
const names = [...usual.map(({ name }) => name), ...parts];

try {
  await perform(taskOf(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function perform(task: Task): Promise<void> {
  switch (task.task) {
    case "measure":
      return measureAll(task);
    case "loop":
      return loop(await withWay(only(task.only), task.way), task.way, task.seconds);
    case "held":
      return console.log(await measureHeld(await withWay(only(task.only), task.way), task.way));
    case "check":
      return checkAll();
    case "compare":
      process.exitCode = await compareWith(task, namesChosen(task));
      return;
    case "ours":
      return measureOurs(task);
  }
}

/** The one case of that name. @throws Misuse */
function only(name: string): Case {
  const found = usual.find((example) => example.name === name);
  if (found === undefined) throw new Misuse(`--only ${name}: there is no such case, but ${names.join(", ")}`);
  return found;
}

/** The case; with the libraries only if `way` is one of theirs, because to load them takes seconds. */
async function withWay(example: Case, way: string): Promise<Case> {
  return way in example.ways ? example : withPeers(example, await loadPeers());
}

/** The names of the cases that `--only` and `--long` choose. @throws Misuse if there is none */
function namesChosen(task: { readonly only: string; readonly long: boolean }): string[] {
  const isNamed = names.includes(task.only);
  const isChosen = ({ name, long }: Case): boolean => (isNamed ? name === task.only : name.includes(task.only) && (task.long || long === undefined));
  const chosen = usual.filter(isChosen).map(({ name }) => name);
  if (chosen.length === 0 && !parts.some((name) => name.includes(task.only))) only(task.only);
  return chosen;
}

async function measureOurs(task: OursTask): Promise<void> {
  for (const example of casesOf("tiny")) await checkCase(example);
  const results: CaseResult[] = [];
  for (const name of task.cases) results.push(await measure({ ...only(name), ways: ourWay(only(name)) } as Case, task.rounds));
  console.log(JSON.stringify({ results }));
}

function ourWay({ ways }: Case): object {
  return { "ts-coroutine": ways["ts-coroutine"] };
}

async function checkAll(): Promise<void> {
  const peers = await loadPeers();
  for (const example of casesOf("tiny")) {
    const all = withPeers(example, peers);
    await checkCase(all);
    console.log(`${all.name}: the same answer ${waysOf<unknown>(all.ways).length} times`);
  }
  for (const missing of missingPeers(peers)) console.log(missing);
}

function missingPeers(peers: readonly Peer[]): string[] {
  return peers.flatMap((peer) => (peer.kind === "missing" ? [`skipped: ${peer.way}, ${peer.reason}`] : []));
}

async function measureAll(task: MeasureTask): Promise<void> {
  const chosen = namesChosen(task).map(only);
  const results: CaseResult[] = [];
  if (task.alone && chosen.length > 1) {
    results.push(...chosen.map((example) => measureAlone(example, task.rounds)));
  } else {
    if (!task.alone && chosen.length > 0) for (const example of casesOf("tiny")) await checkCase(example);
    for (const example of chosen) results.push(await measureAloud(example, task.rounds));
  }
  // Loaded only now: their code and their garbage would be in the heap of everything above.
  const peers = await loadPeers();
  const missing = missingPeers(peers);
  for (const line of missing) console.error(line);
  if (!(task.alone && chosen.length > 1)) for (const [index, example] of chosen.entries()) results[index] = await measurePeers(results[index], example, peers, task.rounds);

  const manner = `${task.rounds} rounds at most, ${task.alone ? "each case in a process of its own" : "all cases in one process"}`;
  const report: Report = { machine: machine(peers), missing, manner, results, ...(await measureParts(task.only)) };
  if (task.json) return console.log(JSON.stringify(report, undefined, 2));
  console.log(`${[...report.machine, manner].join("; ")}\n\n${sections(report)}`);
  if (task.write) console.log(`\nwritten: ${writeReport(report).join(", ")}`);
}

/** Adds the libraries and the other compilers, interleaved with our own way, to what is known without them. */
async function measurePeers(result: CaseResult, example: Case, peers: readonly Peer[], rounds: number): Promise<CaseResult> {
  const beside = withPeers(example, peers, "ours");
  if (waysOf<unknown>(beside.ways).length === 1) return result;
  const { measured } = await measureAloud(beside, rounds);
  return { ...result, measured: [...result.measured, ...measured.filter(({ way }) => way !== "ts-coroutine")] };
}

/** Tells whoever waits what is being measured. */
function measureAloud(example: Case, rounds: number): Promise<CaseResult> {
  console.error(`${example.name}: ${waysOf<unknown>(example.ways).length} ways`);
  return measure(example, rounds);
}

/** What is not measured case by case. */
async function measureParts(only: string): Promise<Pick<Report, "compile" | "coldStart" | "emitted">> {
  const isChosen = (name: string): boolean => (names.includes(only) ? name === only : name.includes(only));
  // Imported only now: compilers and bundlers would be in the heap of the cases.
  const coldStart = isChosen("cold-start") ? await (await import("./cold-start.js")).measureColdStart() : [];
  const emitted = isChosen("emitted-size") ? await (await import("./emitted-size.js")).measureEmittedSize().catch(sayWhy) : undefined;
  const compile = isChosen("compile") ? await (await import("./compile-time.js")).measureCompileTime() : [];
  return { coldStart, emitted, compile };
}

function sayWhy(error: Error): undefined {
  console.error(`skipped: emitted-size, ${error.message.split("\n")[0]}`);
}

/** Measures one case in a process of its own. */
function measureAlone({ name }: Case, rounds: number): CaseResult {
  const command = [...process.execArgv, process.argv[1], "--only", name, "--alone", "--json", "--rounds", String(rounds)];
  return (JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" })) as { results: CaseResult[] }).results[0];
}
