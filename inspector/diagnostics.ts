/**
 * How is a diagnostic shown?
 *
 * As `tsc --pretty` shows it: where, what, and the line with the place underlined.
 *
 *     reader.ts:4:13 - error TSC1002: a yield in a parameter default runs before the coroutine starts. …
 *
 *     4   *get(url = yield) {
 *                    ~~~~~
 */
import { columnsOf, expandTabs, visible } from "./show/columns.js";
import type { Paint } from "./terminal.js";

export interface ReportedDiagnostic {
  readonly fileName: string;
  /** Counted from 1, like the column. */
  readonly line: number;
  readonly column: number;
  /** `TSC1002`, or `TS1005` for what the parser says. */
  readonly code: string;
  readonly message: string;
}

/** The diagnostics in the message of a TransformError. A line that begins none belongs to the one before. */
export function parseDiagnostics(text: string): ReportedDiagnostic[] {
  const diagnostics: ReportedDiagnostic[] = [];
  for (const line of text.split("\n")) {
    const parts = /^(.*?):(\d+):(\d+) - error (TSC?\d+): (.*)$/.exec(line);
    if (parts !== null) {
      const [, fileName, row, column, code, message] = parts;
      diagnostics.push({ fileName, line: Number(row), column: Number(column), code, message });
    } else if (diagnostics.length > 0) {
      const last = diagnostics.pop()!;
      diagnostics.push({ ...last, message: `${last.message}\n${line}` });
    }
  }
  return diagnostics;
}

/** One diagnostic with its code frame; `text` is the source. */
export function showDiagnostic(diagnostic: ReportedDiagnostic, text: string, paint: Paint): string {
  const { fileName, line, column, code, message } = diagnostic;
  const place = `${paint("cyan", fileName)}:${paint("yellow", String(line))}:${paint("yellow", String(column))}`;
  const head = `${place} - ${paint("red", "error")} ${paint("gray", `${code}:`)} ${message}`;
  const source = text.replace(/^\uFEFF/, "").split(/\r?\n/)[line - 1];
  if (source === undefined) return `${head}\n`;
  const before = visible(expandTabs(source.slice(0, column - 1)));
  const underlined = /^(?:[@#]?[\w$]+|\S)?/.exec(source.slice(column - 1))![0];
  const number = String(line);
  const frame = `${paint("inverse", number)} ${visible(expandTabs(source))}`;
  const squiggle = `${paint("inverse", " ".repeat(number.length))} ${" ".repeat(columnsOf(before))}${paint("red", "~".repeat(Math.max(1, columnsOf(underlined))))}`;
  return `${head}\n\n${frame}\n${squiggle}\n`;
}
