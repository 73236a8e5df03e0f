/**
 * Does a line of text pass for a statement, whoever looks at it?
 *
 * TypeScript's own later transformers check the kind of every statement when its assertions are on, as `NODE_ENV=development`
 * turns them on; a tool may print what the transformer returns with a printer that substitutes nothing.
 */
import ts from "typescript";
import { expect, test } from "vitest";
import { createTransformer } from "../../transformer/index.js";

const source = `
class Counter {
  #count = 0;
  *count(c) { if (c) { yield 1; return c; } try { yield c; } finally { this.#count += 1; } }
}
if (true) { function* inside(c) { if (c) yield c; } }
`;

const { Debug } = ts as unknown as { Debug: { getAssertionLevel(): number; setAssertionLevel(level: number): void } };

function withAssertions(run: () => void): void {
  const level = Debug.getAssertionLevel();
  Debug.setAssertionLevel(2);
  try {
    run();
  } finally {
    Debug.setAssertionLevel(level);
  }
}

for (const target of [ts.ScriptTarget.ES2015, ts.ScriptTarget.ES2017, ts.ScriptTarget.ESNext]) {
  for (const module of [ts.ModuleKind.ESNext, ts.ModuleKind.CommonJS]) {
    test(`TypeScript's assertions hold: ${ts.ScriptTarget[target]}, ${ts.ModuleKind[module]}`, () => {
      withAssertions(() => {
        const { outputText } = ts.transpileModule(source, {
          fileName: "counter.ts",
          compilerOptions: { target, module },
          transformers: { before: [createTransformer({ generators: "all" })] },
        });
        expect(outputText).toMatch(/^ *if \(!c\) \{ co\.state = \d; continue step; \}$/m);
        expect(outputText).toMatch(/^ *return 1; \/\/ yield 1$/m);
      });
    });
  }
}

test("without substitution, what is printed still runs", () => {
  const file = ts.createSourceFile("count.js", "function* count(c) { if (c) yield 1; return c; }", ts.ScriptTarget.Latest, true);
  const { transformed } = ts.transform(file, [createTransformer({ generators: "all" })]);
  const printed = ts.createPrinter().printFile(transformed[0]);
  const { diagnostics } = ts.transpileModule(printed, { reportDiagnostics: true, fileName: "count.js" });
  expect(diagnostics).toEqual([]);
  expect(printed).toContain("if (!c) { co.state = 1; continue step; };");
});

test("comments go with the line they stand before", () => {
  const { outputText } = ts.transpileModule("function* g(c) {\n  // asks first\n  if (c) yield 1;\n}", {
    fileName: "g.js",
    compilerOptions: { target: ts.ScriptTarget.ESNext },
    transformers: { before: [createTransformer({ generators: "all" })] },
  });
  expect(outputText).toMatch(/\/\/ asks first\n *if \(!c\) \{/);
});

test("a source map keeps its places within a line", () => {
  const { sourceMapText, outputText } = ts.transpileModule("function* g(c) { if (c) yield 1; }", {
    fileName: "g.js",
    compilerOptions: { target: ts.ScriptTarget.ESNext, sourceMap: true },
    transformers: { before: [createTransformer({ generators: "all" })] },
  });
  expect(outputText).toContain("if (!c) { co.state = 1; continue step; }");
  expect(sourceMapText).toBeDefined();
});
