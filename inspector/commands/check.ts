/**
 * `ts-coroutine check FILE…`: is there anything that cannot be compiled?
 */
import { compileSource } from "../compile-source.js";
import { showDiagnostic } from "../diagnostics.js";
import { counted } from "../show/counted.js";
import { readSource } from "../source-text.js";
import type { Command } from "./command.js";
import { colorOptions, compileRequestOf, generatorOptions, someFiles, terminalFor } from "./shared-options.js";

export const check: Command = {
  name: "check",
  usage: "FILE…",
  summary: "prints what cannot be compiled, and writes nothing",
  options: { ...generatorOptions, ...colorOptions },
  examples: ["ts-coroutine check src/*.ts"],
  run(commandLine) {
    const { paint } = terminalFor(process.stdout, commandLine);
    const sources = someFiles(commandLine, "check").map(readSource);
    let errors = 0;
    let machines = 0;
    for (const source of sources) {
      const outcome = compileSource(source, compileRequestOf(commandLine));
      if (outcome.kind === "compiled") machines += outcome.printed.machines.length;
      if (outcome.kind !== "refused") continue;
      errors += outcome.diagnostics.length;
      for (const diagnostic of outcome.diagnostics) process.stdout.write(`${showDiagnostic(diagnostic, source.text, paint)}\n`);
    }
    process.stderr.write(`${counted(sources.length, "file")}, ${counted(machines, "coroutine")}, ${errors === 0 ? "no errors" : counted(errors, "error")}\n`);
    return errors === 0 ? 0 : 1;
  },
};
