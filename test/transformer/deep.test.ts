/**
 * How deep may an expression be?
 *
 * TypeScript's parser takes a chain `a.b().b()…` or a sum of any length; so does the text printer. What nests in brackets
 * overflows the parser's stack at 500 to 1,500 levels, and TypeScript's emitter overflows with 600 links of a chain.
 */
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { createTransformer, transformSource } from "../../transformer/index.js";

const repeated = (size: number, write: (index: number) => string): string => Array.from({ length: size }, (_, index) => write(index)).join("");

const long: Record<string, (size: number) => string> = {
  "a.b(yield 1).b(yield 2)…": (size) => `a${repeated(size, (index) => `.b(yield ${index})`)}`,
  "a?.b(yield 1)?.b(yield 2)…": (size) => `a${repeated(size, (index) => `?.b(yield ${index})`)}`,
  "(yield a).b().b()…": (size) => `(yield a)${repeated(size, (index) => `.b(${index})`)}`,
  "(yield a)?.b()?.b()…": (size) => `(yield a)${repeated(size, (index) => `?.b(${index})`)}`,
  "a(yield 1)(yield 2)…": (size) => `a${repeated(size, (index) => `(yield ${index})`)}`,
  "a[yield 1][yield 2]…": (size) => `a${repeated(size, (index) => `[yield ${index}]`)}`,
  "a`${yield 1}``${yield 2}`…": (size) => `a${repeated(size, (index) => `\`\${yield ${index}}\``)}`,
  "a + (yield 1) + …": (size) => `a${repeated(size, (index) => ` + (yield ${index})`)}`,
  "a.b().b()… without a yield": (size) => `a${repeated(size, (index) => `.b(${index})`)}`,
};

const nested: Record<string, (size: number) => string> = {
  "[[[yield]]]": (size) => `${"[".repeat(size)}yield 1${"]".repeat(size)}`,
  "f(1, f(1, yield))": (size) => `${"a(1, ".repeat(size)}yield 1${")".repeat(size)}`,
  "new (new a(yield 1))(yield 2)": (size) => `${"new (".repeat(size)}a${repeated(size, (index) => `)(yield ${index})`)}`,
  "c ? yield 1 : c ? …": (size) => `${repeated(size, (index) => `a(${index}) ? yield ${index} : `)}0`,
  "() => () => yield-less": (size) => `[yield 1, ${"() => ".repeat(size)}a]`,
};

const generator = (expression: string): string => `function* g(a) { return ${expression}; }`;

describe("as text", () => {
  test.each(Object.keys(long))("%s, 10,000 links", (name) => {
    expect(transformSource(generator(long[name](10_000)), { fileName: "deep.js", generators: "all" })!.code).toContain("makeGenerator");
  });

  test.each(Object.keys(nested))("%s, 400 levels", (name) => {
    expect(transformSource(generator(nested[name](400)), { fileName: "deep.js", generators: "all" })!.code).toContain("makeGenerator");
  });
});

describe("through TypeScript's emitter", () => {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };

  test.each(Object.entries({ ...long, ...nested }))("%s, 300 links or levels", (_, write) => {
    const { outputText } = ts.transpileModule(generator(write(300)), { fileName: "deep.js", compilerOptions, transformers: { before: [createTransformer({ generators: "all" })] } });
    expect(outputText).toContain("makeGenerator");
  });

  test("names at the far end of a long sum or list are still those of imports", () => {
    const source = `import { one } from "./one.js";\nexport function* sum() { return one${" + one".repeat(200)} + (yield); }\nexport function* list() { ${"one(), ".repeat(200)}yield; }`;
    const { outputText } = ts.transpileModule(source, {
      fileName: "sum.ts",
      compilerOptions: { ...compilerOptions, module: ts.ModuleKind.CommonJS },
      transformers: { before: [createTransformer({ generators: "all" })] },
    });
    expect(outputText.match(/one_js_1\.one/g)).toHaveLength(401);
  });
});
