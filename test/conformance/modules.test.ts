/**
 * Do programs made of ES modules do the same when every file of them is compiled?
 *
 *     main.mjs, a.mjs  →  a folder for each way, and a module there that stands for ts-coroutine/machine  →  import()
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { afterAll, expect, test } from "vitest";
import * as machine from "../../runtime/machine.js";
import { createTransformer, transformSource } from "../../transformer/index.js";
import { modulesCases, type ModulesCase } from "./cases/modules.js";
import { show } from "./show.js";

const ways: Readonly<Record<string, (source: string) => string>> = {
  native: (source) => source,
  text: (source) => transformSource(source, { fileName: "module.js", generators: "all", machineModule: "./machine.mjs" })?.code ?? source,
  ast: (source) =>
    ts.transpileModule(source, {
      fileName: "module.js",
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      transformers: { before: [createTransformer({ generators: "all", machineModule: "./machine.mjs" })] },
    }).outputText,
};

/** The test runner would take an `import()` of its own for a module of the project. */
// eslint-disable-next-line no-new-func
const nativeImport = new Function("url", "return import(url)") as (url: string) => Promise<unknown>;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

async function run({ files }: ModulesCase, way: string): Promise<string[]> {
  const lines: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "conformance-modules-"));
  folders.push(folder);
  for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, name), ways[way](source));
  writeFileSync(join(folder, "machine.mjs"), `export const { ${Object.keys(machine).join(", ")} } = globalThis.conformance.machine;`);
  Reflect.set(globalThis, "conformance", { machine });
  Reflect.set(globalThis, "log", (...values: unknown[]) => lines.push(values.map((value) => show(value)).join(" ")));
  try {
    await nativeImport(pathToFileURL(join(folder, "main.mjs")).href);
  } catch (error) {
    lines.push(`!> ${show(error)}`);
  }
  return lines;
}

test.each(modulesCases)("$name", async (example) => {
  const expected = await run(example, "native");
  expect(expected).not.toEqual([]);
  for (const way of ["text", "ast"]) expect({ [way]: await run(example, way) }).toEqual({ [way]: expected });
});
