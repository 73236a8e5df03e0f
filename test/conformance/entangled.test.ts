/**
 * Do generators that delegate to one another and resume one another behave the same compiled and natively?
 *
 * Both kinds of objects: plain frames, and those that look like the engine's generators in everything.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as runtime from "../../runtime/index.js";
import * as machine from "../../runtime/machine.js";
import { transformSource } from "../../transformer/index.js";
import { describeDifference, differences, expectation } from "./compare.js";
import { entangled } from "./entangled.js";
import { loadProgram } from "./run-program.js";
import { text, type Way } from "./ways.js";

/** Each generator function marked with `generator`: what is called is a plain frame. */
const plain: Way = {
  name: "plain",
  compile(source) {
    const marked = `import { generator } from "ts-coroutine";\n${source.replaceAll(/^ {2}(function\* .*),$/gm, "  generator($1),")}`;
    const { code } = transformSource(marked, { fileName: "program.js", format: "esm" })!;
    expect(code).toContain("startGenerator(");
    return { code: code.replaceAll(/^import (\{.*\}) from (".*");$/gm, "const $1 = require($2);"), modules: { "ts-coroutine": runtime, "ts-coroutine/machine": machine } };
  },
};

const ways = [plain, text];

test.each(ways)("entangled generators behave natively and as $name the same", (way) => {
  fc.assert(
    fc.property(entangled, (program) => {
      const expected = expectation(program.source, [[]]);
      expect(expected.logs[0].at(-1)).toBe("main returned undefined");
      const [difference] = differences(program.source, [way], expected);
      if (difference !== undefined) throw new Error(`${describeDifference(difference)}\n\nprogram:\n${program.source}`);
    }),
    { numRuns: 2000 },
  );
}, 300_000);

test.each(ways)("a chain may be as long as it likes, as $name: it takes no stack, and the next value no way through it", ({ compile }) => {
  const length = 100_000;
  const { code, modules } = compile(`const [down] = [
  function* (n) { if (n > 0) { yield n; yield* down(n - 1); } },
];
function main() { let sum = 0; for (const n of down(${length})) sum += n; return sum; }`);
  const main = loadProgram({ code }, [])((name) => modules![name], {});
  expect(main()).toBe((length * (length + 1)) / 2);
});
