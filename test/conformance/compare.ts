/**
 * Do all ways of running a program agree with the engine's own generators?
 *
 *     differences("function* main() { … }", [text, ast])  ->  []            they agree
 *                                                             [{ way: "text", tape, expected, actual }]
 */
import { automaticTapes, runProgram, type Log } from "./run-program.js";
import { show } from "./show.js";
import type { Tape } from "./tape.js";
import { native, type Way } from "./ways.js";

export interface Difference {
  readonly way: string;
  readonly tape: Tape;
  readonly expected: Log;
  readonly actual: Log;
}

/** What a program does natively, for the given tapes or for those its yields ask for. */
export interface Expectation {
  readonly tapes: readonly Tape[];
  readonly logs: readonly Log[];
}

/** Runs `source` by way of `oracle`. Throws a SyntaxError if the source is not strict JavaScript this engine knows. */
export function expectation(source: string, tapes?: readonly Tape[], oracle: Way = native): Expectation {
  const program = oracle.compile(source);
  const used = tapes ?? automaticTapes(program);
  return { tapes: used, logs: runProgram(program, used) };
}

/** The first difference of each way that does not do what is expected. */
export function differences(source: string, ways: readonly Way[], expected = expectation(source)): Difference[] {
  return ways.flatMap(way => {
    const difference = firstDifference(source, way, expected);
    return difference === undefined ? [] : [difference];
  });
}

function firstDifference(source: string, way: Way, { tapes, logs }: Expectation): Difference | undefined {
  let actual = runCompiled(source, way, tapes);
  // The limit is one of the clock, and the machine may have been busy with something else.
  if (actual.some(log => log.some(line => /^stopped by .*timed out/.test(line)))) actual = runCompiled(source, way, tapes);
  const index = logs.findIndex((log, position) => withoutWording(log) !== withoutWording(actual[position]));
  if (index < 0) return undefined;
  return { way: way.name, tape: tapes[index], expected: logs[index], actual: actual[index] };
}

/** A program can make an error a string, or a key. What the engine says in it depends on the text it was thrown from. */
function withoutWording(log: Log): string {
  return log.map(line => line.replace(/\b(TypeError|ReferenceError|RangeError|SyntaxError): .*/s, "$1")).join("\n");
}

function runCompiled(source: string, way: Way, tapes: readonly Tape[]): Log[] {
  try {
    return runProgram(way.compile(source), tapes);
  } catch (error) {
    return tapes.map(() => [`does not compile: ${error instanceof Error ? (error.stack ?? error.message) : show(error)}`]);
  }
}

/** A difference as text: the tape, then both logs from shortly before the first line that differs. */
export function describeDifference({ way, tape, expected, actual }: Difference): string {
  const first = expected.findIndex((line, index) => line !== actual[index]);
  const from = Math.max(0, (first < 0 ? expected.length : first) - 4);
  const excerpt = (log: Log): string => log.slice(from, from + 14).map(line => `    ${line}`).join("\n");
  return [
    `${way}, tape ${tape.map(({ kind }) => kind).join(" ") || "next"}, line ${first < 0 ? expected.length : first}:`,
    "  native:",
    excerpt(expected),
    `  ${way}:`,
    excerpt(actual),
  ].join("\n");
}
