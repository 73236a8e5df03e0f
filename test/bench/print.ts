/**
 * How does a result become a table that one reads at a glance?
 *
 *     | case          | operation            | ts-coroutine |            native |       callbacks |
 *     | await-pending | await a value that … |        92 ns | 271 ns · ×2.9 ±8% |  21 ns · ×0.23 … |
 *
 * `×2.9` is how many times as much as ours, the median of the rounds; `±` half the distance of the quartiles.
 */
import type { CaseResult, Measured } from "./measure.js";
import type { Way } from "./case.js";

const columns: readonly Way[] = ["ts-coroutine", "native", "callbacks"];

export function markdown(results: readonly CaseResult[]): string {
  const rows = results.map(({ name, title, unit, measured }) => [
    name,
    title,
    ...columns.map((way) => cell(unit, measured.find((each) => each.way === way))),
  ]);
  return table([["case", "one operation", ...columns], ...rows]);
}

function cell(unit: string, measured: Measured | undefined): string {
  if (measured === undefined) return "";
  const { way, each, comparedWithOurs } = measured;
  const amount = `${significant(each.median)} ${unit}`;
  if (way === "ts-coroutine") return amount;
  const { median, low, high } = comparedWithOurs;
  return `${amount} · ×${median.toFixed(2)} ±${Math.round(((high - low) / 2 / median) * 100)}%`;
}

function significant(amount: number): string {
  return amount < 100 ? amount.toPrecision(2) : amount.toFixed(0);
}

/** A Markdown table with aligned columns; the first row is the head. */
export function table([head, ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row: readonly string[]): string => `| ${row.map((text, column) => text.padEnd(widths[column])).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join("\n");
}
