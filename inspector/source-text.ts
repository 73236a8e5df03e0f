/**
 * How does a file of the command line become text?
 *
 *     reader.ts     its text, decoded as UTF-8 or, by its mark, UTF-16
 *     -             what standard input has
 *
 * A file that cannot be read ends the command with one line.
 */
import { readFileSync } from "node:fs";
import { Failure } from "./failure.js";

export interface SourceText {
  /** As it was written on the command line; `stdin.ts` for standard input. */
  readonly fileName: string;
  readonly text: string;
}

/** @throws Failure with exit code 2 */
export function readSource(file: string): SourceText {
  if (/\.\w+$/.test(file) && !/\.[cm]?[jt]sx?$/i.test(file)) throw new Failure(2, `${file}: this is no TypeScript or JavaScript file.`);
  if (file === "-") return { fileName: "stdin.ts", text: decode(readStandardInput()) };
  try {
    return { fileName: file, text: decode(readFileSync(file)) };
  } catch (error) {
    throw new Failure(2, `${file}: ${explain(error as NodeJS.ErrnoException)}`);
  }
}

function readStandardInput(): Buffer {
  if (process.stdin.isTTY) throw new Failure(2, "- reads the source from standard input, and that is the keyboard. Write a file name, or pipe a file in.");
  return readFileSync(0);
}

/** As the compiler reads files; the mark stays, so that positions are those of the file. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe;
  return isUtf16 ? bytes.toString("utf16le") : bytes.toString("utf8");
}

function explain(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return "there is no such file.";
  if (error.code === "EISDIR") return "this is a folder. Write the files in it.";
  if (error.code === "EACCES" || error.code === "EPERM") return "this file may not be read.";
  return error.message;
}
