/**
 * What is there to show of one coroutine?
 *
 *     source     its lines in the file, each with the yields that begin on it
 *     emitted    the lines it became, each with the state it belongs to, the yields that leave or resume there, and the
 *                lines of the source it came from
 *     regions    the machine's region table
 *
 * Everything comes from what `transformSource` publishes: the source map says which lines belong together, the machines
 * say where the yields are, and the emitted code is parsed to find each function in it.
 */
import { eachMapping, TraceMap } from "@jridgewell/trace-mapping";
import type { PrintedMachine, PrintedSource } from "../transformer/index.js";
import { ts, type TS } from "../transformer/typescript.js";
import { startingCalls, stepOf, type EmittedStep } from "./emitted-step.js";
import { syntaxColors } from "./show/syntax-colors.js";
import { withoutMargin, type StyledLine } from "./show/styled-line.js";
import type { SourceText } from "./source-text.js";

export interface YieldPoint {
  /** Numbered from 1, in reading order. */
  readonly number: number;
  /** The state in which the machine goes on. */
  readonly state: number;
  /** Counted from 1, like the column. */
  readonly line: number;
  readonly column: number;
  /** The expression, as it is in the source. */
  readonly text: string;
}

export interface SourceLine {
  /** In the file, counted from 1. */
  readonly number: number;
  readonly code: StyledLine;
  readonly yields: readonly number[];
}

export interface EmittedLine {
  readonly code: StyledLine;
  /** The state to which the line belongs; none around the switch. */
  readonly state: number | undefined;
  readonly beginsState: boolean;
  /** The yields at which the machine leaves on this line. */
  readonly leaves: readonly number[];
  /** The yield after which it comes back on this line. */
  readonly resumes: number | undefined;
  /** Indices into the source lines; the one that most of the line comes from stands first. */
  readonly origins: readonly number[];
  /** What the compiler noted beside the line: the source's own words. */
  readonly remark: string | undefined;
}

export interface Listing {
  readonly fileName: string;
  readonly name: string;
  readonly kind: "coroutine" | "generator";
  readonly states: number;
  readonly yields: readonly YieldPoint[];
  readonly regions: PrintedMachine["regions"];
  readonly source: readonly SourceLine[];
  readonly emitted: readonly EmittedLine[];
}

/** The listings of all machines of a file, in the order of the source. */
export function listingsOf({ fileName, text }: SourceText, printed: PrintedSource): Listing[] {
  const before = new TextFile(fileName, text);
  const after = new TextFile(fileName, printed.code);
  const origins = originsByLine(printed);
  const calls = startingCalls(after.file);
  return printed.machines
    .toSorted((one, other) => one.start - other.start)
    .map((machine) => {
      const step = stepOf(calls.get(machine.describe)!, new Set(machine.yields.map(({ state }) => state)));
      return listingOf(machine, step, before, after, origins);
    });
}

function listingOf(machine: PrintedMachine, step: EmittedStep, before: TextFile, after: TextFile, origins: ReadonlyMap<number, readonly number[]>): Listing {
  const first = before.lineAt(machine.start);
  const last = before.lineAt(machine.end);
  const yields = machine.yields.toSorted((one, other) => one.start - other.start).map((point, index) => yieldPoint(point, index + 1, before));
  const yieldsByLine = grouped(yields, ({ line }) => line);
  const source = before.lines(first, last).map((code, index) => {
    const number = first + index + 1;
    return { number, code, yields: (yieldsByLine.get(number) ?? []).map((point) => point.number) };
  });
  const emitted = emittedLines(step, after, yields, (line) => (origins.get(line) ?? []).filter((origin) => origin >= first && origin <= last).map((origin) => origin - first));
  const kind = machine.kind === "coroutine" ? "coroutine" : "generator";
  return { fileName: before.file.fileName, name: machine.name, kind, states: machine.states, yields, regions: machine.regions, source, emitted };
}

