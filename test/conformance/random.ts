/**
 * Does a random program do natively and compiled the same, however it is driven?
 *
 *     sameBehaviour(ways)     ->  a fast-check property; a failure names the program, shrunk, and both logs
 */
import fc from "fast-check";
import { describeDifference, differences, expectation } from "./compare.js";
import { programs, writeProgram } from "./grammar/program.js";
import type { Command, Tape } from "./tape.js";
import type { Way } from "./ways.js";

const sentValues = fc.constantFrom<unknown>(0, 1, "sent", null, undefined, true);

const commands: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Command>({ kind: "echo" }) },
  { weight: 3, arbitrary: sentValues.map(value => ({ kind: "next" as const, value })) },
  { weight: 2, arbitrary: fc.constantFrom("thrown", undefined).map(value => ({ kind: "throw" as const, value })) },
  { weight: 1, arbitrary: fc.constant<Command>({ kind: "return", value: "returned" }) },
);

const tapes: fc.Arbitrary<Tape[]> = fc.array(fc.array(commands, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });

/** An overflow of the stack, an endless log and the source text of a function say more than what the program means. */
export const incomparable = /RangeError|EndlessLog|stopped by|=>|class \w* ?(extends|\{)|function \w*\(/;

/** The property that `ways` behave as the engine does, for random programs and tapes. */
export function sameBehaviour(ways: readonly Way[]): fc.IProperty<[ProgramText, Tape[]]> {
  return fc.property(programs.map((tree) => asText(writeProgram(tree))), tapes, (program, used) => {
    const expected = expectation(program.source, [[], ...used]);
    if (expected.logs.some(log => log.some(line => incomparable.test(line)))) return;
    const [difference] = differences(program.source, ways, expected);
    if (difference !== undefined) throw new Error(`${describeDifference(difference)}\n\nprogram:\n${program.source}`);
  });
}

export interface ProgramText {
  readonly source: string;
  toString(): string;
}

/** Only the text is shown when a property fails. */
export function asText(source: string): ProgramText {
  return { source, toString: () => source };
}
