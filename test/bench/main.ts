/**
 * What does `npm run bench` measure?
 *
 *     npm run bench                            all cases and the compile time
 *     npm run bench -- --only await            cases whose name contains the text; `--only compile` for the compile time
 *     npm run bench -- --rounds 200            more rounds, for a busy machine
 *     npm run bench -- --json                  numbers for a program
 *
 * First every way of every case is run once and its answer compared; a wrong one ends the benchmark. That also shows the
 * engine the whole variety of programs, as in a real process, before anything is timed.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { checkCase } from "./case.js";
import { cases } from "./cases/index.js";
import { compileName, measureCompileTime, printCompileTime } from "./compile-time.js";
import { measure, type CaseResult } from "./measure.js";
import { markdown } from "./print.js";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "60" },
    json: { type: "boolean", default: false },
  },
});

function isChosen(name: string): boolean {
  return name.includes(options.only);
}

const machine = { cpu: cpus()[0].model, cores: cpus().length, node: process.version, v8: process.versions.v8 };
const rounds = Number(options.rounds);
if (!(rounds >= 1)) throw new Error(`--rounds ${options.rounds}: a number of rounds is needed`);
const chosen = cases.filter(({ name }) => isChosen(name));
if (chosen.length === 0 && !isChosen(compileName)) throw new Error(`--only ${options.only}: there is no such case`);

if (chosen.length > 0) for (const example of cases) await checkCase(example);
const results: CaseResult[] = [];
for (const example of chosen) results.push(await measure(example, rounds));
const compile = isChosen(compileName) ? measureCompileTime() : [];

if (options.json) {
  console.log(JSON.stringify({ machine, rounds, results, compile }, undefined, 2));
} else {
  console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, V8 ${machine.v8}; ${rounds} rounds, medians\n`);
  if (results.length > 0) console.log(`${markdown(results)}\n\n×: how many times as much as ts-coroutine, compared round by round\n`);
  if (compile.length > 0) console.log(printCompileTime(compile));
}
