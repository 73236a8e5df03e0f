#!/usr/bin/env node
/**
 * Which command is meant?
 *
 *     ts-coroutine inspect reader.ts     runs it; the exit code is what it returns
 *     ts-coroutine reader.ts             no command: says what to write instead
 */
import { readFileSync } from "node:fs";
import { build } from "./commands/build.js";
import { check } from "./commands/check.js";
import type { Command } from "./commands/command.js";
import { doctor } from "./commands/doctor.js";
import { inspect } from "./commands/inspect.js";
import { parseCommandLine } from "./command-line.js";
import { Failure, type ExitCode } from "./failure.js";
import { helpFor, overview } from "./help.js";
import { nearest } from "./nearest.js";

const commands: readonly Command[] = [inspect, check, build, doctor];

function main(words: readonly string[]): ExitCode {
  const [name, ...rest] = words;
  if (name === undefined) throw new Failure(2, overview(commands).trimEnd());
  if (name === "--version" || name === "-v") return print(`${version()}\n`);
  if (name === "--help" || name === "-h") return print(overview(commands));
  if (name === "help" && rest.length === 0) return print(overview(commands));
  const command = commandNamed(name === "help" ? rest[0] : name);
  if (name === "help" || asksForHelp(rest)) return print(helpFor(command));
  return command.run(parseCommandLine(command.name, rest, command.options));
}

function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  if (/\.[cm]?[jt]sx?$/.test(name)) throw new Failure(2, `${name} is no command. Write ts-coroutine inspect ${name}.`);
  const names = commands.map((candidate) => candidate.name);
  const meant = nearest(name, names);
  throw new Failure(2, `ts-coroutine has no command ${name}. ${meant === undefined ? `It has ${names.join(", ")}.` : `Write ts-coroutine ${meant}.`}`);
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return words.slice(0, end < 0 ? undefined : end).some((word) => word === "--help" || word === "-h");
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };
  return manifest.version;
}

function print(text: string): ExitCode {
  process.stdout.write(text);
  return 0;
}

// The reader of a pipe may have seen enough: `ts-coroutine inspect reader.ts | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  const isExpected = error instanceof Failure;
  process.stderr.write(`${isExpected ? error.message : `This is a defect of ts-coroutine. ${(error as Error).stack}`}\n`);
  process.exitCode = isExpected ? error.exitCode : 2;
}
