/**
 * In which ways does a program of coroutines run?
 *
 *     interpreted     every body is the engine's own generator, driven at run time
 *     text, ast       each printer's machines; a generator within stays the engine's, or becomes a machine as well
 */
import ts from "typescript";
import * as runtime from "../../../runtime/index.js";
import * as machine from "../../../runtime/machine.js";
import { createTransformer, transformSource } from "../../../transformer/index.js";
import type { Program } from "../run-program.js";
import type { Way } from "../ways.js";

export type Generators = "decorated" | "all";

const modules = { "ts-coroutine": runtime, "ts-coroutine/machine": machine };

/** No engine has decorators yet. To decorate afterwards is the same. */
const decorateMethods = `\nfor (const name of ["sub", "run"]) Object.defineProperty(Program.prototype, name, { value: coroutine(Program.prototype[name]) });`;

export const interpreted: Way = {
  name: "interpreted",
  compile(source) {
    const hasMethods = source.includes("@coroutine ");
    return withoutModule(source.replaceAll("@coroutine ", "") + (hasMethods ? decorateMethods : ""));
  },
};

export function text(generators: Generators): Way {
  return { name: `text, ${generators}`, compile: (source) => withoutModule(transformSource(source, { fileName: "program.js", generators, format: "esm" })!.code) };
}

export function ast(generators: Generators): Way {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.CommonJS };
  const transformers = { before: [createTransformer({ generators })] };
  return { name: `ast, ${generators}`, compile: (source) => ({ code: ts.transpileModule(source, { fileName: "program.js", transformers, compilerOptions }).outputText, modules }) };
}

/** A module as the script that evaluates the same: its imports are what `require` finds. */
export function withoutModule(source: string): Program {
  const code = source.replace(/^import (\{.*\}) from (".*");$/gm, "const $1 = require($2);").replace(/^export \{\};$/m, "");
  return { code, modules };
}
