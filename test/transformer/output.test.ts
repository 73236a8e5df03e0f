/** Where does the text printer put what it adds, and what does it say about what it refuses? */
import ts from "typescript";
import { expect, test } from "vitest";
import { createTransformer, transformSource, TransformError } from "../../transformer/index.js";

const compiled = (source: string, fileName = "program.ts"): string => transformSource(source, { fileName, generators: "all" })!.code;

test.each([
  ["a shebang", "#!/usr/bin/env node\n"],
  ["a directive", '"use strict";\n'],
  ["what is said about a directive", '"use strict"; // always\n'],
  ["@ts-nocheck", "// @ts-nocheck\n"],
  ["a JSX pragma", "/** @jsx h */\n"],
  ["a licence and a blank line", "// MIT\n\n"],
  ["a licence in several lines", "/**\n * @license\n * SPDX-License-Identifier: MIT\n */\n"],
])("the import comes after %s", (_, head) => {
  expect(compiled(`${head}function* g() { yield 1; }\n`).startsWith(`${head}const {`)).toBe(true);
});

test("the import comes before what is said about the first function", () => {
  expect(compiled("/** Counts. */\nfunction* g() { yield 1; }\n")).toMatch(/^const \{[^]*\/\*\* Counts. \*\/\nfunction g/);
});

test("a variable that moves keeps its type, and so do the types it is made of", () => {
  const code = compiled("function* g() { type Job = () => void; let jobs: Job[] = []; yield 1; return jobs; }");
  expect(code).toContain("type Job = () => void;");
  expect(code).toMatch(/\b(let|var) jobs: Job\[\];/);
});

test("the target ES5, in which closures would share the variables of a loop, is refused", () => {
  const compilerOptions = { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.CommonJS, ignoreDeprecations: "6.0" };
  const transformers = { before: [createTransformer({ generators: "all" })] };
  expect(() => ts.transpileModule("function* g() { yield 1; }", { fileName: "old.js", compilerOptions, transformers })).toThrow("old.js:1:1 - error TSC1006: ");
});

test.each([ts.ModuleKind.AMD, ts.ModuleKind.System])("a module format that could not load the run time is refused", (module) => {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module, ignoreDeprecations: "6.0" };
  const transformers = { before: [createTransformer({ generators: "all" })] };
  expect(() => ts.transpileModule("export function* g() { yield 1; }", { fileName: "old.js", compilerOptions, transformers })).toThrow("old.js:1:1 - error TSC1007: ");
});

test("an error has a place that a tool can underline", () => {
  const source = "function* g(a = yield) {}";
  try {
    compiled(source);
    expect.unreachable();
  } catch (error) {
    const { diagnostics, message } = error as TransformError;
    expect(diagnostics).toEqual([{ fileName: "program.ts", code: "TSC1002", message: expect.any(String), start: 16, length: 5, line: 1, column: 17 }]);
    expect(message).toBe(`program.ts:1:17 - error TSC1002: ${diagnostics[0].message}`);
  }
});

test("//# sourceMappingURL stays the last line", () => {
  expect(compiled("function* g() { yield 1; }\n//# sourceMappingURL=g.js.map\n")).toMatch(/\}\n\/\/# sourceMappingURL=g.js.map\n$/);
});
