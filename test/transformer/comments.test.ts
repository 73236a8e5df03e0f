/** Does every comment between statements stay, once, whatever becomes of the statements? */
import ts from "typescript";
import { expect, test } from "vitest";
import { createTransformer, transformSource } from "../../transformer/index.js";

const source = `
function* taken(a, b) { // 01
  // 02
  const x = yield a; // 03
  if (a) // 04
  {
    // 05
    yield 2; // 06
    // 07
  } // 08
  // 09
  else { // 10
    yield 3;
    // 11
  }
  switch (b) { // 12
    // 13
    case 1: // 14
      yield 1;
    // 15
    case 2: { // 16
      yield 5;
      break; // 17
    }
    /* 18 */
    default:
      // 19
  }
  try { // 20
    yield 9;
    // 21
  } // 22
  // 23
  catch { // 24
    // 25
  } finally {
    // 26
  }
  for (const q of b) { // 27
    yield q;
    // 28
  }
  let y = 1; // 29
  while (b) { if (b) continue; yield y; } // 30
  return x; // 31
}
function* whole(a) {
  // 32
  if (yield 1) a(); // 33
  // 34
  switch (yield 1) { case 1: // 35
    a(); } // 36
  // 37
  class A { [yield 1] = 2 } // 38
  // 39
  throw yield 2; // 40
}
`;

function expectEachOnce(code: string): void {
  const numbers = [...code.matchAll(/\/[/*] (\d\d)\b/g)].map(([, number]) => number);
  expect(numbers.toSorted()).toEqual(Array.from({ length: 40 }, (_, index) => String(index + 1).padStart(2, "0")));
}

test("as text", () => {
  expectEachOnce(transformSource(source, { fileName: "a.js", generators: "all" })!.code);
});

test("through TypeScript's emitter", () => {
  const { outputText } = ts.transpileModule(source, {
    fileName: "a.js",
    compilerOptions: { target: ts.ScriptTarget.ESNext },
    transformers: { before: [createTransformer({ generators: "all" })] },
  });
  expectEachOnce(outputText);
});
