/**
 * Does TypeScript still do its own work inside a coroutine? Imports become `module_1.name` in CommonJS, unused ones disappear,
 * enums are inlined, exported variables stay live, JSX and nested decorators are lowered, types are gone.
 */
import { describe, expect, test } from "vitest";
import { countMachines, countSites } from "../modes/sites.js";
import { withProject, type ProjectOptions } from "./project.js";

const helpers = `
export const used = (x: number): number => x + 1;
export const alsoUsed = { deep: (x: number): number => x * 10 };
export default class Base { constructor(readonly size: number) {} }
export interface OnlyAType { field: number }
export function h(tag: string, props: object | null, ...children: unknown[]): string {
  return "<" + tag + Object.entries(props ?? {}).map(([name, value]) => " " + name + "=" + value).join("") + ">" + children.join("") + "</" + tag + ">";
}
`;

const program = `
import Base, { alsoUsed, h, used, type OnlyAType } from "./helpers.js";
import * as everything from "./helpers.js";
import { coroutine, IOLoop, sleep, type Coroutine } from "ts-coroutine";

declare global { namespace JSX { interface IntrinsicElements { div: { id: number } } } }
const enum Inlined { Three = 3 }
enum Colour { Red = "red" }
namespace Settings {
  export let level = 1;
  export const raise = coroutine(function* () { yield* sleep(0.001); level += 1; return level; });
}
export let exported = 0;
const output: unknown[] = [];

abstract class Overloaded<T extends OnlyAType> extends Base {
  declare typeOnly: T;
  constructor(private readonly start: number) { super(start); }

  get(x: string): Coroutine<string>;
  get(x: number): Coroutine<number>;
  @coroutine
  *get(x: any): Coroutine<any> {
    yield* sleep(0.001);
    return typeof x === "string" ? x + this.start : x + this.start;
  }

  @coroutine
  *all<K extends string>(key: K, optional?: number, ...rest: readonly T[]): Coroutine<void> {
    const value = (yield* this.get(1)) as unknown as number;
    output.push(used(value), alsoUsed.deep(yield* this.get(2)), everything.used(yield* this.get(3)));
    output.push(Inlined.Three + (yield* this.get(4)), Colour.Red, Colour[(yield* this.get("Red")).slice(0, 3) as "Red"]);
    exported = (yield* this.get(5))!;
    exported++;
    Settings.level = yield* this.get(6);
    output.push(yield* Settings.raise(), Settings.level);
    output.push((<div id={yield* this.get(7)}>{key}{yield* this.get("child")}</div>) satisfies unknown);
    class Local extends Base {
      @doubled method(): number { return this.size; }
      static made = new Local(8);
    }
    output.push(new Local(9).method(), Local.made.size, optional ?? "nothing", rest.length);
    type Inner = { a: number };
    interface AlsoInner { b: number }
    const shape: Inner & AlsoInner = { a: yield* this.get(10), b: 0 };
    output.push(shape.a!, (yield* this.get("x") as Coroutine<string>).length);
    let lateUsed: number;
    for (const [index, entry] of ["a", "b"].entries()) {
      lateUsed = (yield* this.get(index)) satisfies number;
      output.push(entry + lateUsed);
    }
    const { a: renamed = 1, ...others } = { ...shape, c: yield* this.get(11) };
    output.push(renamed, JSON.stringify(others));
  }
}

function doubled(method: () => number, context: ClassMethodDecoratorContext): () => number;
function doubled(target: object, name: string, descriptor: PropertyDescriptor): void;
function doubled(method: any, context: any, descriptor?: PropertyDescriptor): any {
  if (descriptor === undefined) return function (this: unknown) { return method.call(this) * 2; };
  const { value } = descriptor;
  descriptor.value = function () { return value.call(this) * 2; };
}

class Concrete extends Overloaded<OnlyAType> {}

IOLoop.current().run(() => new Concrete(100).all("key ")).then(() => console.log([...output, exported].join(" ")));
`;

const expected = '102 1020 104 107 red red 107 107 <div id=107>key child100</div> 18 8 nothing 0 110 4 a100 b101 110 {"b":0,"c":111} 106';

const jsx = { jsx: "react", jsxFactory: "h" };

const variants: (ProjectOptions & { what: string })[] = [
  { what: "ESM", compilerOptions: jsx },
  { what: "CommonJS", type: "commonjs", compilerOptions: jsx },
  { what: "CommonJS, experimentalDecorators", type: "commonjs", compilerOptions: { ...jsx, experimentalDecorators: true } },
  { what: "ESM, experimentalDecorators, emitDecoratorMetadata off, target ES2017", compilerOptions: { ...jsx, experimentalDecorators: true, target: "ES2017" } },
  { what: "ESM, isolatedModules, target ESNext", compilerOptions: { ...jsx, isolatedModules: true, target: "ESNext", experimentalDecorators: true } },
];

describe.each(variants)("$what", ({ what, ...options }) => {
  test("the program prints the same with and without the plugin, and every coroutine is a machine", async () => {
    await withProject({ "program.tsx": program, "helpers.ts": helpers }, options, async project => {
      await project.build("tsc");
      expect(await project.run("program.js")).toEqual({ exitCode: 0, output: expected });
      await project.build("tspc");
      const code = project.emitted("program.js");
      expect(countMachines(code)).toBe(countSites(program));
      expect(await project.run("program.js")).toEqual({ exitCode: 0, output: expected });
    });
  });
});
