/**
 * Do random programs behave the same compiled and natively?
 *
 * Some thousands at every run; `npm run conformance` tries 100,000. The seed of a failure is in its message.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { programs, writeProgram } from "./grammar/program.js";
import { sameBehaviour } from "./random.js";
import { loadProgram } from "./run-program.js";
import { compiledWays } from "./ways.js";

test("a random program behaves natively and compiled the same", () => {
  fc.assert(sameBehaviour(compiledWays), { numRuns: 3000 });
});

test("every tree of the grammar is a program in strict mode", () => {
  fc.assert(
    fc.property(programs, tree => {
      expect(() => loadProgram({ code: writeProgram(tree) })).not.toThrow();
    }),
    { numRuns: 2000 },
  );
});
