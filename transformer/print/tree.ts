import type { CompiledFile } from "../compile.js";
import type { TS } from "../typescript.js";
export function printTree(compiled: CompiledFile, _context: TS.TransformationContext, _options: { machineModule: string; program: TS.Program | undefined }): TS.SourceFile {
  return compiled.context.file;
}
