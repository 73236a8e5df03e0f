/**
 * How long does the compiler take, and how does that grow with the source?
 *
 * One generator with n statements `if (c) yield i;`, n from 1,000 to 32,000, compiled by our two printers, by the
 * regenerators of Babel 8 (where Node is new enough for it) and Babel 7, and by TypeScript's own ES5 generators, interleaved.
 *
 *     text              source to source: parse, lower, write
 *     ast, ES5          `ts.transpileModule`: parse, lower, TypeScript's other transformers, its emitter; ES5 has more of these
 *     babel             `transformSync` with the one plugin: parse, lower, generate
 *     not lowered       the call of `ast` without our transformer: what `ast` cannot do without
 *
 * All get the source as a string and return one, without a source map. Doubling n should double the time.
 */
import ts from "typescript";
import { createTransformer, transformSource } from "ts-coroutine/transformer";
import { shapes } from "../conformance/shapes.js";
import { loadBabel } from "./peers/babel.js";
import { summarize } from "./statistics.js";

const rounds = 7;
/** Runs before anything counts, while the engine compiles the compilers. */
const warming = 8;
/** A size whose rounds have taken so long, in milliseconds, gets no further one. */
const patience = 30_000;

const collectYoung = (globalThis as { gc?(options: { type: "minor" }): void }).gc;

interface Compiler {
  readonly name: string;
  compile(source: string): string | undefined;
}

/** A compiler that this machine cannot run. */
interface MissingCompiler {
  readonly name: string;
  readonly reason: string;
}

export interface CompileTime {
  readonly compiler: string;
  readonly yields: number;
  /** Milliseconds of processor time, the median of the rounds; or why there is none. */
  readonly took: { readonly milliseconds: number } | { readonly failure: string };
}

export async function measureCompileTime(): Promise<CompileTime[]> {
  const compilers = [
    { name: "ts-coroutine text", compile: (source: string) => transformSource(source, { fileName: "source.js", generators: "all" })?.code },
    { name: "ts-coroutine ast", compile: (source: string) => transpile(source, ts.ScriptTarget.ES2022, [createTransformer({ generators: "all" })]) },
    await regenerator(8),
    await regenerator(7),
    { name: "typescript ES5", compile: (source: string) => transpile(source, ts.ScriptTarget.ES5) },
    { name: "not lowered", compile: (source: string) => transpile(source, ts.ScriptTarget.ES2022) },
  ];
  const shape = shapes[0];
  for (let round = 0; round < warming; round++) for (const compiler of compilers) if ("compile" in compiler) compiler.compile(shape.source(shape.sizes[1]));
  return shape.sizes.flatMap((yields) => measureSize(compilers, shape.source(yields), yields));
}

async function regenerator(generation: 7 | 8): Promise<Compiler | MissingCompiler> {
  const name = `babel ${generation} regenerator`;
  try {
    const babel = await loadBabel(["regenerator"], [], generation);
    return { name, compile: (source) => babel.compile(source, true) };
  } catch (error) {
    return { name, reason: (error as Error).message.split("\n")[0] };
  }
}

function transpile(source: string, target: ts.ScriptTarget, before: ts.TransformerFactory<ts.SourceFile>[] = []): string {
  const compilerOptions: ts.CompilerOptions = { target, module: ts.ModuleKind.ESNext, ignoreDeprecations: "6.0" };
  return ts.transpileModule(source, { fileName: "source.js", compilerOptions, transformers: { before } }).outputText;
}

function measureSize(compilers: readonly (Compiler | MissingCompiler)[], source: string, yields: number): CompileTime[] {
  const samples = compilers.map((): number[] => []);
  const failures = new Map<string, string>();
  for (const compiler of compilers) if ("reason" in compiler) failures.set(compiler.name, compiler.reason);
  const began = performance.now();
  for (let round = 0; round < rounds && (round === 0 || performance.now() - began < patience); round++) {
    for (let turn = 0; turn < compilers.length; turn++) {
      // Another one begins in every round.
      const index = (turn + round) % compilers.length;
      const compiler = compilers[index];
      if (failures.has(compiler.name)) continue;
      // What the one before has left behind is not this one's to clear away. Not a full collection: it throws compiled code away.
      collectYoung?.({ type: "minor" });
      const usage = process.cpuUsage();
      try {
        (compiler as Compiler).compile(source);
        const { user, system } = process.cpuUsage(usage);
        samples[index].push((user + system) / 1000);
      } catch (error) {
        console.error(`${compiler.name} fails at ${yields} yields: ${String(error).slice(0, 100)}`);
        failures.set(compiler.name, "fails");
      }
    }
  }
  return compilers.map(({ name }, index) => {
    const failure = failures.get(name);
    return { compiler: name, yields, took: failure === undefined ? { milliseconds: summarize(samples[index]).median } : { failure } };
  });
}
