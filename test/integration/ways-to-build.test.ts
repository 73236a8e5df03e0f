/**
 * Does the plugin work however a project is built: watched (`tspc -w`), by references (`tspc -b`), with declaration maps, from
 * sources with a byte order mark and with the line ends of Windows?
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, test } from "vitest";
import { transformSource } from "../../transformer/index.js";
import { Project, withProject } from "./project.js";

const counter = `import { coroutine, sleep, type Coroutine } from "ts-coroutine";

/** Counts. */
export class Counter {
  // above it
  @coroutine
  *count(to: number): Coroutine<number> {
    let sum = 0;
    for (let i = 0; i < to; i++) {
      yield* sleep(0.001);
      sum += i;
    }
    const text = \`a
b\`;
    if (sum < 0) throw new Error("negative");
    return sum + text.length;
  }
}
`;

const main = `import { coroutine, IOLoop, type Coroutine } from "ts-coroutine";
import { Counter } from "../core/counter.js";
class Main {
  @coroutine
  *run(): Coroutine<void> {
    console.log(yield* new Counter().count(4));
    throw new Error("thrown here");
  }
}
await IOLoop.run(() => new Main().run()).catch((e: Error) => console.log(e.stack));
`;

const windows = `\uFEFF${counter.replaceAll("\n", "\r\n")}`;

/** Two projects, of which one refers to the other, in one folder of output. */
function references(core: string): Project {
  const options = { composite: true, declaration: true, declarationMap: true, sourceMap: true, target: "ES2022", lib: ["ES2022", "DOM"], module: "NodeNext", types: [], strict: true, skipLibCheck: true, plugins: [{ transform: "ts-coroutine/transformer" }] };
  const project = (name: string, more: object) => JSON.stringify({ compilerOptions: { ...options, rootDir: ".", outDir: `../out/${name}` }, include: ["*.ts"], ...more });
  return new Project({
    "core/tsconfig.json": project("core", {}),
    "core/counter.ts": core,
    "app/tsconfig.json": project("app", { references: [{ path: "../core" }] }),
    "app/main.ts": main,
    "solution.json": JSON.stringify({ files: [], references: [{ path: "core" }, { path: "app" }] }),
  });
}

async function withReferences(core: string, check: (project: Project) => Promise<void>): Promise<void> {
  const project = references(core);
  try {
    await check(project);
  } finally {
    project.remove();
  }
}

/** Where the words `marked` of an emitted file come from: line, counted from 1, and the source's text there. */
function origin(code: string, map: string, source: string, marked: string): [line: number, text: string] {
  const offset = code.indexOf(marked);
  expect(offset, `${marked} in ${code}`).toBeGreaterThanOrEqual(0);
  const before = code.slice(0, offset).split("\n");
  const { line, column } = originalPositionFor(new TraceMap(map), { line: before.length, column: before.at(-1)!.length });
  return [line!, source.split(/\r?\n/)[line! - 1].slice(column!)];
}

describe.each([["as they are", counter], ["with a byte order mark and CRLF", windows]])("sources %s", (_, core) => {
  test("projects that refer to one another are built in order, and run", async () => {
    await withReferences(core, async (project) => {
      expect(await project.buildReferences("solution.json")).toEqual({ exitCode: 0, output: "" });
      const { output } = await project.run("app/main.js");
      expect(output).toMatch(/^9\n/);
      expect(output).toContain("main.ts:7:11");
      const emitted = project.emitted("core/counter.js");
      expect(emitted).not.toContain("\uFEFF");
      const source = core.replace("\uFEFF", "");
      const map = project.emitted("core/counter.js.map");
      expect(origin(emitted, map, source, "throw new Error")).toEqual([15, `throw new Error("negative");`]);
      expect(origin(emitted, map, source, "sum += i")).toEqual([11, "sum += i;"]);
      const declared = project.emitted("core/counter.d.ts");
      expect(origin(declared, project.emitted("core/counter.d.ts.map"), source, "count(to")).toEqual([7, "count(to: number): Coroutine<number> {"]);
    });
  });

  test("the text printer keeps line ends, byte order mark and the places in the source", () => {
    const { code, map } = transformSource(core, { fileName: "counter.ts", noCheck: true })!;
    expect(code.match(/(?<!\r)\n/g) === null).toBe(core === windows);
    expect(code.startsWith("\uFEFF")).toBe(core === windows);
    expect(code.replace("\uFEFF", "").split(/\r?\n/).slice(0, 3)).toEqual([
      expect.stringMatching(/^\/\/ @ts-nocheck/),
      expect.stringMatching(/^import \{ coroutineMethods, startCoroutine \}/),
      `import { coroutine, sleep, type Coroutine } from "ts-coroutine";`,
    ]);
    expect(origin(code, map.toString(), core, "throw new Error")).toEqual([15, `throw new Error("negative");`]);
    expect(origin(code, map.toString(), core, "sum += i")).toEqual([11, "sum += i;"]);
    expect(origin(code, map.toString(), core, "type Coroutine")[0]).toBe(1);
  });
});

const result = async (project: Project): Promise<string> => (await project.run("app/main.js")).output.split("\n")[0];

describe("watching", () => {
  test("tspc -b -w compiles again what has changed, says what it refuses, and recovers", async () => {
    await withReferences(counter, async (project) => {
      const watch = project.watch("-b", "solution.json");
      try {
        expect(await watch.compiled()).toContain("Found 0 errors");
        expect(await result(project)).toBe("9");
        project.change("core/counter.ts", counter.replace("sum += i;", "sum += i * 10;"));
        expect(await watch.compiled()).toContain("Found 0 errors");
        expect(await result(project)).toBe("63");
        project.change("core/counter.ts", counter.replace("to: number", "to: number, more = yield"));
        expect(await watch.compiled()).toContain("counter.ts(7,29): error TSC1002");
        project.change("core/counter.ts", counter.replace("sum += i;", "sum += i * 100;"));
        expect(await watch.compiled()).toContain("Found 0 errors");
        expect(await result(project)).toBe("603");
      } finally {
        watch.stop();
      }
    });
  }, 120_000);

  test("tspc -w", async () => {
    const options = { compilerOptions: { sourceMap: true } };
    await withProject({ "core/counter.ts": counter, "app/main.ts": main }, options, async (project) => {
      const watch = project.watch("-p", ".");
      try {
        expect(await watch.compiled()).toContain("Found 0 errors");
        project.change("core/counter.ts", windows.replace("sum += i;", "sum += i * 10;"));
        expect(await watch.compiled()).toContain("Found 0 errors");
        expect(await result(project)).toBe("63");
        expect(readFileSync(join(project.folder, "out/core/counter.js"), "utf8")).toContain("startCoroutine");
      } finally {
        watch.stop();
      }
    });
  }, 120_000);
});
