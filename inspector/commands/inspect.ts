/**
 * `ts-coroutine inspect FILE`: what did each coroutine become?
 */
import { chooseListings } from "../choose.js";
import { compileSource } from "../compile-source.js";
import { showDiagnostic } from "../diagnostics.js";
import { Failure } from "../failure.js";
import { toJson } from "../json.js";
import { listingsOf } from "../listing.js";
import { counted } from "../show/counted.js";
import { printLegend, printListing } from "../show/listing.js";
import { readSource } from "../source-text.js";
import type { Command } from "./command.js";
import { colorOptions, compileRequestOf, generatorOptions, someFiles, terminalFor } from "./shared-options.js";

export const inspect: Command = {
  name: "inspect",
  usage: "FILE [--method NAME]",
  summary: "shows each coroutine of a file beside the machine it becomes",
  options: {
    method: { kind: "text", short: "m", placeholder: "NAME", help: "only this one: Reader.readAll, or just readAll" },
    ...generatorOptions,
    width: { kind: "text", short: "w", placeholder: "COLUMNS", help: "instead of the terminal's" },
    json: { kind: "flag", help: "the same as JSON" },
    ...colorOptions,
  },
  examples: ["ts-coroutine inspect reader.ts --method readAll", "cat reader.ts | ts-coroutine inspect -"],
  run(commandLine) {
    const [file, ...others] = someFiles(commandLine, "inspect");
    if (others.length > 0) throw new Failure(2, `ts-coroutine inspect shows one file at a time, not also ${others.join(" ")}.`);
    const terminal = terminalFor(process.stdout, commandLine);
    const source = readSource(file);
    const outcome = compileSource(source, compileRequestOf(commandLine));
    if (outcome.kind === "refused") {
      const { paint } = terminalFor(process.stderr, commandLine);
      throw new Failure(1, outcome.diagnostics.map((diagnostic) => showDiagnostic(diagnostic, source.text, paint)).join("\n").trimEnd());
    }
    if (outcome.kind === "nothing") throw new Failure(1, nothingFound(source.fileName, compileRequestOf(commandLine).generators === "all"));
    const all = listingsOf(source, outcome.printed);
    const listings = chooseListings(all, commandLine.text["method"]);
    if (commandLine.flags["json"]) {
      process.stdout.write(toJson(listings));
      return 0;
    }
    const parts = listings.map((listing) => `${printListing(listing, terminal)}\n`);
    process.stdout.write(`${parts.join("\n")}${printLegend(listings, terminal)}\n${terminal.paint("gray", summaryOf(source.fileName, all, listings.length))}\n`);
    return 0;
  },
};

function nothingFound(fileName: string, all: boolean): string {
  if (all) return `${fileName} has no generator function.`;
  return `${fileName} has no coroutine: no generator with @coroutine or @generator imported from "ts-coroutine". Write --generators all to see plain generators too.`;
}

function summaryOf(fileName: string, all: readonly { yields: readonly unknown[]; states: number; kind: string }[], shown: number): string {
  const yields = all.reduce((sum, listing) => sum + listing.yields.length, 0);
  const states = all.reduce((sum, listing) => sum + listing.states, 0);
  const generators = all.filter(({ kind }) => kind === "generator").length;
  const what = [counted(all.length - generators, "coroutine"), counted(generators, "generator")].filter((text) => !text.startsWith("0 ")).join(", ");
  return `${fileName}: ${what}, ${counted(yields, "yield")}, ${counted(states, "state")}${shown < all.length ? `; ${shown} of ${all.length} shown` : ""}`;
}
