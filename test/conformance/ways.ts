/**
 * In which ways is a program run?
 *
 *     native     as it is: the engine's own generators are the oracle
 *     text       transformSource, the source-to-source printer
 *     ast        createTransformer in ts.transpileModule, the printer behind the TypeScript emitter
 *     module     transformSource of an ES module, then what any bundler does: types off, imports to require
 */
import ts from "typescript";
import * as machine from "../../runtime/machine.js";
import { createTransformer, transformSource } from "../../transformer/index.js";
import { engineHasUsing } from "./engine.js";
import type { Program } from "./run-program.js";

export interface Way {
  readonly name: string;
  /** Turns the source of a program into one that can be evaluated. Throws if the compiler refuses it. */
  compile(source: string): Program;
}

const modules = { "ts-coroutine/machine": machine };

export const native: Way = {
  name: "native",
  compile: source => ({ code: source }),
};

export const text: Way = {
  name: "text",
  compile: source => ({ code: transformed(source, "commonjs"), modules }),
};

export const ast: Way = {
  name: "ast",
  compile(source) {
    const before = [createTransformer({ generators: "all" })];
    return { code: transpiled(source, { before }), modules };
  },
};

export const module: Way = {
  name: "module",
  compile: source => ({ code: transpiled(transformed(`${source}\nexport {};`, "esm")), modules }),
};

/**
 * The same for programs in TypeScript: TypeScript alone is the oracle, which leaves generators to the engine; the text
 * printer's output is TypeScript still.
 */
export const typescriptOracle: Way = {
  name: "native",
  compile: source => ({ code: transpiled(source, undefined, fileNameOf(source)) }),
};

/** A program with JSX names its `React`. */
function fileNameOf(source: string): string {
  return source.includes("React") ? "program.tsx" : "program.ts";
}

export const typescriptWays: readonly Way[] = [
  { name: "text", compile: source => ({ code: transpiled(transformed(source, "commonjs", fileNameOf(source)), undefined, fileNameOf(source)), modules }) },
  { name: "ast", compile: source => ({ code: transpiled(source, { before: [createTransformer({ generators: "all" })] }, fileNameOf(source)), modules }) },
];

/** The compiled ways; `module` shares its printer with `text`, so only the cases run it. */
export const compiledWays: readonly Way[] = [text, ast];
export const allWays: readonly Way[] = [text, ast, module];

function transformed(source: string, format: "commonjs" | "esm", fileName = "program.js"): string {
  const result = transformSource(source, { fileName, generators: "all", format });
  return result === null ? source : result.code;
}

function transpiled(source: string, transformers?: ts.CustomTransformers, fileName = "program.js"): string {
  const { outputText } = ts.transpileModule(source, {
    fileName,
    transformers,
    // An engine without `using` needs TypeScript to lower what the transformer leaves of it. Where the engine has it, it
    // must stay: lowered, `for (using x of [x])` no longer throws. Decorators and `accessor` no engine has.
    compilerOptions: { target: engineHasUsing && /\busing\b/.test(source) ? ts.ScriptTarget.ESNext : ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, jsx: ts.JsxEmit.React },
  });
  return outputText;
}
