/**
 * How does a tool run the transformer?
 *
 *     tsconfig.json, compiled by ts-patch     "plugins": [{ "transform": "ts-coroutine/transformer" }]    default export
 *     ts-jest, ts-loader, rollup              createTransformer(options, program)     a ts.TransformerFactory
 *     anything that reads text                transformSource(source, { fileName })   edited source and its map
 */
import { ts, useTypeScript, type TS } from "./typescript.js";
import { compileFile, type CompiledFile, type CompileOptions } from "./compile.js";
import { format, published, publishedSyntaxError, syntaxErrors, toTypeScript, type Diagnostic, type TransformDiagnostic } from "./find/diagnostics.js";
import { packageName, recognizeByChecker, recognizeByImports, type Recognize } from "./find/recognize.js";
import type { Names } from "./analyze/names.js";
import { printSource, type ModuleFormat, type PrintedSource } from "./print/source.js";
import { Lines } from "./print/lines.js";
import { printTree } from "./print/tree.js";

export interface TransformerOptions extends CompileOptions {
  /** Further modules that export our decorators, for tools that see one file at a time. */
  readonly modules?: readonly string[];
  /** Where emitted code finds its run time. Default: `ts-coroutine/machine`. */
  readonly machineModule?: string;
}

export interface TransformSourceOptions extends TransformerOptions {
  /** For messages, positions and the map; its extension says whether the source is TypeScript, and whether it has JSX. */
  readonly fileName: string;
  /** How emitted code imports its run time. Default: `import` in a module, `require` in a script. */
  readonly format?: ModuleFormat;
  /**
   * For output that a type checker gets to see: TypeScript begins with `// @ts-nocheck`, because what a yield gives has no type
   * any more, and what the source has made sure of before a yield is not known after it. Signatures stay, and so declarations.
   */
  readonly noCheck?: boolean;
}

export type { PrintedSource, PrintedMachine } from "./print/source.js";

const defaultMachineModule = "ts-coroutine/machine";

export type { TransformDiagnostic } from "./find/diagnostics.js";

/** The source has something that cannot be compiled; `message` holds one line for each diagnostic. */
export class TransformError extends Error {
  override readonly name = "TransformError";
  readonly diagnostics: readonly TransformDiagnostic[];

