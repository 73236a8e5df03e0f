/** What remains of the decorators: which methods does a class name as coroutines, and does that survive the emitter? */
import ts from "typescript";
import { expect, test } from "vitest";
import { createTransformer, transformSource } from "../../transformer/index.js";

const source = (head: string, members: string): string => `import { coroutine } from "ts-coroutine";\n${head} {\n${members}\n}\n`;

function marks(head: string, members: string): string | undefined {
  const { code } = transformSource(source(head, members), { fileName: "a.ts" })!;
  return /static \{ (.*) \}$/m.exec(code)?.[1];
}

test("every key that can be written a second time is named, inherited and static ones apart", () => {
  const members = ["get", '"quoted name"', "42", '["computed name"]', "[Symbol.iterator]", "static make"].map((key) =>
    key.startsWith("static") ? `@coroutine static *${key.slice(7)}() {}` : `@coroutine *${key}() {}`,
  );
  expect(marks("class A", members.join("\n"))).toBe(
    'coroutineMethods(this.prototype, "get", "quoted name", 42, "computed name", Symbol.iterator); coroutineMethods(this, "make");',
  );
});

test("a private or computed key, a callback, and a decorator above ours are left to themselves", () => {
  const members = ["@coroutine *#secret() {}", "@coroutine *[key()]() {}", "@coroutine({ replaceCallback: true }) *get() {}", "@log @coroutine *logged() {}"];
  expect(marks("class A", members.join("\n"))).toBeUndefined();
});

test("a decorated class is called by its name: with experimental decorators there is no `this`", () => {
  const method = "@coroutine *get() {}";
  expect(marks("@entity class A", method)).toBe('coroutineMethods(A.prototype, "get");');
  for (const target of [ts.ScriptTarget.ES2018, ts.ScriptTarget.ES2022]) {
    for (const experimentalDecorators of [false, true]) {
      const compilerOptions = { target, experimentalDecorators, module: ts.ModuleKind.ESNext };
      const { outputText } = ts.transpileModule(source("@entity class A", method), { compilerOptions, transformers: { before: [createTransformer()] } });
      expect(outputText).toContain('coroutineMethods(A.prototype, "get");');
    }
  }
});
