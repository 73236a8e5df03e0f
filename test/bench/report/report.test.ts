/** Are the picture and the table what was measured, and does the README show the ones that are there? */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CaseResult } from "../measure.js";
import { packageRoot } from "../package-root.js";
import { summarize } from "../statistics.js";
import { groupsOf, plot } from "./plot.js";
import { withSection } from "./report.js";
import { markdown, peersMarkdown } from "./tables.js";

const measured = (way: "ts-coroutine" | "native" | "callbacks" | "co", each: number, ratio: number) => ({ way, each: summarize([each]), comparedWithOurs: summarize([ratio]) });
const result: CaseResult = {
  name: "await",
  title: "wait",
  unit: "ns",
  measured: [measured("ts-coroutine", 50, 1), measured("native", 110, 2.2), measured("callbacks", 25, 0.5), measured("co", 400, 8)],
};

describe("the tables", () => {
  it("show ours as an amount, native and callbacks as an amount and a ratio", () => {
    expect(markdown([result]).split("\n").at(-1)).toBe("| await | wait          | 50 ns        | 110 ns · ×2.20 ±0% | 25 ns · ×0.50 ±0% |");
  });

  it("show only the ratios of all others, and nothing if there are none", () => {
    expect(peersMarkdown([result]).split("\n").at(-1)).toBe("| await | ×8.00 ±0% |");
    expect(peersMarkdown([{ ...result, measured: result.measured.slice(0, 3) }])).toBe("");
  });
});

describe("the picture", () => {
  const groups = groupsOf([result], { await: "Waiting & <waiting>", absent: "Not measured" }, ["native", "callbacks", "bluebird"]);
  const svg = plot("Times", groups, ["a machine", "Node 24"]);
  const bars = [...svg.matchAll(/<rect class="(more|less)" x="([\d.]+)" y="\d+" width="([\d.]+)"/g)].map(([, kind, x, width]) => ({ kind, x: Number(x), width: Number(width) }));

  it("has a bar for each way that was measured", () => {
    expect(groups).toEqual([{ title: "Waiting & <waiting>", bars: [{ label: "native", ratio: 2.2 }, { label: "callbacks", ratio: 0.5 }] }]);
    expect(bars.map(({ kind }) => kind)).toEqual(["more", "less"]);
  });

  it("draws what takes more to the right of 1 and what takes less to its left, in proportion", () => {
    const [native, callbacks] = bars;
    expect(callbacks.x + callbacks.width).toBeCloseTo(native.x, 0);
    expect(native.width / callbacks.width).toBeCloseTo(Math.log2(2.2), 1);
  });

  it("says the machine, and is well-formed text whatever the titles are", () => {
    expect(svg).toContain(">a machine<");
    expect(svg).toContain("Waiting &amp; &lt;waiting&gt;");
  });
});

describe("the README", () => {
  it("gets another section between the two comments, and nothing else changes", () => {
    const readme = "before\n<!-- benchmarks: npm run bench -- --write -->\nold\n<!-- /benchmarks -->\nafter\n";
    expect(withSection(readme, "new")).toBe("before\n<!-- benchmarks: npm run bench -- --write -->\n\nnew\n\n<!-- /benchmarks -->\nafter\n");
    expect(() => withSection("nothing", "new")).toThrow("README.md has no lines");
  });

  const readme = readFileSync(join(packageRoot, "README.md"), "utf8");

  it("shows a table of ratios", () => {
    expect(/<!-- benchmarks: npm run bench -- --write -->\n\n\| as multiples of ts-coroutine's .*\n\|[- |]+\|\n(\| .*×\d+\.\d\d.*\n)+\n.*Node \d+/.test(readme)).toBe(true);
  });

  it("leads only to files that are there", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target).filter((target) => !target.includes("://"));
    expect(links).toEqual(expect.arrayContaining(["docs/benchmarks.md", "docs/benchmarks.svg", "docs/performance.md"]));
    expect(links.filter((target) => !existsSync(join(packageRoot, target)))).toEqual([]);
  });
});
