/**
 * `ts-coroutine build FILE… --out-dir DIR`: what do tools compile that cannot run a transformer?
 *
 * The same files with their coroutines compiled, still TypeScript, each with a source map. All are compiled before the
 * first is written, and each is written beside its place and then moved there: nothing is ever half written.
 *
 * A type checker does not look at them: what a yield gives has no type any more. The source is what is checked.
 *
 *     ts-coroutine build src/main.ts src/net/reader.ts --out-dir out     out/main.ts  out/net/reader.ts  and their .map
 */
import { dirname, join, relative, resolve } from "node:path";
import { compileSource } from "../compile-source.js";
import { showDiagnostic } from "../diagnostics.js";
import { Failure } from "../failure.js";
import { commonFolder, outputsFor, type OutputFile } from "../outputs.js";
import { counted } from "../show/counted.js";
import { readSource } from "../source-text.js";
import { writeFiles } from "../write-files.js";
import type { Command } from "./command.js";
import { colorOptions, compileRequestOf, generatorOptions, someFiles, terminalFor } from "./shared-options.js";

export const build: Command = {
  name: "build",
  usage: "FILE… --out-dir DIR",
  summary: "writes the files with their coroutines compiled, source to source, with maps",
  options: {
    "out-dir": { kind: "text", short: "o", placeholder: "DIR", help: "where the files go" },
    "root-dir": { kind: "text", placeholder: "DIR", help: "what their paths are relative to; by default the folder they have in common" },
    ...generatorOptions,
    ...colorOptions,
  },
  examples: ["ts-coroutine build src/*.ts --out-dir out"],
  run(commandLine) {
    const files = someFiles(commandLine, "build");
    const outDir = commandLine.text["out-dir"];
    if (outDir === undefined) throw new Failure(2, `ts-coroutine build does not say where to. Write ts-coroutine build ${files.join(" ")} --out-dir DIR.`);
    if (files.includes("-")) throw new Failure(2, "ts-coroutine build needs file names, not -: they name what is written.");
    const root = resolve(commandLine.text["root-dir"] ?? commonFolder(files));
    const outputs: OutputFile[] = [];
    let compiled = 0;
    let refused = 0;
    const { paint } = terminalFor(process.stderr, commandLine);
    for (const source of files.map(readSource)) {
      const target = targetOf(source.fileName, root, outDir);
      const outcome = compileSource(source, { ...compileRequestOf(commandLine), noCheck: true });
      if (outcome.kind === "refused") {
        refused += outcome.diagnostics.length;
        for (const diagnostic of outcome.diagnostics) process.stderr.write(`${showDiagnostic(diagnostic, source.text, paint)}\n`);
        continue;
      }
      if (outcome.kind === "compiled") compiled += outcome.printed.machines.length;
      outputs.push(...outputsFor(source, target, outcome.kind === "compiled" ? outcome.printed : null));
    }
    if (refused > 0) throw new Failure(1, `${counted(refused, "error")}; nothing was written`);
    writeFiles(outputs);
    process.stderr.write(`${counted(files.length, "file")} written to ${outDir}, ${counted(compiled, "coroutine")} compiled\n`);
    return 0;
  },
};

function targetOf(file: string, root: string, outDir: string): string {
  const path = relative(root, resolve(file));
  if (path.startsWith("..") || dirname(path) === path) throw new Failure(2, `${file} is not in ${root}. Write a --root-dir that has all files.`);
  const target = join(outDir, path);
  if (resolve(target) === resolve(file)) throw new Failure(2, `${file} would be overwritten. Write another --out-dir than ${outDir}.`);
  return target;
}
