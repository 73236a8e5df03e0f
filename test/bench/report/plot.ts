/**
 * How does a picture show who is faster?
 *
 *     await a value that comes later     ts-coroutine takes 1
 *       native                           |█████████ 2.05
 *       callbacks            0.34 ███████|
 *                    0.25      0.5       1       2        4
 *
 * Horizontal bars on a logarithmic axis, from 1 outwards: to the right what takes more than ours, to the left what takes less,
 * twice and half equally long. Plain SVG text with no script; its colours follow the reader's light or dark mode.
 */
import type { Way } from "../case.js";
import type { CaseResult } from "../measure.js";

export interface Group {
  readonly title: string;
  readonly bars: readonly { readonly label: string; readonly ratio: number }[];
}

const width = 860;
const labelWidth = 250;
const plotWidth = 520;
const barHeight = 14;
const titleHeight = 20;
const gap = 8;
const top = 58;

/** The ratios of some ways of the results, in the order of the results; `titles` chooses the cases. */
export function groupsOf(results: readonly CaseResult[], titles: Readonly<Record<string, string>>, ways: readonly Way[]): Group[] {
  return Object.entries(titles).flatMap(([name, title]) => {
    const measured = results.find((result) => result.name === name)?.measured ?? [];
    const bars = ways.flatMap((way) => {
      const found = measured.find((each) => each.way === way);
      return found === undefined || found.comparedWithOurs.median <= 0 ? [] : [{ label: way, ratio: found.comparedWithOurs.median }];
    });
    return bars.length === 0 ? [] : [{ title, bars }];
  });
}

export function plot(heading: string, groups: readonly Group[], caption: readonly string[]): string {
  const ratios = groups.flatMap(({ bars }) => bars.map(({ ratio }) => ratio));
  const ticks = ticksFor(Math.min(1, ...ratios), Math.max(1, ...ratios));
  const [low, high] = [Math.log2(ticks[0]), Math.log2(ticks.at(-1)!)];
  const x = (ratio: number): number => labelWidth + ((Math.log2(ratio) - low) / (high - low)) * plotWidth;

  const rows: string[] = [];
  let y = top;
  for (const { title, bars } of groups) {
    rows.push(text(12, y + 13, title, "title"));
    y += titleHeight;
    for (const { label, ratio } of bars) {
      const [from, to] = [Math.min(x(1), x(ratio)), Math.max(x(1), x(ratio))];
      const kind = ratio > 1 ? "more" : "less";
      rows.push(text(labelWidth - 62, y + 11, label, "label", "end"));
      rows.push(`<rect class="${kind}" x="${round(from)}" y="${y + 1}" width="${round(Math.max(1, to - from))}" height="${barHeight - 3}" rx="2"/>`);
      rows.push(ratio > 1 ? text(to + 5, y + 11, format(ratio), "value") : text(from - 5, y + 11, format(ratio), "value", "end"));
      y += barHeight;
    }
    y += gap;
  }
  const bottom = y;
  const axis = ticks.map((tick) => {
    const line = `<line class="${tick === 1 ? "one" : "grid"}" x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${top - 6}" y2="${bottom}"/>`;
    return line + text(x(tick), top - 12, tick === 1 ? "1 = ts-coroutine" : tick < 1 ? `1/${1 / tick}` : `${tick}`, "tick", "middle");
  });
  const notes = caption.flatMap(wrap).map((line, index) => text(12, bottom + 22 + index * 15, line, "note"));
  const height = bottom + 22 + notes.length * 15;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif">`,
    `<title>${escape(heading)}</title>`,
    style,
    `<rect class="page" width="${width}" height="${height}" rx="6"/>`,
    text(12, 24, heading, "heading"),
    ...axis,
    ...rows,
    ...notes,
    "</svg>",
    "",
  ].join("\n");
}

/** Powers of two, and of four where two would be too close. */
function ticksFor(smallest: number, largest: number): number[] {
  const low = Math.floor(Math.log2(smallest) - 0.7);
  const high = Math.ceil(Math.log2(largest) + 0.7);
  const step = high - low > 9 ? 2 : 1;
  const first = Math.floor(low / step) * step;
  const last = Math.ceil(high / step) * step;
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => 2 ** (first + index * step));
}

const style = `<style>
  .page { fill: #ffffff } text { fill: #1f2328 } .note, .tick { fill: #59636e; font-size: 11px } .label { font-size: 12px }
  .heading { font-size: 16px; font-weight: 600 } .title { font-size: 12.5px; font-weight: 600 } .value { font-size: 11px }
  .grid { stroke: #d1d9e0 } .one { stroke: #1f2328; stroke-width: 1.5 } .more { fill: #2f81f7 } .less { fill: #d98c21 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 } text { fill: #e6edf3 } .note, .tick { fill: #9198a1 } .grid { stroke: #30363d } .one { stroke: #e6edf3 }
  }
</style>`;

function text(x: number, y: number, content: string, kind: string, anchor = "start"): string {
  return `<text class="${kind}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escape(content)}</text>`;
}

/** A caption in lines that are not wider than the picture. */
function wrap(sentence: string): string[] {
  const lines = [""];
  for (const word of sentence.split(" ")) {
    if (lines.at(-1)!.length + word.length > 135) lines.push("");
    lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}

const round = (coordinate: number): number => Math.round(coordinate * 10) / 10;
const format = (ratio: number): string => (ratio < 10 ? ratio.toFixed(2) : ratio < 100 ? ratio.toFixed(1) : ratio.toFixed(0));
const escape = (content: string): string => content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
