/**
 * How are files written so that none is ever half there?
 *
 * Each goes to a name of its own beside its place first. Only when all are complete are they moved, one rename each; if
 * anything fails before that, what was written is removed and the places are as they were.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "./failure.js";
import type { OutputFile } from "./outputs.js";

/** @throws Failure with exit code 2 when a file cannot be written */
export function writeFiles(files: readonly OutputFile[]): void {
  const written: { readonly path: string; readonly temporary: string }[] = [];
  try {
    for (const { path, text } of files) {
      const temporary = `${path}.${process.pid}.tmp`;
      mkdirSync(dirname(path), { recursive: true });
      written.push({ path, temporary });
      writeFileSync(temporary, text);
    }
    for (const { path, temporary } of written) renameSync(temporary, path);
  } catch (error) {
    for (const { temporary } of written) rmSync(temporary, { force: true });
    throw new Failure(2, `cannot write: ${(error as Error).message}`);
  }
}
