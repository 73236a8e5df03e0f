/**
 * Where and how does a compiled file import its run time?
 *
 * After the file's own directives, before its imports: in a cycle of modules, a function of the file may be called while
 * these are being loaded. As an `import` where the file is emitted as an ES module, as a `require` where it becomes CommonJS
 * or is a script. (The emitter does not rename what a synthesized import binds, so for CommonJS the statement is made in
 * its final form.)
 */
import { isDirective } from "../analyze/declarations.js";
import { ts, type TS } from "../typescript.js";

/** The number of statements before the place for an import. */
export function importIndex(file: TS.SourceFile): number {
  const index = file.statements.findIndex((statement) => !isDirective(statement));
  return index < 0 ? file.statements.length : index;
}

/** Whether the emitter turns `file` into CommonJS, or leaves it a script that is no module's. */
export function emitsCommonJS(file: TS.SourceFile, options: TS.CompilerOptions, program: TS.Program | undefined): boolean {
  const perFile = (program as { getEmitModuleFormatOfFile?(file: TS.SourceFile): TS.ModuleKind } | undefined)?.getEmitModuleFormatOfFile?.(file);
  const kind = perFile ?? options.module;
  if (kind === undefined) return !ts.isExternalModule(file) || (options.target ?? ts.ScriptTarget.ES5) < ts.ScriptTarget.ES2015;
  if (kind >= ts.ModuleKind.Node16 && kind <= ts.ModuleKind.NodeNext) return file.impliedNodeFormat !== ts.ModuleKind.ESNext;
  return kind < ts.ModuleKind.ES2015;
}

/** The last part of a path, of whichever system. */
export function baseName(fileName: string): string {
  return fileName.slice(Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1);
}
