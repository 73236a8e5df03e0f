/**
 * What does a run of the benchmark leave behind?
 *
 *     on the terminal       everything as tables
 *     with --write          docs/benchmarks.md (the same), docs/benchmarks.svg (a picture),
 *                           and the lines of README.md between the two comments that name the benchmark
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Way } from "../case.js";
import type { ColdStart } from "../cold-start.js";
import type { CompileTime } from "../compile-time.js";
import type { EmittedSize } from "../emitted-size.js";
import type { CaseResult } from "../measure.js";
import { packageRoot } from "../package-root.js";
import { printColdStart, printCompileTime, printEmittedSize } from "./part-tables.js";
import { groupsOf, plot, type Group } from "./plot.js";
import { markdown, peersMarkdown, table } from "./tables.js";

export interface Report {
  /** Processor, Node, the versions of the others; what is missing and why. */
  readonly machine: readonly string[];
  readonly missing: readonly string[];
  /** How many rounds, and in how many processes. */
  readonly manner: string;
  readonly results: readonly CaseResult[];
  readonly compile: readonly CompileTime[];
  readonly coldStart: readonly ColdStart[];
  readonly emitted: { readonly files: readonly string[]; readonly sizes: readonly EmittedSize[]; readonly refused: readonly string[] } | undefined;
}

/** Every part that was measured, as Markdown. */
export function sections({ results, compile, coldStart, emitted }: Report): string {
  const parts: string[] = [];
  if (results.length > 0) {
    parts.push("## The cases", "`×`: how many times as much as ts-coroutine, compared round by round; above 1 we are ahead. `±`: half the distance of the quartiles.");
    parts.push(markdown(results));
    const peers = peersMarkdown(results);
    if (peers !== "") parts.push("## Beside the others", peers);
  }
  if (coldStart.length > 0) parts.push("## Cold start", printColdStart(coldStart));
  if (emitted !== undefined) {
    parts.push("## Emitted size", `Generators of ${emitted.files.length} samples, all files together: ${emitted.files.join(", ")}.`);
    if (emitted.refused.length > 0) parts.push(`Left out, because one of the compilers refuses them: ${emitted.refused.join("; ")}.`);
    parts.push(printEmittedSize(emitted.sizes));
  }
  if (compile.length > 0) parts.push("## Compile time", "One generator with n statements `if (c) yield i;`, in brackets how many times as long as for half of n.", printCompileTime(compile));
  return parts.join("\n\n");
}

export function writeReport(report: Report): string[] {
  const conditions = [...report.machine, report.manner, ...report.missing];
  const page = [
    "# Benchmarks",
    "Written by `npm run bench -- --write`; do not edit. [performance.md](performance.md) says how it is measured, what is compared with what, and why the numbers are what they are.",
    conditions.map((line) => `- ${line}`).join("\n"),
    "![Time of native async functions and callbacks, as multiples of ts-coroutine's](benchmarks.svg)",
    sections(report),
    "",
  ].join("\n\n");
  const files: Record<string, string> = {
    "docs/benchmarks.md": page,
    "docs/benchmarks.svg": plot("Times of others, as multiples of ts-coroutine's", groups(report.results), [...conditions, "Right of 1: takes more than ts-coroutine."]),
    "README.md": withSection(readFileSync(join(packageRoot, "README.md"), "utf8"), readmeTable(report)),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(packageRoot, name), content);
  return Object.keys(files);
}

const others: readonly Way[] = ["native", "callbacks", "callbacks-loop", "callbacks-next-tick"];
const everybody: readonly Way[] = [...others, "bluebird", "co", "mobx", "effection", "effect", "typescript-es5", "babel-async", "babel-regenerator"];

/** What the picture shows: everybody on one workload, the engine and callbacks on what it is made of. */
function groups(results: readonly CaseResult[]): Group[] {
  return [
    ...groupsOf(results, { doxbee: "Doxbee: 10,000 uploads at the same time" }, everybody),
    ...groupsOf(results, { "await-pending": "Await a value that comes later", "await-done": "Await a value that is there" }, others),
    ...groupsOf(results, { "call-awaited": "Await a call that never waits", "ping-pong": "Ping-pong", queue: "Queue" }, others),
    ...groupsOf(results, { "generator-ten": "Generator: a loop of ten yields", "generator-finally": "Generator: the same in try/finally" }, ["native", "typescript-es5", "babel-regenerator"]),
    ...groupsOf(results, { http: "HTTP: one GET, the whole server" }, others),
    ...groupsOf(results, { bytes: "Memory of a suspended coroutine" }, ["native", "callbacks", "bluebird", "co", "effect"]),
  ];
}

const shown: Readonly<Record<string, string>> = {
  "await-pending": "await a value that comes later",
  "await-done": "await a value that is there",
  "call-awaited": "await a call that never waits",
  doxbee: "Doxbee: 10,000 uploads at the same time",
  "generator-ten": "generator: a loop of ten yields",
  http: "HTTP: one GET, the whole server",
  bytes: "memory of a suspended coroutine",
};
const columns: readonly Way[] = ["native", "callbacks", "bluebird", "co", "mobx", "effect"];

/** Ratios only: absolute times are those of one machine. */
function readmeTable({ machine: [machine, node], results }: Report): string {
  const rows = Object.entries(shown).flatMap(([name, title]) => {
    const result = results.find((each) => each.name === name);
    if (result === undefined) return [];
    const cells = columns.map((way) => {
      const found = result.measured.find((each) => each.way === way);
      return found === undefined ? "" : `×${found.comparedWithOurs.median.toFixed(2)}`;
    });
    return [[title, ...cells]];
  });
  return `${table([["as multiples of ts-coroutine's", ...columns], ...rows])}\n\n${machine}, ${node.split(",")[0]}; above 1 we are ahead.`;
}

const begin = "<!-- benchmarks: npm run bench -- --write -->";
const end = "<!-- /benchmarks -->";

/** The text with something else between the two comments. @throws Error if they are not there */
export function withSection(readme: string, section: string): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`README.md has no lines ${begin} and ${end}`);
  return `${readme.slice(0, from + begin.length)}\n\n${section}\n\n${readme.slice(to)}`;
}
