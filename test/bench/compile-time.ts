/**
 * How long does the compiler take, and how does that grow with the source?
 *
 * One generator with n statements `if (c) yield i;`, n from 1,000 to 32,000, compiled by our two printers, by Babel's
 * regenerator (version 7: version 8 needs a newer Node than we do) and by TypeScript's own ES5 generators, interleaved. `ts-coroutine ast` includes TypeScript's parser and emitter, as the ES5
 * output does; `typescript` is the same call without any lowering of generators. Doubling n should double the time.
 */
import { transformSync } from "@babel/core";
import ts from "typescript";
import { createTransformer, transformSource } from "ts-coroutine/transformer";
import { shapes } from "../conformance/shapes.js";
import { summarize } from "./statistics.js";

const rounds = 5;
/** A size whose rounds have taken so long, in milliseconds, gets no further one. */
const patience = 5000;

interface Compiler {
  readonly name: string;
  compile(source: string): unknown;
}

function transpile(source: string, target: ts.ScriptTarget, before: ts.TransformerFactory<ts.SourceFile>[] = []): string {
  const compilerOptions: ts.CompilerOptions = { target, module: ts.ModuleKind.ESNext, ignoreDeprecations: "6.0" };
  return ts.transpileModule(source, { fileName: "source.js", compilerOptions, transformers: { before } }).outputText;
}

const compilers: readonly Compiler[] = [
  { name: "ts-coroutine text", compile: (source) => transformSource(source, { fileName: "source.js", generators: "all" }) },
  { name: "ts-coroutine ast", compile: (source) => transpile(source, ts.ScriptTarget.ES2022, [createTransformer({ generators: "all" })]) },
  { name: "babel regenerator", compile: (source) => transformSync(source, { plugins: ["@babel/plugin-transform-regenerator"], configFile: false, babelrc: false, compact: true }) },
  { name: "typescript ES5", compile: (source) => transpile(source, ts.ScriptTarget.ES5) },
  { name: "typescript", compile: (source) => transpile(source, ts.ScriptTarget.ES2022) },
];

export interface CompileTime {
  readonly compiler: string;
  readonly yields: number;
  /** Milliseconds of processor time, the median of the rounds; undefined if the compiler has failed. */
  readonly milliseconds: number | undefined;
}

export function measureCompileTime(): CompileTime[] {
  const shape = shapes[0];
  // Not counted: the engine compiles the compilers.
  for (const { compile } of compilers) for (let round = 0; round < rounds; round++) compile(shape.source(shape.sizes[0]));
  return shape.sizes.flatMap((yields) => measureSize(shape.source(yields), yields));
}

function measureSize(source: string, yields: number): CompileTime[] {
  const samples = compilers.map((): number[] => []);
  const failed = new Set<Compiler>();
  const began = performance.now();
  for (let round = 0; round < rounds && (round === 0 || performance.now() - began < patience); round++) {
    for (const [index, compiler] of compilers.entries()) {
      if (failed.has(compiler)) continue;
      const usage = process.cpuUsage();
      try {
        compiler.compile(source);
        const { user, system } = process.cpuUsage(usage);
        samples[index].push((user + system) / 1000);
      } catch (error) {
        console.error(`${compiler.name} fails at ${yields} yields: ${String(error).slice(0, 100)}`);
        failed.add(compiler);
      }
    }
  }
  return compilers.map((compiler, index) => ({
    compiler: compiler.name,
    yields,
    milliseconds: failed.has(compiler) ? undefined : summarize(samples[index]).median,
  }));
}
