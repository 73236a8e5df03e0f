/**
 * What do other compilers make of native's own source?
 *
 *     …/bench/cases/…                   as tspc emits it: async functions and generators stay what they are
 *     …/bench/cases-typescript-es5/…    the same files for ES5: __awaiter and __generator
 *     …/bench/cases-babel-async/…       @babel/plugin-transform-async-to-generator: promises around native generators
 *     …/bench/cases-babel-regenerator/… that and @babel/plugin-transform-regenerator
 *
 * The whole folder is compiled once more, written beside the original and imported; each way is what the copy calls `native`.
 * Babel's regenerator expects code in which newer forms are gone already, as its preset makes it; so the async functions of the
 * cases use none (no `catch` without a name, no destructuring), and the preset is not needed. Babel is version 8 where Node is new enough for it, 7 elsewhere.
 *
 * The compilers run in a process of their own (recompile.ts): they would fill this one's heap with 150 MB, and every collection
 * of what is measured would have to look at that.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { waysOf, type Case, type Way } from "../case.js";
import { load } from "./index.js";
import type { Peer, Programs } from "./programs.js";

const ways: readonly Way[] = ["typescript-es5", "babel-async", "babel-regenerator"];
const cases = fileURLToPath(new URL("../cases/", import.meta.url));
const recompile = fileURLToPath(new URL("recompile.js", import.meta.url));

export async function recompiledPeers(): Promise<Peer[]> {
  const peers: Peer[] = [];
  for (const way of ways) {
    peers.push(
      await load(way, async () => {
        if (!existsSync(join(cases, "index.js"))) throw new Error("the benchmark is not compiled");
        const folder = join(cases, `../cases-${way}`);
        const { version, error } = JSON.parse(execFileSync(process.execPath, [recompile, way, cases, folder], { encoding: "utf8" })) as { version: string; error?: string };
        if (error !== undefined) throw new Error(error);
        return { version, programs: await programsOf(folder) };
      }),
    );
  }
  return peers;
}

async function programsOf(folder: string): Promise<Programs> {
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
