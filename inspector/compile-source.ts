/**
 * What does the compiler say about one file?
 *
 *     { kind: "compiled", … }     its coroutines became machines
 *     { kind: "nothing" }         it has none
 *     { kind: "refused", … }      something in it cannot be compiled, or not even be read
 */
import { transformSource, TransformError, type PrintedSource, type TransformSourceOptions } from "../transformer/index.js";
import { ts, useTypeScript } from "../transformer/typescript.js";
import { parseDiagnostics, type ReportedDiagnostic } from "./diagnostics.js";
import { Failure } from "./failure.js";
import type { SourceText } from "./source-text.js";

export type Outcome =
  | { readonly kind: "compiled"; readonly printed: PrintedSource }
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly diagnostics: readonly ReportedDiagnostic[] };

export type CompileRequest = Pick<TransformSourceOptions, "generators" | "noCheck">;

/** @throws Failure with exit code 2 when there is no TypeScript that could read the file */
export function compileSource({ fileName, text }: SourceText, request: CompileRequest): Outcome {
  needTypeScript();
  try {
    const printed = transformSource(text, { fileName, ...request });
    return printed === null ? { kind: "nothing" } : { kind: "compiled", printed };
  } catch (error) {
    if (error instanceof TransformError) return { kind: "refused", diagnostics: parseDiagnostics(error.message) };
    throw error;
  }
}

function needTypeScript(): void {
  const advice = "Write npm install --save-dev typescript@~6.0.";
  try {
    useTypeScript();
  } catch {
    throw new Failure(2, `the package typescript is not installed, and this command reads files with it. ${advice}`);
  }
  if (typeof ts.createSourceFile === "function") return;
  throw new Failure(2, `this command reads files with TypeScript 5.9 or 6; TypeScript ${ts.version} has no interface for that. ${advice}`);
}
