/**
 * Which options have several commands in common, and what do they mean?
 */
import type { CommandLine, OptionSpecifications } from "../command-line.js";
import type { CompileRequest } from "../compile-source.js";
import { Failure } from "../failure.js";
import { terminalOf, type Output, type Terminal } from "../terminal.js";

export const colorOptions: OptionSpecifications = {
  color: { kind: "flag", help: "colours, also where the output is no terminal" },
  "no-color": { kind: "flag", help: "no colours" },
};

export const generatorOptions: OptionSpecifications = {
  generators: { kind: "text", placeholder: "all", values: ["decorated", "all"], help: "every generator of the file, decorated or not" },
};

export function compileRequestOf({ text }: CommandLine): CompileRequest {
  return { generators: text["generators"] === "all" ? "all" : "decorated" };
}

/** What `stream` shows, as far as the command line has a say in it. */
export function terminalFor(stream: Output, { text, flags }: CommandLine): Terminal {
  const color = flags["color"] ? true : flags["no-color"] ? false : undefined;
  return terminalOf(stream, process.env, { color, width: widthOf(text["width"]) });
}

/** A narrower column than this holds no line of code. */
const narrowest = 40;

function widthOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const width = Number(written);
  if (Number.isInteger(width) && width >= narrowest) return width;
  throw new Failure(2, `--width is a number of columns, ${narrowest} or more, not ${written}.`);
}

/** The files of a command line that must have at least one. */
export function someFiles({ files }: CommandLine, command: string): readonly string[] {
  if (files.length > 0) return files;
  throw new Failure(2, `ts-coroutine ${command} needs a file. Write ts-coroutine ${command} FILE.`);
}
