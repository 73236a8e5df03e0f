/**
 * What does the compiler say when it cannot compile something?
 *
 *     reader.ts:4:13 - error TSC1002: a yield in a parameter default runs before the coroutine starts. Move it into the body.
 *
 * Every message says what is wrong and what to write instead. A file with an error is emitted as if it had no coroutine
 * at that place: wrong code is never emitted. The codes:
 *
 *     TSC1001   @coroutine or @generator on something that is not a method
 *     TSC1002   yield in a parameter default
 *     TSC1003   async generator
 *     TSC1004   direct eval in the body
 *     TSC1005   a form that is not supported
 *     TSC1006   the target is ES5
 *     TSC1007   the module format is AMD or System
 */
import { ts, type TS } from "../typescript.js";

export interface Diagnostic {
  readonly code: number;
  readonly message: string;
  readonly file: TS.SourceFile;
  readonly node: TS.Node;
}

/**
 * For TypeScript's own list of errors. Its formatter writes `TS` before the code and compares codes only for order, so a
 * code that begins with a letter reads as ours, `error TSC1001: …`, where 1001 would read as one of TypeScript's own.
 */
export function toTypeScript({ code, message, file, node }: Diagnostic): TS.Diagnostic {
  const start = node.getStart(file);
  const ownCode = `C${code}` as unknown as number;
  return { category: ts.DiagnosticCategory.Error, code: ownCode, messageText: message, file, start, length: node.end - start, source: "ts-coroutine" };
}

/**
 * Codes of errors after which the parser guesses: `'=>' expected`, `Expression expected`, `Unterminated string literal`, ….
 * Others mean that TypeScript does not like what it has read well, such as `o?.#x`.
 */
const unreadable = new Set([
  1002, 1003, 1005, 1010, 1109, 1110, 1126, 1127, 1128, 1129, 1130, 1131, 1134, 1135, 1136, 1137, 1138, 1139, 1141, 1160, 1161, 1357, 1381,
  1382, 1434, 1435, 1436, 1442, 1443,
]);

/** What the parser could not read. The public API has this only for whole programs. */
export function syntaxErrors(file: TS.SourceFile): readonly TS.DiagnosticWithLocation[] {
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly TS.DiagnosticWithLocation[] };
  return parseDiagnostics.filter(({ code }) => unreadable.has(code));
}

/** An error as a tool shows it. */
export interface TransformDiagnostic {
  readonly fileName: string;
  /** `TSC1002`; `TS1005` and the like for what TypeScript's parser says. */
  readonly code: string;
  readonly message: string;
  /** Offset in the source, and the number of characters (UTF-16 code units) to underline. */
  readonly start: number;
  readonly length: number;
  /** Counted from 1, like the column. */
  readonly line: number;
  readonly column: number;
}

export function published({ code, message, file, node }: Diagnostic, fileName: string): TransformDiagnostic {
  const start = node.getStart(file);
  return { fileName, code: `TSC${code}`, message, start, length: node.end - start, ...placeOf(file, start) };
}

export function publishedSyntaxError({ code, messageText, start, length }: TS.DiagnosticWithLocation, file: TS.SourceFile, fileName: string): TransformDiagnostic {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  return { fileName, code: `TS${code}`, message, start, length, ...placeOf(file, start) };
}

function placeOf(file: TS.SourceFile, start: number): { line: number; column: number } {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { line: line + 1, column: character + 1 };
}

/** One line: `reader.ts:4:13 - error TSC1002: …`. */
export function format({ fileName, line, column, code, message }: TransformDiagnostic): string {
  return `${fileName}:${line}:${column} - error ${code}: ${message}`;
}
