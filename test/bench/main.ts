/**
 * What does `npm run bench` measure?
 *
 *     npm run bench                            all cases and what the compiler takes, beside everything that is installed
 *     npm run bench -- --only call             the case of that name, or else all whose name contains the text
 *     npm run bench -- --only compile          the compile time
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
import { compileName, measureCompileTime, printCompileTime } from "./compile-time.js";
import { loop } from "./loop.js";
import { machine } from "./machine.js";
import { measure, type CaseResult } from "./measure.js";
import { Misuse, taskOf, type MeasureTask, type OursTask, type Task } from "./options.js";
import { loadPeers, withPeers } from "./peers/index.js";
import type { Peer } from "./peers/programs.js";
import { markdown, peersMarkdown } from "./print.js";

const usual = casesOf("usual");
const names = [...usual.map(({ name }) => name), compileName];

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
      return loop(withPeers(only(task.only), await loadPeers()), task.way, task.seconds);
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

/** The names of the cases that `--only` and `--long` choose. @throws Misuse if there is none */
function namesChosen(task: { readonly only: string; readonly long: boolean }): string[] {
  const isNamed = names.includes(task.only);
  const isChosen = ({ name, long }: Case): boolean => (isNamed ? name === task.only : name.includes(task.only) && (task.long || long === undefined));
  const chosen = usual.filter(isChosen).map(({ name }) => name);
  if (chosen.length === 0 && !compileName.includes(task.only)) only(task.only);
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
  const chosenNames = namesChosen(task);
  const peers = await loadPeers();
  for (const missing of missingPeers(peers)) console.error(missing);
  const chosen = chosenNames.map((name) => withPeers(only(name), peers));
  const results: CaseResult[] = [];
  if (task.alone && chosen.length > 1) {
    results.push(...chosen.map((example) => measureAlone(example, task.rounds)));
  } else {
    if (chosen.length > 0 && !task.alone) for (const example of casesOf("tiny")) await checkCase(withPeers(example, peers));
    for (const example of chosen) {
      console.error(example.name);
      results.push(await measure(example, task.rounds));
    }
  }
  const compile = compileName.includes(task.only) ? measureCompileTime() : [];

  const { rounds, alone } = task;
  const report = { machine: machine(peers), rounds, alone, results, compile };
  if (task.json) return console.log(JSON.stringify(report, undefined, 2));
  console.log(`${report.machine.join("; ")}; ${rounds} rounds, ${alone ? "each case alone" : "all in one process"}\n`);
  if (results.length > 0) console.log(`${markdown(results)}\n\n${peersMarkdown(results)}\n\n×: how many times as much as ts-coroutine, compared round by round\n`);
  if (compile.length > 0) console.log(printCompileTime(compile));
}

/** Measures one case in a process of its own. */
function measureAlone({ name }: Case, rounds: number): CaseResult {
  const command = [...process.execArgv, process.argv[1], "--only", name, "--alone", "--json", "--rounds", String(rounds)];
  return (JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" })) as { results: CaseResult[] }).results[0];
}
