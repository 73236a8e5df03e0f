/**
 * What does the compiler leave as it is? Everything but the coroutines: TypeScript emits it byte for byte as without the plugin.
 */
import { describe, expect, test } from "vitest";
import { withProject, type Project } from "./project.js";

/** A bit of everything that TypeScript itself has to transform, around the place where a coroutine may stand. */
function around(coroutine: string, imports: string): string {
  return `#!/usr/bin/env node
/* the licence of the file */
${imports}import { readFileSync, type PathLike } from "node:fs";
import type { Stats } from "node:fs";

// an enum
export enum Colour { Red = 1, Green, Blue = Red | Green }
const enum Inlined { One = 1 }
namespace Geometry { export const pi = 3; export namespace Deep { export const e = pi; } }
abstract class Shape<T> { protected abstract area(): T; declare hidden: T; }

function logged<M>(method: M, _context: ClassMethodDecoratorContext): M { return method; }

/** documented */
export class Circle extends Shape<number> implements Disposable {
  static count: number;
  static { Circle.count = Inlined.One; }
  #radius = 2;
  accessor colour = Colour.Red;
  constructor(public readonly name: string, private path?: PathLike) { super(); }

  protected override area(): number { return Geometry.pi * this.#radius ** 2 ; } // trailing

  @logged
  read(): string { return readFileSync(this.path!, "utf8") as unknown as string; }

  // <coroutine>
  ${coroutine}

  // </coroutine>
  *plain(): Generator<number> { const  spaced   = yield 1; return spaced!; }
  async later(): Promise<void> { for await (const x of []) await x; }
  get value(): number { return this.#radius ?? 0; }
  [Symbol.dispose](): void {}
}

export const template = \`a \${Colour.Green}
  b\`, regexp = /[/]\\/x/gu, big = 10n, list = [...[1, 2],, 3];
label: for (const [key, { deep = 1 } = {}] of new Map<string, { deep?: number }>()) { if (key) continue label; else break label; }
export default (stats: Stats): boolean => <boolean>stats.isFile();
export { Geometry as Shapes };
`;
}

const imports = 'import { coroutine, sleep, type Coroutine } from "ts-coroutine";\n';
const method = `@coroutine
  *fetch(n: number): Coroutine<number> { for (let i = 0; i < n; i++) { try { yield* sleep(i); } finally { this.area(); } } return n; }`;

/** The emitted text without what belongs to the coroutine: the lines that import from us, the mark, the method, the descriptions at the end. */
function rest(emitted: string): string {
  return emitted
    .replace(/^.*["']ts-coroutine(\/machine)?["'].*\n/gm, "")
    .replace(/^ *static \{ (\(0, \w+\.)?coroutineMethods.*\}\n/gm, "")
    .replace(/\/\/ <coroutine>[^]*\/\/ <\/coroutine>/, "")
    .replace(/^function \w+\$machine\(\) \{[^]*?^\}(; \})?\n/gm, "");
}

/** Compiles with the plugin into `out` and without it into `plain`, and compares files of the two folders. */
async function expectSame(project: Project, names: string[]): Promise<void> {
  await project.build("tspc");
  await project.build("tsc", "--outDir", "plain");
  for (const name of names) expect(project.emitted(name)).toBe(project.emitted(name, "plain"));
}

describe.each([
  { what: "ESM", options: {} },
  { what: "CommonJS", options: { type: "commonjs" } as const },
  { what: "ES2020, no comments", options: { compilerOptions: { target: "ES2020", removeComments: true } } },
])("$what", ({ options }) => {
  test("a file without a coroutine is emitted byte for byte, with the same source map and declarations", async () => {
    const compilerOptions = { ...("compilerOptions" in options ? options.compilerOptions : {}), sourceMap: true, declaration: true, lib: ["ESNext", "DOM"], types: ["node"] };
    await withProject({ "file.ts": around("fetch() {}", "") }, { ...options, compilerOptions }, project =>
      expectSame(project, ["file.js", "file.js.map", "file.d.ts"]),
    );
  });
});

describe.each([
  { what: "ESM", options: {} },
  { what: "CommonJS", options: { type: "commonjs" } as const },
])("$what", ({ options }) => {
  test("around a coroutine, the rest of the file is emitted byte for byte; declarations do not know of the plugin", async () => {
    const files = { "with.ts": around(method, imports), "without.ts": around("fetch() {}", "") };
    const compilerOptions = { declaration: true, lib: ["ESNext", "DOM"], types: ["node"] };
    await withProject(files, { ...options, compilerOptions }, async project => {
      await expectSame(project, ["with.d.ts", "without.js"]);
      expect(rest(project.emitted("with.js"))).toBe(rest(project.emitted("without.js")).replaceAll("without", "with"));
      expect(project.emitted("with.js")).toContain("switch (co.state)");
    });
  });
});
