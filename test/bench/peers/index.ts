/**
 * With what are we compared, besides native async functions and callbacks?
 *
 * With the libraries in test/bench/npm, and with what other compilers make of native's own source (recompiled.ts). A peer
 * that is not installed, or not for this Node, is missing with a reason; its column stays empty and nothing else changes.
 */
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Case, Way } from "../case.js";
import { packageRoot } from "../package-root.js";
import { effectPrograms, type EffectLibrary } from "./effect.js";
import { effectionPrograms, type Effection } from "./effection.js";
import type { Peer, Programs } from "./programs.js";
import { recompiledPeers } from "./recompiled.js";
import { yieldingPrograms } from "./yielding.js";

export const npmFolder = `${packageRoot}test/bench/npm/`;

/** Imports a package that only the benchmark has. @throws Error if it is not there */
export async function loadPeer(name: string): Promise<any> {
  const { load } = (await import(pathToFileURL(`${npmFolder}load.js`).href)) as { load(name: string): Promise<any> };
  return load(name);
}

const soonNative = (callback: () => void): void => queueMicrotask(callback);

const libraries: readonly { readonly way: Way; readonly programs: (library: any) => Programs }[] = [
  {
    way: "bluebird",
    programs: ({ default: Bluebird }) =>
      yieldingPrograms({ wrap: Bluebird.coroutine, Promises: Bluebird, soon: (callback) => void Bluebird.resolve().then(callback) }),
  },
  { way: "co", programs: ({ default: co }) => yieldingPrograms({ wrap: co.wrap, Promises: Promise, soon: soonNative }) },
  { way: "mobx", programs: ({ flow }) => yieldingPrograms({ wrap: flow, Promises: Promise, soon: soonNative }) },
  { way: "effection", programs: (library: Effection) => effectionPrograms(library) },
  { way: "effect", programs: (library: EffectLibrary) => effectPrograms(library) },
];

export async function loadPeers(): Promise<Peer[]> {
  // Both Bluebird and MobX check more than they need to unless they are told this.
  process.env["NODE_ENV"] = "production";
  const peers: Peer[] = [];
  for (const { way, programs } of libraries) {
    peers.push(await load(way, async () => ({ version: versionOf(way), programs: programs(await loadPeer(way)) })));
  }
  return [...peers, ...(await recompiledPeers())];
}

export async function load(way: Way, start: () => Promise<{ version: string; programs: Programs }>): Promise<Peer> {
  try {
    return { kind: "there", way, ...(await start()) };
  } catch (error) {
    return { kind: "missing", way, reason: String((error as Error).message).split("\n")[0] };
  }
}

function versionOf(name: string): string {
  const file = `${npmFolder}node_modules/${name}/package.json`;
  if (!existsSync(file)) throw new Error("not installed: npm ci --prefix test/bench/npm");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** The case with the ways of all peers that have a program for it; `whose` says which ways of the case itself stay. */
export function withPeers(example: Case, peers: readonly Peer[], whose: "all" | "ours" = "all"): Case {
  const ways: Record<string, unknown> = whose === "all" ? { ...example.ways } : { "ts-coroutine": example.ways["ts-coroutine"] };
  for (const peer of peers) {
    if (peer.kind !== "there") continue;
    const program = peer.programs[`${example.name} ${example.operations}`] ?? peer.programs[example.name];
    if (program !== undefined) ways[peer.way] = () => program(example.operations);
  }
  return { ...example, ways } as unknown as Case;
}
