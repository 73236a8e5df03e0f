/**
 * Which spelling of the decorator does the compiler recognise? Any that is an import of ours, and nothing that only looks so.
 */
import { describe, expect, test } from "vitest";
import { countMachines } from "../modes/sites.js";
import { withProject } from "./project.js";

/** A program that prints 42 if its coroutine works, with the import and the decorator to be tried. */
function program(imports: string, decorator: string): string {
  return `${imports}
import { IOLoop, sleep, type Coroutine } from "ts-coroutine";
class Service {
  ${decorator} *answer(): Coroutine<number> {
    yield* sleep(0.001);
    return 42;
  }
}
console.log(await IOLoop.current().run(() => new Service().answer()));
`;
}

const spellings = {
  "a named import": program('import { coroutine } from "ts-coroutine";', "@coroutine"),
  "a renamed import": program('import { coroutine as co } from "ts-coroutine";', "@co"),
  "a namespace import": program('import * as gen from "ts-coroutine";', "@gen.coroutine"),
  "with options": program('import { coroutine } from "ts-coroutine";', "@coroutine({ replaceCallback: true })"),
  "re-exported by name": program('import { coroutine } from "./names.js";', "@coroutine"),
  "re-exported under another name": program('import { task } from "./names.js";', "@task"),
  "re-exported with everything": program('import { coroutine } from "./everything.js";', "@coroutine"),
  "re-exported as a namespace": program('import { tornado } from "./names.js";', "@tornado.coroutine"),
};

const modules = {
  "names.ts": 'export { coroutine, coroutine as task } from "ts-coroutine";\nexport * as tornado from "ts-coroutine";\n',
  "everything.ts": 'export * from "ts-coroutine";\n',
};

const fileName = (spelling: string): string => spelling.replaceAll(" ", "-");

describe.each(["standard", "experimental"])("%s decorators", decorators => {
  const compilerOptions = { experimentalDecorators: decorators === "experimental" };

  test("every way to import the decorator makes a machine that runs", async () => {
    const files = Object.fromEntries(Object.entries(spellings).map(([spelling, text]) => [`${fileName(spelling)}.ts`, text]));
    await withProject({ ...modules, ...files }, { compilerOptions }, async project => {
      await project.build();
      for (const spelling of Object.keys(spellings)) {
        const code = project.emitted(`${fileName(spelling)}.js`);
        expect([spelling, countMachines(code)]).toEqual([spelling, 1]);
        expect(code).not.toMatch(/\*\s*answer/);
        expect([spelling, await project.run(`${fileName(spelling)}.js`)]).toEqual([spelling, { exitCode: 0, output: "42" }]);
      }
    });
  });
});

test("a function of one's own that is called coroutine is left alone", async () => {
  const text = `
function coroutine<M extends (...args: never[]) => Generator>(method: M, _context: ClassMethodDecoratorContext): M {
  return method;
}
const wrap = (body: () => Generator<number>) => body;
class Numbers {
  @coroutine *all(): Generator<number> { yield 1; yield 2; }
}
{
  const coroutine = wrap;
  console.log(...coroutine(function* () { yield 3; })());
}
console.log(...new Numbers().all());
export {};
`;
  await withProject({ "own.ts": text }, {}, async project => {
    await project.build("tspc");
    const compiled = project.emitted("own.js");
    expect(await project.run("own.js")).toEqual({ exitCode: 0, output: "3\n1 2" });
    await project.build("tsc");
    expect(compiled).toBe(project.emitted("own.js"));
  });
});

test("a local name that hides the import is left alone", async () => {
  const text = `
import { coroutine } from "ts-coroutine";
export const real = coroutine(function* () { return 1; });
export function hidden(coroutine: (body: () => Generator<number>) => number[]): number[] {
  return coroutine(function* () { yield 1; });
}
`;
  await withProject({ "hidden.ts": text }, {}, async project => {
    await project.build();
    const code = project.emitted("hidden.js");
    expect(countMachines(code)).toBe(1);
    expect(code).toContain("return coroutine(function* () { yield 1; });");
  });
});