function yieldPoint({ state, start, end }: { state: number; start: number; end: number }, number: number, { file }: TextFile): YieldPoint {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { number, state, line: line + 1, column: character + 1, text: file.text.slice(start, end) };
}

function emittedLines(step: EmittedStep, after: TextFile, yields: readonly YieldPoint[], originsOf: (line: number) => number[]): EmittedLine[] {
  const first = after.lineAt(step.start);
  const lastOfStates = after.lineAt(step.lastStateEnd);
  const numbers = new Map(yields.map(({ state, number }) => [state, number]));
  const statesByLine = grouped(step.states, ({ start }) => after.lineAt(start));
  const suspensionsByLine = grouped(step.suspensions, ({ start }) => after.lineAt(start));
  let current: number | undefined;
  return after.lines(first, after.lineAt(step.end)).map((code, index) => {
    const line = first + index;
    const begins = statesByLine.get(line) ?? [];
    current = line > lastOfStates ? undefined : (begins.at(-1)?.number ?? current);
    const leaves = (suspensionsByLine.get(line) ?? []).map(({ state }) => numbers.get(state)!);
    const resumes = begins.map(({ number }) => numbers.get(number)).find((number) => number !== undefined);
    return { code, state: current, beginsState: begins.length > 0, leaves, resumes, origins: originsOf(line), remark: after.remark(line) };
  });
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => number): Map<number, Item[]> {
  const groups = new Map<number, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Emitted line -> lines of the source that the map names on it, the one it names most often first. All counted from 0. */
function originsByLine({ map }: PrintedSource): Map<number, number[]> {
  const counts = new Map<number, Map<number, number>>();
  eachMapping(new TraceMap(map.toString()), ({ generatedLine, originalLine }) => {
    if (originalLine === null) return;
    const ofLine = counts.get(generatedLine - 1) ?? new Map<number, number>();
    ofLine.set(originalLine - 1, (ofLine.get(originalLine - 1) ?? 0) + 1);
    counts.set(generatedLine - 1, ofLine);
  });
  return new Map([...counts].map(([line, ofLine]) => [line, [...ofLine].toSorted((one, other) => other[1] - one[1]).map(([origin]) => origin)]));
}

/** A file, by lines counted from 0. */
class TextFile {
  readonly file: TS.SourceFile;
  readonly #formats: ReturnType<typeof syntaxColors>;

  constructor(fileName: string, text: string) {
    const kind = /\.[cm]?tsx?$/.test(fileName) && !fileName.endsWith("x") ? ts.ScriptKind.TS : ts.ScriptKind.TSX;
    this.file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, kind);
    this.#formats = syntaxColors(this.file);
  }

  lineAt(position: number): number {
    return this.file.getLineAndCharacterOfPosition(position).line;
  }

  /** Lines `first` to `last`, without the margin that the first one has. */
  lines(first: number, last: number): StyledLine[] {
    const margin = /^[ \t]*/.exec(this.#line(first).text)![0];
    return Array.from({ length: last - first + 1 }, (_, index) => withoutMargin(this.#line(first + index), margin));
  }

  /** What the comment at the end of a line says; a line that is all comment, as it stands. */
  remark(line: number): string | undefined {
    const { text } = this.#line(line);
    return /^\s*\/[/*]/.test(text) ? text.trim() : /\S {2,}\/\/ (.*)$/.exec(text)?.[1];
  }

  #line(line: number): StyledLine {
    const starts = this.file.getLineStarts();
    const whole = this.file.text.slice(starts[line], starts[line + 1] ?? this.file.text.length);
    const text = whole.replace(/\r?\n$|[\r\u2028\u2029]$/, "").replace(/^\uFEFF/, "");
    const start = starts[line] + (whole.startsWith("\uFEFF") ? 1 : 0);
    return { text, formats: this.#formats.slice(start, start + text.length) };
  }
}
