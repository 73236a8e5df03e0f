/**
 * How is a generator driven, and what is written about it?
 *
 * A tape is a list of commands, one for each resumption; when it is used up the generator gets back what it yielded
 * until it ends. After the end it is asked three more times, because a finished generator has semantics too.
 *
 *     [echo, throw "x"]     next(undefined)  -> {value: 1, done: false}
 *                           throw("x")       !> "x"
 *                           next(…) return(…) throw(…) after the end
 */
import { EndlessLog } from "./environment.js";
import { show } from "./show.js";

export type Command =
  | { readonly kind: "echo" }
  | { readonly kind: "next"; readonly value: unknown }
  | { readonly kind: "throw"; readonly value: unknown }
  | { readonly kind: "return"; readonly value: unknown };

export type Tape = readonly Command[];

const echo: Command = { kind: "echo" };

/** A generator that is still not done after so many resumptions is told to return. */
const RESUMPTIONS_AT_MOST = 60;

/** Where the automatic tapes stop to throw or return; later yields of long programs repeat earlier ones. */
const POSITIONS_AT_MOST = 12;

/** The tapes of a program that yields `yields` times when it is only resumed: throw and return at every position. */
export function tapesFor(yields: number): Tape[] {
  const tapes: Tape[] = [[]];
  for (let position = 0; position <= Math.min(yields, POSITIONS_AT_MOST); position++) {
    const before = Array.from({ length: position }, () => echo);
    tapes.push([...before, { kind: "throw", value: "thrown" }], [...before, { kind: "return", value: "returned" }]);
  }
  return tapes;
}

interface Drivable {
  next(...values: unknown[]): unknown;
  throw?(value: unknown): unknown;
  return?(value: unknown): unknown;
}

function isDrivable(value: unknown): value is Drivable {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "next") === "function";
}

/**
 * Calls `main` and drives what it returns with `tape`, writing one line before and one after each resumption.
 * Returns how often it yielded. A value that is no iterator is only written, and so is what the call itself throws.
 */
export function drive(main: () => unknown, tape: Tape, lines: string[]): number {
  let subject: unknown;
  try {
    subject = main();
  } catch (error) {
    if (error instanceof EndlessLog) throw error;
    lines.push(`main throws ${show(error)}`);
    return 0;
  }
  if (!isDrivable(subject)) {
    lines.push(`main returned ${show(subject)}`);
    return 0;
  }
  let yields = 0;
  let last: unknown;
  for (let index = 0; ; index++) {
    const command = index < RESUMPTIONS_AT_MOST ? (tape[index] ?? echo) : { kind: "return" as const, value: "enough" };
    const result = resume(subject, command, last, lines);
    if (result === undefined || result.done) break;
    if (index > RESUMPTIONS_AT_MOST + 10) {
      lines.push("does not return");
      return yields;
    }
    yields++;
    last = result.value;
  }
  resume(subject, { kind: "next", value: "after" }, undefined, lines);
  resume(subject, { kind: "return", value: "after" }, undefined, lines);
  resume(subject, { kind: "throw", value: "after" }, undefined, lines);
  return yields;
}

/** One resumption. Returns the result, or undefined if it threw. */
function resume(
  subject: Drivable,
  command: Command,
  last: unknown,
  lines: string[],
): { value: unknown; done: unknown } | undefined {
  const method = command.kind === "echo" ? "next" : command.kind;
  const value = command.kind === "echo" ? last : command.value;
  lines.push(`${method}(${show(value)})`);
  try {
    const result = subject[method]!(value) as { value: unknown; done: unknown };
    lines.push(`  -> ${show(result)}`);
    return result;
  } catch (error) {
    if (error instanceof EndlessLog) throw error;
    lines.push(`  !> ${show(error)}`);
    return undefined;
  }
}
