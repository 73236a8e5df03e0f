/**
 * Which Babel is there?
 *
 * Version 8, installed for the benchmark alone, where Node is new enough for it (22.18); else the version 7 that the
 * package's own tests use, with version 7's plugin for async functions, which is installed beside version 8.
 */
import { loadPeer } from "./index.js";

type BabelPlugin = "async-to-generator" | "regenerator";

interface BabelCore {
  readonly version: string;
  transformSync(source: string, options: object): { code: string };
}

export interface Babel {
  readonly version: string;
  compile(source: string, compact?: boolean): string;
}

/** The newest version that this Node runs, or a certain one. @throws Error if it needs a newer Node, or is not installed */
export async function loadBabel(names: readonly BabelPlugin[], more: readonly unknown[] = [], generation: 7 | 8 = supportsBabel8() ? 8 : 7): Promise<Babel> {
  const is8 = generation === 8;
  if (is8 && !supportsBabel8()) throw new Error("needs Node 22.18");
  const { default: core } = (is8 ? await loadPeer("@babel/core") : await import("@babel/core")) as any;
  const { version, transformSync } = (is8 ? await loadPeer("@babel/core") : core) as BabelCore;
  const plugins: unknown[] = [...more];
  for (const name of names) plugins.push((await (is8 ? loadPeer(`@babel/plugin-transform-${name}`) : loadPlugin7(name))).default);
  return {
    version,
    compile: (source, compact = false) => transformSync(source, { plugins: plugins.map(pluginOf), configFile: false, babelrc: false, compact, sourceType: "module" }).code,
  };
}

/** Babel 8 asks for ^22.18 or >=24.11, and is an ES module only. */
function supportsBabel8(): boolean {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > 24 || (major === 24 && minor >= 11) || (major === 22 && minor >= 18);
}

function loadPlugin7(name: BabelPlugin): Promise<any> {
  // The types of version 7's plugins are nowhere; their names as variables keep TypeScript from looking.
  const plugin: string = "@babel/plugin-transform-regenerator";
  return name === "regenerator" ? import(plugin) : loadPeer("babel-7-plugin-transform-async-to-generator");
}

/** A CommonJS module that pretends to be an ES module keeps its plugin in a second `default`. */
function pluginOf(plugin: any): unknown {
  return plugin.default ?? plugin;
}
