/**
 * What does `--help` say?
 */
import { usageOf } from "./command-line.js";
import type { Command } from "./commands/command.js";

/** All commands, one line each. */
export function overview(commands: readonly Command[]): string {
  const rows = commands.map(({ name, usage, summary }) => [`${name} ${usage}`, summary] as const);
  return [
    "ts-coroutine turns coroutine methods into state machines, and shows how.",
    "",
    ...table(rows.map(([usage, summary]) => [`ts-coroutine ${usage}`, summary])),
    "",
    "ts-coroutine COMMAND --help says more. Exit codes: 0 done, 1 something was found, 2 wrong command line or unreadable file.",
    "",
  ].join("\n");
}

/** One command with its options. */
export function helpFor({ name, usage, summary, options, examples }: Command): string {
  const rows = Object.entries(options).map(([option, specification]) => {
    const short = specification.short === undefined ? "" : `-${specification.short}, `;
    return [short + usageOf(option, specification), specification.help] as const;
  });
  return [
    `ts-coroutine ${name} ${usage}`,
    "",
    `  ${summary}.`,
    ...(rows.length > 0 ? ["", ...table(rows)] : []),
    "",
    ...examples.map((example) => `  $ ${example}`),
    "",
  ].join("\n");
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const columns = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(columns)}  ${right}`);
}
