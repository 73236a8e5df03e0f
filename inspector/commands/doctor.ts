/**
 * `ts-coroutine doctor`: will this project compile its coroutines?
 */
import { statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { examine } from "../doctor/examine.js";
import { readProject } from "../doctor/project.js";
import { Failure } from "../failure.js";
import { counted } from "../show/counted.js";
import type { Command } from "./command.js";
import { colorOptions, terminalFor } from "./shared-options.js";

export const doctor: Command = {
  name: "doctor",
  usage: "[--project DIR]",
  summary: "tells whether a project will compile its coroutines, and what is missing",
  options: {
    project: { kind: "text", short: "p", placeholder: "DIR", help: "its folder or its tsconfig.json; by default where you are" },
    ...colorOptions,
  },
  examples: ["ts-coroutine doctor", "ts-coroutine doctor --project packages/server/tsconfig.build.json"],
  run(commandLine) {
    if (commandLine.files.length > 0) throw new Failure(2, `ts-coroutine doctor takes no file. Write ts-coroutine doctor --project ${commandLine.files[0]}.`);
    const { paint, unicode } = terminalFor(process.stdout, commandLine);
    const path = resolve(commandLine.text["project"] ?? ".");
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) throw new Failure(2, `${relative(".", path) || path}: there is no such folder or file.`);
    const findings = examine(readProject(path, status.isDirectory()));
    const marks = unicode ? { good: "✓", bad: "✗", note: "·" } : { good: "ok", bad: "no", note: "--" };
    const colors = { good: "green", bad: "red", note: "gray" } as const;
    for (const { verdict, text, advice } of findings) {
      process.stdout.write(`${paint(colors[verdict], marks[verdict])} ${text}\n`);
      if (advice !== undefined) process.stdout.write(`  ${" ".repeat(marks[verdict].length - 1)}${paint("gray", advice)}\n`);
    }
    const bad = findings.filter(({ verdict }) => verdict === "bad").length;
    process.stdout.write(`\n${bad === 0 ? "Coroutines will be compiled." : `${counted(bad, "thing")} to do.`}\n`);
    return bad === 0 ? 0 : 1;
  },
};
