/**
 * How does a result become a table that one reads at a glance?
 *
 *     | case          | operation            | ts-coroutine |            native |       callbacks |
 *     | await-pending | await a value that … |        92 ns | 271 ns · ×2.9 ±8% |  21 ns · ×0.23 … |
 *
 * `×2.9` is how many times as much as ours, the median of the rounds; `±` half the distance of the quartiles.
 */
import type { CaseResult, Measured } from "../measure.js";
import { wayNames, type Way } from "../case.js";

const columns: readonly Way[] = ["ts-coroutine", "native", "callbacks"];

/** Only the ratios, of all others. */
export function peersMarkdown(results: readonly CaseResult[]): string {
  const isMeasured = (way: Way): boolean => results.some(({ measured }) => measured.some((each) => each.way === way));
  const ways = wayNames.filter((way) => !columns.includes(way) && isMeasured(way));
  if (ways.length === 0) return "";
  const rows = results.filter(({ measured }) => measured.some(({ way }) => ways.includes(way)));
  return table([
    ["case", ...ways],
    ...rows.map(({ name, measured }) => [
      name,
      ...ways.map((way) => {
        const found = measured.find((each) => each.way === way);
        return found === undefined ? "" : ratio(found);
      }),
    ]),
  ]);
}

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
  const { way, each } = measured;
  const amount = `${significant(each.median)} ${unit}`;
  if (way === "ts-coroutine") return amount;
  return `${amount} · ${ratio(measured)}`;
}

/** `×2.05 ±8%`: the ratio's median, and half the distance of its quartiles. */
function ratio({ comparedWithOurs: { median, low, high } }: Measured): string {
  return `×${median.toFixed(2)} ±${Math.round(((high - low) / 2 / median) * 100)}%`;
}

function significant(amount: number): string {
  return amount < 99.5 ? amount.toPrecision(2) : amount.toFixed(0);
}

/** A Markdown table with aligned columns; the first row is the head. */
export function table([head, ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row: readonly string[]): string => `| ${row.map((text, column) => text.padEnd(widths[column])).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join("\n");
}
