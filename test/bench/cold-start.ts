/**
 * What does a program pay before its first coroutine?
 *
 * The time to import the run time, in a process of its own each time, and the bytes that a bundler makes of what such a
 * program imports, minified, without the program. The others the same way; native async functions cost neither.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { packageRoot } from "./package-root.js";
import { npmFolder } from "./peers/index.js";
import { summarize, type Summary } from "./statistics.js";

const rounds = 15;

interface Library {
  readonly name: string;
  /** Relative names are looked up there. */
  readonly folder: string;
  readonly module: string;
  /** What a program with coroutines imports of it. */
  readonly names: string;
}

const ours: Library = { name: "ts-coroutine", folder: packageRoot, module: "ts-coroutine", names: "coroutine, Future, IOLoop, multi, sleep" };
const libraries: readonly Library[] = [
  ours,
  { name: "bluebird", folder: npmFolder, module: "bluebird", names: "default" },
  { name: "co", folder: npmFolder, module: "co", names: "default" },
  { name: "mobx", folder: npmFolder, module: "mobx", names: "flow" },
  { name: "effection", folder: npmFolder, module: "effection", names: "run, action, all, sleep" },
  { name: "effect", folder: npmFolder, module: "effect", names: "Effect" },
];

export interface ColdStart {
  readonly name: string;
  /** Milliseconds on the clock. */
  readonly importing: Summary;
  readonly minified: number;
  readonly gzipped: number;
}

/** Of all libraries that are installed. */
export async function measureColdStart(): Promise<ColdStart[]> {
  const sizes = new Map<Library, Buffer>();
  for (const library of libraries) {
    try {
      sizes.set(library, await bundle(library));
    } catch (error) {
      if (library === ours) throw error;
    }
  }
  const samples = new Map([...sizes.keys()].map((library): [Library, number[]] => [library, []]));
  for (let round = 0; round < rounds; round++) for (const [library, times] of samples) times.push(importOnce(library));
  return [...samples].map(([library, times]) => ({
    name: library.name,
    importing: summarize(times),
    minified: sizes.get(library)!.length,
    gzipped: gzipSync(sizes.get(library)!, { level: 9 }).length,
  }));
}

/** Milliseconds. */
function importOnce({ folder, module }: Library): number {
  const source = `const began = performance.now(); await import(${JSON.stringify(module)}); console.log(performance.now() - began);`;
  return Number(execFileSync(process.execPath, ["--input-type=module", "--eval", source], { cwd: folder, encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } }));
}

async function bundle({ folder, module, names }: Library): Promise<Buffer> {
  const entry = join(folder, "entry.js");
  const imported = `export { ${names} } from ${JSON.stringify(module)};`;
  const source = module === ours.module ? `${imported}\nexport { startCoroutine } from "ts-coroutine/machine";` : imported;
  const output = await build({
    configFile: false,
    root: folder,
    logLevel: "silent",
    plugins: [{ name: "entry", resolveId: (id) => (id === entry ? id : undefined), load: (id) => (id === entry ? source : undefined) }],
    build: { write: false, minify: true, modulePreload: false, rollupOptions: { input: entry, preserveEntrySignatures: "strict", external: /^node:/, output: { format: "es" } } },
  });
  const [{ output: files }] = [output].flat() as { output: { code?: string }[] }[];
  return Buffer.from(files.map(({ code }) => code ?? "").join(""));
}
