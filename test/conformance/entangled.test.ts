/**
 * Do generators that delegate to one another and resume one another behave the same compiled and natively?
 *
 * Some thousands at every run; `npm run conformance -- --kind entangled` tries as many as it is told.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { sameEntangled, waysOfEntangled } from "./entangled.js";
import { loadProgram } from "./run-program.js";

test.each(waysOfEntangled)("entangled generators behave natively and as $name the same", (way) => {
  fc.assert(sameEntangled([way]), { numRuns: 2000 });
}, 300_000);

test.each(waysOfEntangled)("a chain may be as long as it likes, as $name: it takes no stack, and the next value no way through it", ({ compile }) => {
  const length = 100_000;
  const { code, modules } = compile(`const [down] = [
  function* (n) { if (n > 0) { yield n; yield* down(n - 1); } },
];
function main() { let sum = 0; for (const n of down(${length})) sum += n; return sum; }`);
  expect(code).toMatch(/(start|make)Generator\)?\(/);
  const main = loadProgram({ code }, [])((name) => modules![name], {});
  expect(main()).toBe((length * (length + 1)) / 2);
});
