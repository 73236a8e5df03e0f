/**
 * How is an installed package loaded with its code rewritten?
 *
 * A small CommonJS loader: files inside the package are read, turned from an ES module into a script if need be, given to
 * `rewrite`, and evaluated; everything else is required as usual.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import ts from "typescript";
import type { Program } from "../run-program.js";

const requireHere = createRequire(import.meta.url);

/** Runs a generator to its end, sending every yielded value straight back. */
function run(iterator: Iterator<unknown>): unknown {
  let result = iterator.next();
  while (!result.done) result = iterator.next(result.value);
  return result.value;
}

/** The folder of an installed package. */
export function packageFolder(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsPackage(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error(`${name} is not installed`);
  }
}

function existsPackage(folder: string): boolean {
  try {
    readFileSync(join(folder, "package.json"));
    return true;
  } catch {
    return false;
  }
}

/** Loads `entry` of the package in `folder`; each of its files is what `rewrite` makes of it. Returns its exports. */
export function loadPackage(folder: string, entry: string, rewrite: (source: string) => Program): unknown {
  const loaded = new Map<string, { exports: unknown }>();

  function load(file: string): unknown {
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} as unknown };
    loaded.set(file, module);
    const source = readFileSync(file, "utf8");
    if (file.endsWith(".json")) return (module.exports = JSON.parse(source) as unknown);
    const { code, modules } = rewrite(asScript(source, file));
    const requireThere = createRequire(file);
    function require(name: string): unknown {
      const provided = modules?.[name];
      if (provided !== undefined) return provided;
      const resolved = requireThere.resolve(name);
      return resolved.startsWith(folder + sep) ? load(resolved) : requireThere(name);
    }
    const factory = new Script(`(function (require, module, exports, $run) { "use strict"; ${code}\n})`, { filename: file }).runInThisContext() as (...values: unknown[]) => void;
    factory.call(module.exports, require, module, module.exports, run);
    return module.exports;
  }

  return load(join(folder, entry));
}

/** ES modules become scripts first; the scripts are what is rewritten. */
function asScript(source: string, file: string): string {
  if (!file.endsWith(".mjs") && !/^(import|export)\b/m.test(source)) return source;
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
  return ts.transpileModule(source, { fileName: "module.js", compilerOptions }).outputText;
}

/** For comparison: the package as it is. */
export function requirePackage(name: string): unknown {
  return requireHere(name);
}
