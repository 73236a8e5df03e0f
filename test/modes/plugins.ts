/**
 * How does one behaviour test file run three times?
 *
 *     interpreted     TypeScript only: decorators are lowered, `@coroutine` drives the native generator at run time
 *     compiled-ast    TypeScript with our transformer before it: what tspc emits
 *     compiled-text   our source-to-source output first, then TypeScript: what a bundler gets
 *
 * Each mode is a list of Vite plugins for the files under test/runtime; Vite chains the source maps of a list itself.
 * The transformer is loaded through Vite when the first file needs it, so that interpreted tests run without it.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { runnerImport, type Plugin } from "vite";
import { requireMachines } from "./sites.js";

type Transformer = typeof import("../../transformer/index.js");

export type Mode = "interpreted" | "compiled-ast" | "compiled-text";

const root = fileURLToPath(new URL("../../", import.meta.url));
const behaviourTests = `${root}test/runtime/`;

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  sourceMap: true,
};

export function pluginsFor(mode: Mode): Plugin[] {
  switch (mode) {
    case "interpreted":
      return [plugin("interpreted", transpile)];
    case "compiled-ast":
      return [
        plugin("compiled-ast", async (source, fileName) => {
          const { createTransformer } = await loadTransformer();
          return transpile(source, fileName, [createTransformer()]);
        }),
      ];
    case "compiled-text":
      return [
        plugin("compiled-text", async (source, fileName) => {
          const { transformSource } = await loadTransformer();
          const output = transformSource(source, { fileName });
          return output === null ? null : { code: output.code, map: output.map };
        }),
        plugin("transpile", transpile),
      ];
  }
}

interface Output {
  code: string;
  map: unknown;
}

type Compile = (source: string, fileName: string) => Output | null | Promise<Output | null>;

/** A plugin that compiles the behaviour tests before Vite sees them, and refuses to pass on a coroutine it did not compile. */
function plugin(name: string, compile: Compile): Plugin {
  return {
    name: `ts-coroutine:${name}`,
    enforce: "pre",
    async transform(source, id) {
      const fileName = id.split("?")[0];
      if (!fileName.startsWith(behaviourTests) || !fileName.endsWith(".ts")) return null;
      const output = await compile(source, fileName);
      if (name.startsWith("compiled")) requireMachines(readFileSync(fileName, "utf8"), output?.code ?? source, fileName);
      return output as { code: string } | null;
    },
  };
}

function transpile(source: string, fileName: string, before: ts.TransformerFactory<ts.SourceFile>[] = []): Output {
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    compilerOptions,
    fileName,
    transformers: { before },
    reportDiagnostics: true,
  });
  if (diagnostics !== undefined && diagnostics.length > 0) {
    throw new Error(ts.formatDiagnostics(diagnostics, { getCanonicalFileName: name => name, getCurrentDirectory: () => root, getNewLine: () => "\n" }));
  }
  return { code: outputText.replace(/^\/\/# sourceMappingURL=.*$/m, ""), map: JSON.parse(sourceMapText!) };
}

let transformer: Promise<Transformer> | undefined;

function loadTransformer(): Promise<Transformer> {
  transformer ??= runnerImport<Transformer>(`${root}transformer/index.ts`).then(({ module }) => module);
  return transformer;
}
