/**
 * What does `npm run bench` measure?
 *
 *     npm run bench                            all cases and the compile time
 *     npm run bench -- --only call             the case of that name, or else all whose name contains the text
 *     npm run bench -- --only compile          the compile time
 *     npm run bench -- --alone                 each case in a process of its own
 *     npm run bench -- --rounds 200            more rounds, for a busy machine
 *     npm run bench -- --json                  numbers for a program
 *
 * First every way of every case is run once and its answer compared; a wrong one ends the benchmark. That also shows the
 * engine the whole variety of programs, as in a real process, before anything is timed: it then compiles the drivers for any
 * machine. With `--alone` it sees one machine only and may inline it; real programs are somewhere between the two.
 */
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { checkCase, type Case } from "./case.js";
import { cases } from "./cases/index.js";
import { compileName, measureCompileTime, printCompileTime } from "./compile-time.js";
import { measure, type CaseResult } from "./measure.js";
import { markdown } from "./print.js";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "60" },
    alone: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

const names = [...cases.map(({ name }) => name), compileName];

function isChosen(name: string): boolean {
  return names.includes(options.only) ? name === options.only : name.includes(options.only);
}

/** Measures one case in a process of its own. */
function measureAlone({ name }: Case): CaseResult {
  const command = [...process.execArgv, process.argv[1], "--only", name, "--alone", "--json", "--rounds", options.rounds];
  return (JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" })) as { results: CaseResult[] }).results[0];
}

const machine = { cpu: cpus()[0].model, cores: cpus().length, node: process.version, v8: process.versions.v8 };
const rounds = Number(options.rounds);
if (!(rounds >= 1)) throw new Error(`--rounds ${options.rounds}: a number of rounds is needed`);
const chosen = cases.filter(({ name }) => isChosen(name));
if (chosen.length === 0 && !isChosen(compileName)) throw new Error(`--only ${options.only}: there is no such case, but ${names.join(", ")}`);

const results: CaseResult[] = [];
if (options.alone && chosen.length > 1) {
  results.push(...chosen.map(measureAlone));
} else {
  if (chosen.length > 0) for (const example of options.alone ? chosen : cases) await checkCase(example);
  for (const example of chosen) results.push(await measure(example, rounds));
}
const compile = isChosen(compileName) ? measureCompileTime() : [];

if (options.json) {
  console.log(JSON.stringify({ machine, rounds, results, compile }, undefined, 2));
} else {
  console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, V8 ${machine.v8}; ${rounds} rounds, ${options.alone ? "each case alone" : "all in one process"}\n`);
  if (results.length > 0) console.log(`${markdown(results)}\n\n×: how many times as much as ts-coroutine, compared round by round\n`);
  if (compile.length > 0) console.log(printCompileTime(compile));
}
