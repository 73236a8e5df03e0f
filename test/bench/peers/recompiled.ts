/**
 * What do other compilers make of native's own source?
 *
 *     dist/test/bench/cases/…                   as tspc emits it: async functions and generators stay what they are
 *     dist/test/bench/cases-typescript-es5/…    the same files for ES5: __awaiter and __generator
 *     dist/test/bench/cases-babel-async/…       @babel/plugin-transform-async-to-generator: promises around native generators
 *     dist/test/bench/cases-babel-regenerator/… that and @babel/plugin-transform-regenerator
 *
 * The whole folder is compiled once more, written beside the original and imported; each way is what the copy calls `native`.
 * Babel's regenerator expects code in which newer forms are gone already, as its preset makes it; so the async functions of the
 * cases use none (no `catch` without a name, no destructuring), and the preset is not needed. Babel is version 8 where Node is new enough for it, 7 elsewhere.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";
import { waysOf, type Case, type Way } from "../case.js";
import { loadBabel } from "./babel.js";
import { load } from "./index.js";
import type { Peer, Programs } from "./programs.js";

interface Compiler {
  readonly version: string;
  compile(source: string): string;
}

const compilers: readonly { readonly way: Way; start(): Promise<Compiler> }[] = [
  { way: "typescript-es5", start: async () => ({ version: ts.version, compile: compileToES5 }) },
  { way: "babel-async", start: async () => loadBabel(["async-to-generator"]) },
  { way: "babel-regenerator", start: async () => loadBabel(["async-to-generator", "regenerator"]) },
];

const cases = fileURLToPath(new URL("../cases/", import.meta.url));

export async function recompiledPeers(): Promise<Peer[]> {
  const peers: Peer[] = [];
  for (const { way, start } of compilers) {
    peers.push(
      await load(way, async () => {
        if (!existsSync(join(cases, "index.js"))) throw new Error("the benchmark is not compiled");
        const { version, compile } = await start();
        return { version, programs: await recompile(way, compile) };
      }),
    );
  }
  return peers;
}

function compileToES5(source: string): string {
  const compilerOptions: ts.CompilerOptions = { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.ESNext, downlevelIteration: true, ignoreDeprecations: "6.0" };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

async function recompile(way: Way, compile: (source: string) => string): Promise<Programs> {
  const folder = join(cases, `../cases-${way}`);
  rmSync(folder, { recursive: true, force: true });
  for (const file of readdirSync(cases, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".js")) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), compile(readFileSync(join(cases, file), "utf8")));
  }
  const { casesOf } = (await import(pathToFileURL(join(folder, "index.js")).href)) as typeof import("../cases/index.js");
  return Object.fromEntries([...nativePrograms(casesOf("tiny")), ...nativePrograms(casesOf("usual"))]);
}

/** By the case's name and, because there may be the same with fewer operations, its number of them. */
function* nativePrograms(examples: readonly Case[]): Iterable<[string, () => unknown]> {
  for (const { name, operations, ways } of examples) {
    const native = waysOf<() => unknown>(ways as Case["ways"] as never).find(([way]) => way === "native");
    if (native !== undefined) yield [`${name} ${operations}`, native[1]];
  }
}
