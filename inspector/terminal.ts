/**
 * What can the place show to which a command writes?
 *
 * Colours, if it is a terminal and nobody forbids them; a number of columns; box characters, unless the locale says that
 * only ASCII arrives. Data goes to stdout, everything that is said about it to stderr.
 */
import { styleText } from "node:util";

export type Format = Parameters<typeof styleText>[0];

/** Text in a format, or as it is where there are no colours. */
export type Paint = (format: Format, text: string) => string;

export interface Terminal {
  readonly paint: Paint;
  /** Columns. */
  readonly width: number;
  readonly unicode: boolean;
}

/** Columns where nobody says how many there are: a pipe, a file. */
const defaultWidth = 120;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface TerminalRequest {
  /** `--color`, `--no-color`, or neither. */
  readonly color: boolean | undefined;
  /** `--width`, in columns. */
  readonly width: number | undefined;
}

/** Where the stream leads; `columns` is only known for a terminal. */
export type Output = { readonly isTTY?: boolean; readonly columns?: number };

export function terminalOf(output: Output, environment: Environment, { color, width }: TerminalRequest): Terminal {
  return {
    paint: (color ?? hasColors(output, environment)) ? painted : (_format, text) => text,
    width: width ?? output.columns ?? positive(environment["COLUMNS"]) ?? defaultWidth,
    unicode: hasUnicode(environment),
  };
}

/** The order is Node's own: FORCE_COLOR, then NO_COLOR, then the terminal. */
function hasColors(output: Output, environment: Environment): boolean {
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (environment["NO_COLOR"]) return false;
  return output.isTTY === true && environment["TERM"] !== "dumb";
}

function hasUnicode(environment: Environment): boolean {
  if (environment["TERM"] === "dumb" || environment["TERM"] === "linux") return false;
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || "UTF-8";
  return /utf-?8/i.test(locale);
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text);
  return number > 0 ? number : undefined;
}

function painted(format: Format, text: string): string {
  return styleText(format, text, { validateStream: false });
}
