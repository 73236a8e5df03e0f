/**
 * Do random programs behave the same compiled and natively?
 *
 * Some thousands at every run, each with several tapes; `npm run conformance` tries 100,000. The seed of a failure is in its message.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { programs, writeProgram } from "./grammar/program.js";
import { sameBehaviour } from "./random.js";
import { loadProgram } from "./run-program.js";
import { ast, text } from "./ways.js";

test("a random program behaves natively and printed as text the same", () => {
  fc.assert(sameBehaviour([text]), { numRuns: 2000 });
}, 300_000);

test("a random program behaves natively and emitted by TypeScript the same", () => {
  fc.assert(sameBehaviour([ast]), { numRuns: 1000 });
}, 300_000);

test("every tree of the grammar is a program in strict mode", () => {
  fc.assert(
    fc.property(programs, tree => {
      expect(() => loadProgram({ code: writeProgram(tree) })).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});
