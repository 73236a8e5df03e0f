/**
 * What does a compiled file read as, source to source?
 *
 * As before, except for the functions that became machines, one import, and the machines' descriptions at the end. The
 * source map knows every character that stayed.
 */
import type { SourceMap } from "magic-string";
import type { CompiledFile } from "../compile.js";
import { isNode, type EmittedStatement, type Machine, type RegionRow } from "../lower/machine.js";
import { ts, type TS } from "../typescript.js";
import { descriptionOf } from "./description.js";
import { baseName, importIndex } from "./head.js";
import { headMarks } from "./marks.js";
import { createSourceMap } from "./source-map.js";
import { TextPrinter } from "./text.js";

export type ModuleFormat = "esm" | "commonjs";

export interface PrintSourceOptions {
  readonly fileName: string;
  readonly machineModule: string;
  readonly format?: ModuleFormat;
  readonly noCheck?: boolean;
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
  /** State -> offsets of the statement in the source that the state begins with; null where that is nothing of its own. */
  readonly begins: readonly ({ readonly start: number; readonly end: number } | null)[];
  readonly regions: readonly RegionRow[];
  /** Name of the function at the end of the file that returns the machine's description. */
  readonly describe: string;
}

export interface PrintedSource {
  readonly code: string;
  /** Made when it is first asked for. */
  readonly map: SourceMap;
  readonly machines: readonly PrintedMachine[];
}

export function printSource(compiled: CompiledFile, options: PrintSourceOptions): PrintedSource | null {
  const { context, machines } = compiled;
  const { file } = context;
  if (machines.size === 0) return null;
  const { fileName } = options;
  const printer = new TextPrinter(context, machines);
  const { writer } = printer;
  const head = importIndex(file);
  const position = importPosition(file);
  const first = options.noCheck === true ? shebangEnd(file.text) : 0;
  if (first > 0) writer.slice(0, first);
  if (options.noCheck === true && isChecked(file)) writer.text(noCheck);
  printer.range(file.statements.slice(0, head), first, position);
  const importAt = writer.code.length;
  const marks = headMarks(file, machines, context);
  const marked = marks?.index ?? head;
  const marksPosition = marked > head ? endOf(file.statements[marked - 1], file) : position;
  const end = mapCommentStart(file);
  printer.range(file.statements.slice(head, marked), position, marksPosition);
  if (marks !== null) writer.text(onItsOwnLine(marks.text, marksPosition, file));
  printer.range(file.statements.slice(marked), marksPosition, end);
  const descriptions = [...machines.values()].map((machine) => descriptionOf(machine, file, baseName(fileName)));
  writer.text(`${file.text.charAt(end - 1) === "\n" ? "" : "\n"}\n${descriptions.join("\n\n")}\n`);
  writer.slice(end, file.text.length);
  // What the file imports is known only now.
  writer.insert(importAt, importText(compiled, options));
  const { code, pieces } = writer;
  let map: SourceMap | undefined;
  return {
    code,
    get map() {
      return (map ??= createSourceMap(code, pieces, { fileName, text: file.text, lineStarts: file.getLineStarts() }));
    },
    machines: [...machines.values()].map((machine) => publish(machine, file)),
  };
}

/** TypeScript reads as far as the colon; it must come before the first statement. */
const noCheck = "// @ts-nocheck: compiled by ts-coroutine; the source is what is type-checked\n";

/** Whether a checker would look at the file: JavaScript is not checked, unless it says so. */
function isChecked({ fileName, text }: TS.SourceFile): boolean {
  return /\.[cm]?tsx?$/.test(fileName) && !/^\s*\/\/\s*@ts-nocheck/m.test(text);
}

function publish(machine: Machine, file: TS.SourceFile): PrintedMachine {
  const yields = [...machine.yields].map(([state, node]) => ({ state, start: node.getStart(file), end: node.end }));
  const { name, kind, node, states, regions, describe } = machine;
  const begins = states.map(({ statements }) => firstSource(statements, file));
  return { name, kind, start: node.getStart(file), end: node.end, yields, states: states.length, begins, regions, describe };
}

function firstSource(statements: readonly EmittedStatement[], file: TS.SourceFile): { start: number; end: number } | null {
  for (const { code, source } of statements) {
    const node = isNode(code) ? code : source;
    if (node !== undefined) return { start: node.getStart(file), end: node.end };
  }
  return null;
}

function importText({ imports, context }: CompiledFile, { machineModule, format }: PrintSourceOptions): string {
  const { file } = context;
  const isModule = ts.isExternalModule(file);
  const module = JSON.stringify(machineModule);
  const position = importPosition(file);
  const useImport = (format ?? (isModule ? "esm" : "commonjs")) === "esm";
  const names = [...imports].map(([exported, { name }]) => (exported === name ? name : `${exported} ${useImport ? "as" : ":"} ${name}`.replace(" :", ":")));
  const statement = useImport ? `import { ${names.join(", ")} } from ${module};` : `const { ${names.join(", ")} } = require(${module});`;
  return onItsOwnLine(statement, position, file);
}

/** `lines` with a line break before or after them, as their place between the lines of the file demands. */
function onItsOwnLine(lines: string, position: number, file: TS.SourceFile): string {
  const isAtStart = position === 0 || file.text[position - 1] === "\n" || (position === 1 && file.text.charCodeAt(0) === 0xfeff);
  return isAtStart ? `${lines}\n` : `\n${lines}`;
}

/** After the directives at the head of the file, and after the comments that are the file's: `// @ts-nocheck`, a licence. */
function importPosition(file: TS.SourceFile): number {
  const index = importIndex(file);
  return index === 0 ? headerEnd(file) : endOf(file.statements[index - 1], file);
}

/** The end of a statement, with what is said about it on the same line. */
function endOf(statement: TS.Statement, { text }: TS.SourceFile): number {
  return ts.getTrailingCommentRanges(text, statement.end)?.at(-1)?.end ?? statement.end;
}

/** Where `//# sourceMappingURL=…` begins, which has to stay the last line: that belongs to whoever chains the maps. */
function mapCommentStart({ text, statements }: TS.SourceFile): number {
  const comment = /^[^\S\n]*\/\/[#@] ?sourceMappingURL=\S+\s*$/m.exec(text.slice(statements.end));
  return comment === null ? text.length : statements.end + comment.index;
}

/** Comments that mean something only at the head of a file. */
const pragma = /^(?:\/\/\/|\/\/\s*@ts-|\/\*!|\/\*[\s*]*@(?:jsx|ts-))|@(?:license|preserve)\b|\bcopyright\b|\bSPDX-License/i;

/** What stands before an import is about the file; before another statement, what a blank line divides from it. */
function headerEnd(file: TS.SourceFile): number {
  const { text, statements } = file;
  const [first] = statements;
  if (first !== undefined && ts.isImportDeclaration(first)) return first.getStart(file);
  let end = shebangEnd(text);
  for (const comment of ts.getLeadingCommentRanges(text, first?.pos ?? 0) ?? []) {
    const [breaks] = /^(?:[^\S\n]*\n)*/.exec(text.slice(comment.end))!;
    const isOfFile = breaks.split("\n").length > 2 || pragma.test(text.slice(comment.pos, comment.end));
    if (isOfFile) end = comment.end + breaks.length;
  }
  return end;
}

function shebangEnd(text: string): number {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!text.startsWith("#!", start)) return start;
  const end = text.indexOf("\n");
  return end < 0 ? text.length : end + 1;
}
