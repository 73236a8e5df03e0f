/**
 * What does a user see when a coroutine cannot be compiled? An error of the compiler, at the place, with the code and with what to
 * write instead; the exit code says so too, and the file is emitted as without the plugin.
 *
 * `@ts-ignore` silences TypeScript's own opinion of these lines, so that what is left is ours.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Project, withProject, type Outcome } from "./project.js";

const imports = 'import { coroutine, generator, sleep, type Coroutine } from "ts-coroutine";\n';

interface Refusal {
  readonly what: string;
  readonly code: number;
  /** What the message says is to be written instead. */
  readonly advice: RegExp;
  /** The source; the diagnostic is expected where `▶` stands. */
  readonly source: string;
}

const refusals: Refusal[] = [
  {
    what: "@coroutine on a getter",
    code: 1001,
    advice: /Write `@coroutine \*name\(\) \{ … \}`/,
    source: "class A {\n  // @ts-ignore\n  ▶@coroutine get value(): number { return 1; }\n}",
  },
  {
    what: "@generator on a method that is no generator",
    code: 1001,
    advice: /Write `\*all\(\)`/,
    source: "class A {\n  // @ts-ignore\n  ▶@generator all(): number[] { return [1]; }\n}",
  },
  {
    what: "a yield in a parameter default",
    code: 1002,
    advice: /Move it into the body/,
    source: "class A {\n  @coroutine\n  // @ts-ignore\n  *get(url: string = ▶yield): Coroutine<string> { return url; }\n}",
  },
  {
    what: "an async generator method",
    code: 1003,
    advice: /Write `\*get\(\)` and `yield` instead of `await`/,
    source: "class A {\n  // @ts-ignore\n  ▶@coroutine async *get(): AsyncGenerator<number> { yield 1; }\n}",
  },
  {
    what: "an async method",
    code: 1003,
    advice: /Write `\*get\(\)` and `yield\*` instead of `await`/,
    source: "class A {\n  ▶@coroutine async get(): Promise<number> { return 1; }\n}",
  },
  {
    what: "an async generator function",
    code: 1003,
    advice: /Write `function\* \(\) \{ … \}`/,
    source: "// @ts-ignore\nexport const get = coroutine(▶async function* () { yield 1; });",
  },
  {
    what: "direct eval in the body",
    code: 1004,
    advice: /Write `\(0, eval\)\(…\)`/,
    source: "class A {\n  @coroutine *get(code: string): Coroutine<void> { yield* sleep(1); ▶eval(code); }\n}",
  },
];

/** The text of the file without the mark, and where the mark was. */
function locate(marked: string): { source: string; position: string } {
  const before = imports + marked.slice(0, marked.indexOf("▶"));
  const line = before.split("\n").length;
  return { source: `${imports}${marked.replace("▶", "")}\nexport {};\n`, position: `${line},${before.length - before.lastIndexOf("\n")}` };
}

describe("what is refused", () => {
  let project: Project;
  let compiled: Outcome;
  let plain: Outcome;

  const fileName = (what: string): string => what.replaceAll(/\W+/g, "-");

  beforeAll(async () => {
    const files = refusals.map(({ what, source }) => [`${fileName(what)}.ts`, locate(source).source]);
    project = new Project(Object.fromEntries(files));
    compiled = await project.compile("tspc");
    plain = await project.compile("tsc", "--outDir", "plain");
  });

  afterAll(() => project.remove());

  test.each(refusals)("$what is one error, at its place, with its code and with advice", ({ what, code, advice, source }) => {
    const messages = compiled.output.split("\n").filter(line => line.startsWith(`${fileName(what)}.ts`));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(`(${locate(source).position}): error TSC${code}: `);
    expect(messages[0]).toMatch(advice);
  });

  test.each(refusals)("$what is emitted as without the plugin", ({ what }) => {
    expect(project.emitted(`${fileName(what)}.js`)).toBe(project.emitted(`${fileName(what)}.js`, "plain"));
  });

  test("the exit code tells a script; without the plugin TypeScript has no objection", () => {
    expect(compiled.exitCode).not.toBe(0);
    expect(plain).toEqual({ exitCode: 0, output: "" });
  });
});

describe("what is legal", () => {
  test("@coroutine on a plain method, as in Tornado: its result becomes a done Future", async () => {
    const source = `import { asFuture, coroutine } from "ts-coroutine";
class A { @coroutine plain(): number { return 42; } }
const future = asFuture(new A().plain() as never);
console.log(future.done(), future.result());
`;
    await withProject({ "plain.ts": source }, {}, async project => {
      await project.build();
      expect(await project.run("plain.js")).toEqual({ exitCode: 0, output: "true 42" });
    });
  });

  test("indirect eval, and direct eval outside of coroutines", async () => {
    const source = `${imports}
export function outside(code: string): unknown { return eval(code); }
export const inside = coroutine(function* (code: string) { yield* sleep(0); return (0, eval)(code); });
`;
    await withProject({ "legal.ts": source }, {}, project => project.build());
  });
});
