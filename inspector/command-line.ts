/**
 * What does a command line say?
 *
 *     inspect reader.ts --method readAll     { files: ["reader.ts"], text: { method: "readAll" }, flags: {} }
 *     inspect reader.ts --metod readAll      ts-coroutine inspect has no option --metod. Write --method NAME.
 *
 * `node:util` finds the tokens; the messages are ours, because each says what to write instead.
 */
import { parseArgs } from "node:util";
import { Failure } from "./failure.js";
import { nearest } from "./nearest.js";

export type OptionSpecification =
  | { readonly kind: "flag"; readonly short?: string; readonly help: string }
  | { readonly kind: "text"; readonly short?: string; readonly placeholder: string; readonly values?: readonly string[]; readonly help: string };

export type OptionSpecifications = Readonly<Record<string, OptionSpecification>>;

export interface CommandLine {
  /** What is no option: files; `-` is standard input. */
  readonly files: readonly string[];
  readonly text: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, true>>;
}

/** @throws Failure with exit code 2 when an option does not exist or has a wrong value */
export function parseCommandLine(command: string, words: readonly string[], options: OptionSpecifications): CommandLine {
  const files: string[] = [];
  const text: Record<string, string> = {};
  const flags: Record<string, true> = {};
  const { tokens } = parseArgs({ args: [...words], options: forNode(options), allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === "positional") files.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) throw unknownOption(command, token.rawName, token.name, options);
    if (option.kind === "flag") {
      if (token.value !== undefined) throw new Failure(2, `${token.rawName} takes no value. Write ${token.rawName} alone.`);
      flags[token.name] = true;
    } else {
      text[token.name] = valueOf(option, token.rawName, token.value, token.inlineValue === true);
    }
  }
  return { files, text, flags };
}

function forNode(options: OptionSpecifications): Record<string, { type: "string" | "boolean"; short?: string }> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { kind, short }]) => [name, { type: kind === "flag" ? "boolean" : "string", ...(short === undefined ? {} : { short }) }]),
  );
}

function valueOf(option: OptionSpecification & { kind: "text" }, written: string, value: string | undefined, isInline: boolean): string {
  const isMissing = value === undefined || value === "" || (value.startsWith("-") && !isInline);
  if (isMissing) {
    const hint = option.placeholder === "NAME" ? "; a name that begins with # needs quotes: '#name'" : "";
    throw new Failure(2, `${written} needs a value. Write ${written} ${option.placeholder}${hint}.`);
  }
  if (option.values !== undefined && !option.values.includes(value)) {
    throw new Failure(2, `${written} is ${option.values.join(" or ")}, not ${value}.`);
  }
  return value;
}

function unknownOption(command: string, written: string, name: string, options: OptionSpecifications): Failure {
  const meant = nearest(name, Object.keys(options));
  const advice = meant === undefined ? `It has ${Object.keys(options).map((known) => `--${known}`).join(", ")}.` : `Write ${usageOf(meant, options[meant])}.`;
  return new Failure(2, `ts-coroutine ${command} has no option ${written}. ${advice}`);
}

/** `--method NAME` */
export function usageOf(name: string, option: OptionSpecification): string {
  return option.kind === "flag" ? `--${name}` : `--${name} ${option.placeholder}`;
}
