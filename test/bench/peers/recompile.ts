/**
 * How is a folder compiled once more by another compiler?
 *
 *     node recompile.js babel-async FROM TO        prints { "version": … } or { "error": … }
 *
 * A program of its own; recompiled.ts says why, and what for.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { loadBabel } from "./babel.js";

interface Compiler {
  readonly version: string;
  compile(source: string): string;
}

const compilers: Readonly<Record<string, () => Promise<Compiler>>> = {
  "typescript-es5": async () => ({ version: ts.version, compile: compileToES5 }),
  "babel-async": () => loadBabel(["async-to-generator"]),
  "babel-regenerator": () => loadBabel(["async-to-generator", "regenerator"]),
};

function compileToES5(source: string): string {
  const compilerOptions: ts.CompilerOptions = { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.ESNext, downlevelIteration: true, ignoreDeprecations: "6.0" };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

const [way, from, to] = process.argv.slice(2);
try {
  const { version, compile } = await compilers[way]();
  rmSync(to, { recursive: true, force: true });
  for (const file of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".js")) continue;
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), compile(readFileSync(join(from, file), "utf8")));
  }
  console.log(JSON.stringify({ version }));
} catch (error) {
  console.log(JSON.stringify({ error: (error as Error).message.split("\n")[0] }));
}