  constructor(diagnostics: readonly TransformDiagnostic[]) {
    super(diagnostics.map(format).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/**
 * Compiles the coroutines of one file, source to source.
 *
 * @returns the edited source, or null when there is nothing to do
 * @throws TransformError with `file:line:col - error TSC1xxx: …` lines; a syntax error comes with TypeScript's own code
 */
export function transformSource(source: string, options: TransformSourceOptions): PrintedSource | null {
  useTypeScript();
  const file = parse(source, options.fileName);
  const errors = syntaxErrors(file);
  if (errors.length > 0) throw new TransformError(errors.map((error) => publishedSyntaxError(error, file, options.fileName)));
  const compiled = compileFile(file, recognizerOf(undefined, options), options);
  if (compiled === null) return null;
  if (compiled.diagnostics.length > 0) {
    throw new TransformError(compiled.diagnostics.map((diagnostic) => published(diagnostic, options.fileName)));
  }
  return printSource(compiled, { ...options, machineModule: options.machineModule ?? defaultMachineModule });
}

/**
 * A transformer for the TypeScript emitter, to be run before its own. With a program, decorators are recognised through
 * any chain of imports; without, by the imports of each file.
 */
export function createTransformer(options: TransformerOptions = {}, program?: TS.Program, addDiagnostic?: PluginExtras["addDiagnostic"]): TS.TransformerFactory<TS.SourceFile> {
  useTypeScript();
  const recognizer = recognizerOf(program, options);
  return (context) => {
    const lines = new Lines(context);
    return (file) => {
      const parsed = withParents(file);
      const compiled = compileFile(parsed, recognizer, options);
      if (compiled === null) return file;
      const diagnostics = compiled.diagnostics.length > 0 ? compiled.diagnostics : optionDiagnostics(compiled, context.getCompilerOptions());
      if (diagnostics.length > 0) {
        reportDiagnostics(diagnostics, addDiagnostic);
        return file;
      }
      return printTree(compiled, context, { machineModule: options.machineModule ?? defaultMachineModule, program, lines });
    };
  };
}

/** What ts-patch hands to a plugin, as far as this one uses it. */
export interface PluginExtras {
  /** The compiler that runs the plugin. */
  readonly ts: typeof TS;
  readonly addDiagnostic: (diagnostic: TS.Diagnostic) => unknown;
}

/** What ts-patch calls for `{ "transform": "ts-coroutine/transformer" }`. */
export default function plugin(program: TS.Program, config: TransformerOptions, extras: PluginExtras): TS.TransformerFactory<TS.SourceFile> {
  useTypeScript(extras.ts);
  return createTransformer(config, program, extras.addDiagnostic);
}

function recognizerOf(program: TS.Program | undefined, options: TransformerOptions): (names: Names) => Recognize {
  if (program === undefined) return (names) => recognizeByImports(names, [packageName, ...(options.modules ?? [])]);
  const recognize = recognizeByChecker(program);
  return () => recognize;
}

/** The outputs that a machine cannot be put into; told once, at the first function of the file. */
function optionDiagnostics({ machines, context: { file } }: CompiledFile, options: TS.CompilerOptions): Diagnostic[] {
  const [first] = machines.keys();
  const reason = first === undefined ? null : unsuitableTarget(options) ?? unsuitableModule(options);
  return reason === null ? [] : [{ ...reason, file, node: first }];
}

/** ES5 has no variables of a block: closures of a step would share those that a turn of a loop makes anew. */
function unsuitableTarget(options: TS.CompilerOptions): Pick<Diagnostic, "code" | "message"> | null {
  const { getEmitScriptTarget } = ts as unknown as { getEmitScriptTarget?(options: TS.CompilerOptions): TS.ScriptTarget };
  const target = getEmitScriptTarget?.(options) ?? options.target ?? ts.ScriptTarget.Latest;
  if (target >= ts.ScriptTarget.ES2015) return null;
  return { code: 1006, message: "a state machine needs block-scoped variables, which the target ES5 does not have. Write `\"target\": \"ES2015\"` or later in tsconfig.json." };
}

/** Both list what a module needs before its code; the import of the run time is added too late to be in the list. */
function unsuitableModule({ module }: TS.CompilerOptions): Pick<Diagnostic, "code" | "message"> | null {
  if (module !== ts.ModuleKind.AMD && module !== ts.ModuleKind.System) return null;
  return { code: 1007, message: `a state machine imports the run time, which cannot be added to a module of the kind ${ts.ModuleKind[module]}. Write \`"module": "ESNext"\` or "CommonJS" in tsconfig.json, and leave the rest to a bundler.` };
}

function reportDiagnostics(diagnostics: readonly Diagnostic[], addDiagnostic?: PluginExtras["addDiagnostic"]): void {
  if (addDiagnostic === undefined) {
    throw new TransformError(diagnostics.map((diagnostic) => published(diagnostic, diagnostic.file.fileName)));
  }
  for (const diagnostic of diagnostics) addDiagnostic(toTypeScript(diagnostic));
}

/** Without JSDoc, whose comments in JavaScript files TypeScript would read, too. */
function parse(source: string, fileName: string): TS.SourceFile {
  const how = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return withParents(ts.createSourceFile(fileName, source, how, false, scriptKindOf(fileName)));
}

/** Neither `parse` nor `transpileModule` sets parents; the analyses need them. */
function withParents(file: TS.SourceFile): TS.SourceFile {
  const first = file.statements[0];
  if (first === undefined || first.parent !== undefined) return file;
  const pending: TS.Node[] = [file];
  let parent: TS.Node = file;
  const adopt = (child: TS.Node): void => {
    (child as { parent: TS.Node }).parent = parent;
    pending.push(child);
  };
  while (pending.length > 0) {
    parent = pending.pop()!;
    ts.forEachChild(parent, adopt);
  }
  return file;
}

function scriptKindOf(fileName: string): TS.ScriptKind {
  if (/\.[cm]?tsx?$/.test(fileName)) return fileName.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return /\.jsx$/.test(fileName) ? ts.ScriptKind.JSX : ts.ScriptKind.JS;
}
