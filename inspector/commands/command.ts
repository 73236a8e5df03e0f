/**
 * What is a command of `ts-coroutine`?
 */
import type { CommandLine, OptionSpecifications } from "../command-line.js";
import type { ExitCode } from "../failure.js";

export interface Command {
  readonly name: string;
  /** What follows the name: `FILE [options]`. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly options: OptionSpecifications;
  readonly examples: readonly string[];
  /** @throws Failure when it cannot be done */
  run(commandLine: CommandLine): ExitCode;
}
