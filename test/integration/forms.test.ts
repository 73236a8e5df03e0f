/**
 * Is every kind of coroutine compiled, for every kind of output, and does the program then do the same?
 */
import { describe, expect, test } from "vitest";
import { countMachines, countSites } from "../modes/sites.js";
import { withProject, type ProjectOptions } from "./project.js";

const source = `
import { coroutine, generator, Future, IOLoop, sleep, type Coroutine } from "ts-coroutine";

const name = "computed";

class Forms {
  readonly base = 10;

  @coroutine *instance(n: number): Coroutine<number> { yield* sleep(0.001); return this.base + n; }
  @coroutine static *ofClass(n: number): Coroutine<number> { yield* sleep(0.001); return this.name.length + n; }
  @coroutine *#hidden(n: number): Coroutine<number> { return (yield* this.instance(n)) * 2; }
  @coroutine *[name](n: number): Coroutine<number> { return (yield* this.#hidden(n)) + 1; }
  @coroutine *"quoted name"(): Coroutine<string> { yield* sleep(0.001); return "quoted"; }
  @generator *numbers(): Generator<number, void, void> { yield 1; yield this.base; }
  plain(): number { return 1; }
}

const Expression = class extends Forms {
  @coroutine override *instance(n: number): Coroutine<number> { return (yield* super.instance(n)) + 1000; }
};

const free = coroutine(function* (n: number) { return (yield* new Forms().instance(n)) + 100; });
const arrowOf = { method: coroutine(function* (this: { factor: number }, n: number) { yield* sleep(0.001); return this.factor * n; }), factor: 7 };
const regions = coroutine(function* (parts: Iterable<string>) {
  let text = "";
  try {
    // What a region is in the source becomes a remark in the output, unless that is to have none.
    for (const part of parts) text += "\\"" + part + (yield* IOLoop.current() === undefined ? sleep(0) : sleep(0.001));
  } catch (error) { text += String(error); } finally { text += "."; }
  return text;
});
const letters = generator(function* (text: string): Generator<string, void, void> { for (const letter of text) yield letter; });

const main = coroutine(function* () {
  const forms = new Forms();
  const loopVariables: (() => number)[] = [];
  for (let i = 0; i < 3; i++) {
    yield* sleep(0.001);
    loopVariables.push(() => i);
  }
  return [
    yield* forms.instance(1),
    yield* Forms.ofClass(2),
    yield* forms[name](3),
    yield* forms["quoted name"](),
    yield* new Expression().instance(4),
    yield* free(5),
    yield* arrowOf.method(6),
    [...forms.numbers(), ...letters("ab")].join(),
    loopVariables.map(read => read()).join(),
    yield* regions("ab"),
    forms.plain(),
  ];
});

function print(values: unknown[]): void { console.log(values.join(" ")); }
IOLoop.current().run(() => main()).then(print);
export const done = new Future<void>();
`;

const expected = '11 7 27 quoted 1014 115 42 1,10,a,b 0,1,2 "aundefined"bundefined. 1';

const outputs: (ProjectOptions & { what: string })[] = [
  { what: "ESM, standard decorators" },
  { what: "ESM, standard decorators, esnext module", compilerOptions: { module: "ESNext", moduleResolution: "Bundler", verbatimModuleSyntax: true } },
  { what: "CommonJS, standard decorators", type: "commonjs" },
  { what: "ESM without comments, standard decorators", compilerOptions: { removeComments: true } },
  { what: "ES2017 with source maps, standard decorators", compilerOptions: { target: "ES2017", sourceMap: true } },
  { what: "CommonJS by option, standard decorators", type: "commonjs", compilerOptions: { module: "CommonJS", moduleResolution: "Bundler", ignoreDeprecations: "6.0" } },
];

const experimental = outputs.map(({ what, compilerOptions, ...rest }) => ({
  ...rest,
  what: what.replace("standard", "experimental"),
  compilerOptions: { ...compilerOptions, experimentalDecorators: true },
}));

// experimentalDecorators cannot decorate private methods and class expressions: TypeScript says so itself (TS1206).
const withoutPrivate = source.replaceAll("#hidden", "hidden").replace("const Expression = class extends", "class Expression extends").replace("\n};\n\nconst free", "\n}\n\nconst free");

describe.each([...outputs, ...experimental])("$what", ({ what, ...options }) => {
  const text = what.includes("experimental") ? withoutPrivate : source;

  test("every form is a machine, and the program prints the same with and without the plugin", async () => {
    await withProject({ "forms.ts": text }, options, async project => {
      await project.build("tspc");
      expect(countMachines(project.emitted("forms.js"))).toBe(countSites(text));
      expect(await project.run("forms.js")).toEqual({ exitCode: 0, output: expected });
      await project.build("tsc");
      expect(countMachines(project.emitted("forms.js"))).toBe(0);
      expect(await project.run("forms.js")).toEqual({ exitCode: 0, output: expected });
    });
  });
});
