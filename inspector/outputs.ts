/**
 * What is written for one file?
 *
 *     out/reader.ts         the edited source, and below it `//# sourceMappingURL=reader.ts.map`
 *     out/reader.ts.map     its map; `sources` has the way back, relative to the map
 *
 * A file without coroutines is written as it is: the folder is complete, and another tool can compile all of it.
 */
import { basename, dirname, relative, resolve, sep } from "node:path";
import type { PrintedSource } from "../transformer/index.js";
import type { SourceText } from "./source-text.js";

export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

export function outputsFor({ fileName, text }: SourceText, target: string, printed: PrintedSource | null): OutputFile[] {
  if (printed === null) return [{ path: target, text }];
  const source = relative(dirname(resolve(target)), resolve(fileName)).split(sep).join("/");
  const map = { ...printed.map, file: basename(target), sources: [source] };
  const mapName = `${basename(target)}.map`;
  return [
    { path: target, text: `${printed.code}//# sourceMappingURL=${mapName}\n` },
    { path: `${target}.map`, text: `${JSON.stringify(map)}\n` },
  ];
}

/** The folder that all files are in, however deep. */
export function commonFolder(files: readonly string[]): string {
  const folders = files.map((file) => dirname(resolve(file)).split(sep));
  let length = 0;
  while (length < folders[0].length && folders.every((folder) => folder[length] === folders[0][length])) length++;
  return folders[0].slice(0, length).join(sep) || sep;
}
