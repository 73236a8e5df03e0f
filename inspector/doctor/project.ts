/**
 * What is there in a project that decides how it is compiled?
 *
 * Its tsconfig.json with what that extends, its package.json, and the packages `ts-coroutine`, `typescript` and `ts-patch` as
 * they are found from there. Only read here; `examine.ts` judges.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parseJsonWithComments } from "./jsonc.js";

export interface InstalledPackage {
  /** As it is imported here; an alias differs from the package's own name. */
  readonly alias: string;
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

export type Configuration =
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "read"; readonly path: string; readonly plugins: readonly string[] };

export interface Project {
  readonly configuration: Configuration;
  /** The scripts of the nearest package.json: name -> command. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Where they run. */
  readonly scriptFolder: string;
  readonly typescript: InstalledPackage | undefined;
  /** Further TypeScripts, under an alias: `"typescript-7": "npm:typescript@7"`. */
  readonly otherTypeScripts: readonly InstalledPackage[];
  /** `ts-patch install` was run: plain `tsc` runs plugins too. */
  readonly isPatched: boolean;
  readonly tsCoroutine: InstalledPackage | undefined;
  readonly tsPatch: InstalledPackage | undefined;
  readonly nodeVersion: string;
}

export function readProject(path: string, isFolder: boolean): Project {
  const folder = isFolder ? path : dirname(path);
  const manifest = nearestManifest(folder);
  const typescript = installed("typescript", folder);
  const aliases = Object.entries(manifest.dependencies).filter(([alias, range]) => alias !== "typescript" && /^npm:(@typescript\/)?(typescript|native|old)/.test(range));
  return {
    configuration: readConfiguration(isFolder ? join(path, "tsconfig.json") : path),
    scripts: manifest.scripts,
    scriptFolder: manifest.folder,
    typescript,
    otherTypeScripts: aliases.flatMap(([alias]) => installed(alias, folder) ?? []),
    isPatched: typescript !== undefined && isPatched(typescript.folder),
    tsCoroutine: installed("ts-coroutine", folder),
    tsPatch: installed("ts-patch", folder),
    nodeVersion: process.versions.node,
  };
}

interface Manifest {
  readonly folder: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

function nearestManifest(folder: string): Manifest {
  const path = join(folder, "package.json");
  if (existsSync(path)) {
    const { scripts = {}, dependencies, devDependencies, peerDependencies } = parseJsonWithComments(readFileSync(path, "utf8")) as Record<string, Record<string, string> | undefined>;
    return { folder, scripts, dependencies: { ...peerDependencies, ...devDependencies, ...dependencies } };
  }
  return dirname(folder) === folder ? { folder, scripts: {}, dependencies: {} } : nearestManifest(dirname(folder));
}

/** The package as Node finds it from `folder`. */
function installed(alias: string, folder: string): InstalledPackage | undefined {
  for (const modules of createRequire(join(folder, "package.json")).resolve.paths(alias) ?? []) {
    const path = join(modules, alias, "package.json");
    if (!existsSync(path)) continue;
    const { name, version } = JSON.parse(readFileSync(path, "utf8")) as { name: string; version: string };
    return { alias, name, version, folder: dirname(path) };
  }
  return undefined;
}

/** ts-patch marks the files that it patches, at their head. */
function isPatched(folder: string): boolean {
  const path = join(folder, "lib", "tsc.js");
  return existsSync(path) && readFileSync(path, "utf8").slice(0, 2000).includes("tsp-module:");
}

function readConfiguration(path: string): Configuration {
  if (!existsSync(path)) return { kind: "missing", path };
  try {
    return { kind: "read", path, plugins: pluginsOf(path, []) };
  } catch (error) {
    return { kind: "unreadable", path, reason: (error as Error).message };
  }
}

/** The `transform` of each plugin line; a configuration without `plugins` has those of what it extends. */
function pluginsOf(path: string, seen: readonly string[]): readonly string[] {
  if (seen.includes(path)) throw new Error(`${path} extends itself`);
  const parsed = parseJsonWithComments(readFileSync(path, "utf8")) as { extends?: string | string[]; compilerOptions?: { plugins?: { transform?: string }[] } };
  const own = parsed.compilerOptions?.plugins;
  if (own !== undefined) return own.flatMap(({ transform }) => transform ?? []);
  const bases = [parsed.extends ?? []].flat();
  return bases.map((base) => pluginsOf(extendedPath(base, path), [...seen, path])).findLast((plugins) => plugins.length > 0) ?? [];
}

function extendedPath(base: string, from: string): string {
  if (!/^\.|^[/\\]|^\w:/.test(base)) return createRequire(from).resolve(base.endsWith(".json") || base.split("/").length > (base.startsWith("@") ? 2 : 1) ? base : `${base}/tsconfig.json`);
  const path = resolve(dirname(from), base);
  return existsSync(path) ? path : `${path}.json`;
}
