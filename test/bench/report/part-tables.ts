/** How are the parts shown that are not measured case by case: cold start, emitted size, compile time? */
import type { ColdStart } from "../cold-start.js";
import type { CompileTime } from "../compile-time.js";
import type { EmittedSize } from "../emitted-size.js";
import { table } from "./tables.js";

export function printColdStart(starts: readonly ColdStart[]): string {
  const rows = starts.map(({ name, importing: { median, low, high }, minified, gzipped }) => [
    name,
    `${median.toFixed(1)} ms ±${Math.round(((high - low) / 2 / median) * 100)}%`,
    `×${(median / starts[0].importing.median).toFixed(2)}`,
    kilobytes(minified),
    kilobytes(gzipped),
  ]);
  return table([["run time", "import", "", "bundled, minified", "and gzipped"], ...rows]);
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

export function printEmittedSize(sizes: readonly EmittedSize[]): string {
  const babel = sizes.find(({ compiler }) => compiler === "babel regenerator")!;
  const rows = sizes.map(({ compiler, bytes, minified }) => [
    compiler,
    `${bytes}`,
    `×${(bytes / babel.bytes).toFixed(2)}`,
    `${minified}`,
    `×${(minified / babel.minified).toFixed(2)}`,
  ]);
  return table([["compiler", "bytes", "of Babel's", "minified", "of Babel's"], ...rows]);
}

/** Milliseconds and, in brackets, how many times as long as for half the yields; below, the others as multiples of ours. */
export function printCompileTime(times: readonly CompileTime[]): string {
  const timeOf = (compiler: string, yields: number): number | string | undefined => {
    const took = times.find((time) => time.compiler === compiler && time.yields === yields)?.took;
    return took === undefined ? undefined : "failure" in took ? took.failure : took.milliseconds;
  };
  const sizes = [...new Set(times.map(({ yields }) => yields))];
  const compilers = [...new Set(times.map(({ compiler }) => compiler))];
  const growth = sizes.map((yields) => [
    String(yields),
    ...compilers.map((name) => {
      const time = timeOf(name, yields);
      const half = timeOf(name, yields / 2);
      if (typeof time !== "number") return time ?? "";
      return `${time.toFixed(0)} ms${typeof half === "number" ? ` (×${(time / half).toFixed(2)})` : ""}`;
    }),
  ]);
  const ours = compilers.filter((name) => name.startsWith("ts-coroutine"));
  const others = compilers.filter((name) => !ours.includes(name));
  const ratios = sizes.flatMap((yields) => ours.map((own) => [
    String(yields),
    own,
    ...others.map((name) => {
      const time = timeOf(name, yields);
      return typeof time === "number" ? `×${(time / (timeOf(own, yields) as number)).toFixed(1)}` : (time ?? "");
    }),
  ]));
  return `${table([["yields", ...compilers], ...growth])}\n\nHow many times as long as ours:\n\n${table([["yields", "", ...others], ...ratios])}`;
}
