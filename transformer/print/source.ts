/**
 * What does a compiled file read as, source to source?
 *
 * As before, except for the functions that became machines, one import, and the machines' descriptions at the end. The
 * edits are made with magic-string, so the source map knows every character that stayed.
 */
import MagicString, { type SourceMap } from "magic-string";
import type { CompiledFile } from "../compile.js";
import { isVariable, type Machine, type RegionRow } from "../lower/machine.js";
import { ts, type TS } from "../typescript.js";
import { descriptionOf } from "./description.js";
import { baseName, importIndex } from "./head.js";
import { methodMarks } from "./shape.js";
import { TextPrinter } from "./text.js";

export type ModuleFormat = "esm" | "commonjs";

export interface PrintSourceOptions {
  readonly fileName: string;
  readonly machineModule: string;
  readonly format?: ModuleFormat;
}

/** What is known about a machine, for tools. */
export interface PrintedMachine {
  /** `Reader.readAll` */
  readonly name: string;
  readonly kind: Machine["kind"];
  /** Offsets of the function in the source. */
  readonly start: number;
  readonly end: number;
  /** Resumption state -> offsets of the yield in the source. */
  readonly yields: readonly { readonly state: number; readonly start: number; readonly end: number }[];
  readonly states: number;
  readonly regions: readonly RegionRow[];
  /** Name of the function at the end of the file that returns the machine's description. */
  readonly describe: string;
}

export interface PrintedSource {
  readonly code: string;
  readonly map: SourceMap;
  readonly machines: readonly PrintedMachine[];
}

export function printSource(compiled: CompiledFile, options: PrintSourceOptions): PrintedSource | null {
  const { context, machines } = compiled;
  const { file } = context;
  if (machines.size === 0) return null;
  const output = new MagicString(file.text, { filename: options.fileName });
  const printer = new TextPrinter(context, machines);
  printChanged(file);
  const descriptions = [...machines.values()].map((machine) => descriptionOf(machine, file, baseName(options.fileName)));
  output.appendLeft(importPosition(file), importText(compiled, options));
  output.append(`${file.text.endsWith("\n") ? "" : "\n"}\n${descriptions.join("\n\n")}\n`);
  const map = output.generateMap({ source: options.fileName, includeContent: true, hires: "boundary" });
  return { code: output.toString(), map, machines: [...machines.values()].map((machine) => publish(machine, file)) };

  function markMethods(node: TS.Node): void {
    if (machines.has(node)) return;
    const marks = methodMarks(node, machines, context);
    if (marks === null) return;
    if (ts.isObjectLiteralExpression(node)) {
      output.appendRight(node.getStart(file), `${context.imported("generatorMethods").name}(`);
      output.appendLeft(node.end, `, ${marks})`);
    } else {
      output.appendRight((node as TS.ClassLikeDeclaration).members.pos, ` ${marks}`);
    }
  }

  /** Prints the outermost nodes that changed. */
  function printChanged(node: TS.Node): void {
    ts.forEachChild(node, (child) => {
      if (!context.touched.has(child)) return;
      const replacement = context.replacements.get(child);
      markMethods(child);
      if (machines.has(child)) printer.printInto(output, child);
      else if (replacement !== undefined && isVariable(replacement)) output.update(child.getStart(file), child.end, replacement.name);
      else printChanged(child);
    });
  }
}

function publish(machine: Machine, file: TS.SourceFile): PrintedMachine {
  const yields = [...machine.yields].map(([state, node]) => ({ state, start: node.getStart(file), end: node.end }));
  const { name, kind, node, states, regions, describe } = machine;
  return { name, kind, start: node.getStart(file), end: node.end, yields, states: states.length, regions, describe };
}

function importText({ imports, context }: CompiledFile, { machineModule, format }: PrintSourceOptions): string {
  const { file } = context;
  const isModule = ts.isExternalModule(file);
  const module = JSON.stringify(machineModule);
  const position = importPosition(file);
  const useImport = (format ?? (isModule ? "esm" : "commonjs")) === "esm";
  const names = [...imports].map(([exported, { name }]) => (exported === name ? name : `${exported} ${useImport ? "as" : ":"} ${name}`.replace(" :", ":")));
  const statement = useImport ? `import { ${names.join(", ")} } from ${module};` : `const { ${names.join(", ")} } = require(${module});`;
  return position > 0 && file.text[position - 1] !== "\n" ? `\n${statement}` : `${statement}\n`;
}

/** After the directives and imports at the head of the file. */
function importPosition(file: TS.SourceFile): number {
  const index = importIndex(file);
  return index === 0 ? shebangEnd(file.text) : file.statements[index - 1].end;
}

function shebangEnd(text: string): number {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!text.startsWith("#!", start)) return start;
  const end = text.indexOf("\n");
  return end < 0 ? text.length : end + 1;
}
