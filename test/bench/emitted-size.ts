/**
 * How many bytes are emitted for a generator?
 *
 * The samples of this package, their types and decorators taken away, so that every compiler gets the same generators. Each
 * compiler lowers all of them; the bytes are those of the whole files, as emitted and minified (terser, as a module). Babel
 * and TypeScript put helpers into every file; with `helpers imported` they import them, as ours does with its run time. ES5 also
 * lowers classes, arrow functions and templates, which the others leave alone: its bytes are not only the generators'.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { transformSource } from "ts-coroutine/transformer";
import { packageRoot } from "./package-root.js";
import { loadBabel } from "./peers/babel.js";
import { loadPeer } from "./peers/index.js";

export interface EmittedSize {
  readonly compiler: string;
  readonly bytes: number;
  readonly minified: number;
}

interface Compiler {
  readonly name: string;
  compile(source: string, fileName: string): string;
}

/** The files that every compiler could lower, and what became of them. */
export async function measureEmittedSize(): Promise<{ readonly files: readonly string[]; readonly sizes: EmittedSize[]; readonly refused: readonly string[] }> {
  const { minify } = (await loadPeer("terser")) as { minify: Minify };
  const compilers = await loadCompilers();
  const sums = compilers.map(({ name }) => ({ compiler: name, bytes: 0, minified: 0 }));
  const files: string[] = [];
  const refused: string[] = [];
  for (const { name, source } of samples()) {
    const measured: { bytes: number; minified: number }[] = [];
    try {
      for (const compiler of compilers) measured.push(await measureOne(compiler, source, name, minify));
    } catch (error) {
      refused.push((error as Error).message.split("\n")[0]);
      continue;
    }
    files.push(name);
    for (const [index, { bytes, minified }] of measured.entries()) {
      sums[index].bytes += bytes;
      sums[index].minified += minified;
    }
  }
  return { files, sizes: sums, refused };
}

type Minify = (source: string, options: object) => Promise<{ code: string }>;

/** @throws Error that names the file, if the compiler refuses it or what it emits is no JavaScript */
async function measureOne({ name, compile }: Compiler, source: string, file: string, minify: Minify): Promise<{ bytes: number; minified: number }> {
  try {
    const output = compile(source, file).replace(/^\/\/# sourceMappingURL.*$/m, "");
    return { bytes: Buffer.byteLength(output), minified: Buffer.byteLength((await minify(output, { module: true })).code) };
  } catch (error) {
    throw new Error(`${file} (${name}: ${(error as Error).message})`, { cause: error });
  }
}

async function loadCompilers(): Promise<Compiler[]> {
  const regenerator = await loadBabel(["regenerator"]);
  const imported = await loadBabel(["regenerator"], [importHelpers]);
  return [
    { name: "not lowered", compile: (source) => source },
    { name: "ts-coroutine", compile: (source, fileName) => transformSource(source, { fileName, generators: "all" })?.code ?? source },
    { name: "babel regenerator", compile: (source) => regenerator.compile(source) },
    { name: "babel regenerator, helpers imported", compile: (source) => imported.compile(source) },
    { name: "typescript ES5", compile: (source) => transpile(source, ts.ScriptTarget.ES5) },
    { name: "typescript ES5, helpers imported", compile: (source) => transpile(source, ts.ScriptTarget.ES5, { importHelpers: true }) },
  ];
}

/** A Babel plugin that does for every helper what its runtime transform does: imports it. */
function importHelpers({ types }: any): object {
  return {
    pre(file: any) {
      const imported = new Map<string, any>();
      file.set("helperGenerator", (name: string) => {
        if (!imported.has(name)) {
          const local = types.identifier(`_${name}`);
          imported.set(name, local);
          file.path.unshiftContainer("body", types.importDeclaration([types.importDefaultSpecifier(local)], types.stringLiteral(`@babel/runtime/helpers/${name}`)));
        }
        return types.cloneNode(imported.get(name));
      });
    },
  };
}

function transpile(source: string, target: ts.ScriptTarget, options: ts.CompilerOptions = {}): string {
  const compilerOptions = { target, module: ts.ModuleKind.ESNext, downlevelIteration: true, ignoreDeprecations: "6.0", ...options };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** Every sample with a generator in it, as JavaScript. */
function* samples(): Iterable<{ name: string; source: string }> {
  const folder = join(packageRoot, "samples");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (!name.endsWith(".ts")) continue;
    const source = readFileSync(join(folder, name), "utf8").replace(/^\s*@(coroutine|generator)\s*$/gm, "");
    if (/(function\s*\*|^\s*(override |async )?\*)/m.test(source)) yield { name: name.replace(/\.ts$/, ".js"), source: transpile(source, ts.ScriptTarget.ES2022) };
  }
}
