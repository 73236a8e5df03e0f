/**
 * What does `npm run bench` measure?
 *
 *     npm run bench                            all cases and the compile time
 *     npm run bench -- --only call             the case of that name, or else all whose name contains the text
 *     npm run bench -- --only compile          the compile time
 *     npm run bench -- --alone                 each case in a process of its own
 *     npm run bench -- --rounds 200            more rounds, for a busy machine
 *     npm run bench -- --json                  numbers for a program
 *     npm run bench -- --only call --way native --loop 10
 *                                              that way alone for ten seconds, for a profiler (loop.ts)
 *
 * First every way of every case is run once and its answer compared; a wrong one ends the benchmark. That also shows the
 * engine the whole variety of programs, as in a real process, before anything is timed: it then compiles the drivers for any
 * machine. With `--alone` it sees one machine only and may inline it; real programs are somewhere between the two.
 */
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { checkCase, type Case } from "./case.js";
import { cases } from "./cases/index.js";
import { compileName, measureCompileTime, printCompileTime } from "./compile-time.js";
import { loop } from "./loop.js";
import { measure, type CaseResult } from "./measure.js";
import { Misuse, taskOf, type MeasureTask, type Task } from "./options.js";
import { markdown } from "./print.js";

const names = [...cases.map(({ name }) => name), compileName];

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
      return loop(only(task.only), task.way, task.seconds);
  }
}

/** The one case of that name. @throws Misuse */
function only(name: string): Case {
  const found = cases.find((example) => example.name === name);
  if (found === undefined) throw new Misuse(`--only ${name}: there is no such case, but ${names.join(", ")}`);
  return found;
}

async function measureAll(task: MeasureTask): Promise<void> {
  const isChosen = (name: string): boolean => (names.includes(task.only) ? name === task.only : name.includes(task.only));
  const chosen = cases.filter(({ name }) => isChosen(name));
  if (chosen.length === 0 && !isChosen(compileName)) only(task.only);

  const results: CaseResult[] = [];
  if (task.alone && chosen.length > 1) {
    results.push(...chosen.map((example) => measureAlone(example, task.rounds)));
  } else {
    if (chosen.length > 0) for (const example of task.alone ? chosen : cases) await checkCase(example);
    for (const example of chosen) results.push(await measure(example, task.rounds));
  }
  const compile = isChosen(compileName) ? measureCompileTime() : [];

  const machine = { cpu: cpus()[0].model, cores: cpus().length, node: process.version, v8: process.versions.v8 };
  const { rounds, alone } = task;
  if (task.json) return console.log(JSON.stringify({ machine, rounds, results, compile }, undefined, 2));
  console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, V8 ${machine.v8}; ${rounds} rounds, ${alone ? "each case alone" : "all in one process"}\n`);
  if (results.length > 0) console.log(`${markdown(results)}\n\n×: how many times as much as ts-coroutine, compared round by round\n`);
  if (compile.length > 0) console.log(printCompileTime(compile));
}

/** Measures one case in a process of its own. */
function measureAlone({ name }: Case, rounds: number): CaseResult {
  const command = [...process.execArgv, process.argv[1], "--only", name, "--alone", "--json", "--rounds", String(rounds)];
  return (JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" })) as { results: CaseResult[] }).results[0];
}
