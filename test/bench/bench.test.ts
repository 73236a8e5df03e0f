/**
 * Are the benchmark's numbers what they say?
 *
 * The statistics on numbers worked out by hand, and every case once in each of our own ways, compiled: each must come to the
 * answer that the case promises. test/integration/benchmark.test.ts runs the others' ways too.
 */
import { fileURLToPath } from "node:url";
import { runnerImport, type Plugin } from "vite";
import { describe, expect, it } from "vitest";
import { transformSource } from "../../transformer/index.js";
import { checkCase, requireAnswer, waysOf, type TimeCase } from "./case.js";
import { ratios, summarize } from "./statistics.js";

describe("the statistics", () => {
  it("take the middle of an odd number of measurements, in any order", () => {
    expect(summarize([9, 1, 5])).toEqual({ median: 5, low: 3, high: 7 });
  });

  it("interpolate between the two middle ones of an even number", () => {
    expect(summarize([4, 1, 2, 3])).toEqual({ median: 2.5, low: 1.75, high: 3.25 });
  });

  it("do not change the measurements", () => {
    const values = [3, 1, 2];
    summarize(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it("are not moved by one interrupted run", () => {
    expect(summarize([10, 11, 10, 9000, 10]).median).toBe(10);
  });

  it("compare two ways round by round, so a slow round that slows down both changes nothing", () => {
    expect(ratios([20, 22, 60, 20], [10, 11, 30, 10])).toEqual({ median: 2, low: 2, high: 2 });
  });

  it("refuse what cannot be compared", () => {
    expect(() => summarize([])).toThrow(RangeError);
    expect(() => ratios([1, 2], [1])).toThrow("2 rounds beside 1");
  });
});

describe("a case", () => {
  const example: TimeCase = { kind: "time", name: "example", title: "", operations: 1, answer: 1, ways: { "ts-coroutine": () => 1, native: async () => 2 } };

  it("that answers wrongly in one way fails, and says which way", async () => {
    await expect(checkCase(example)).rejects.toThrow("example, native: the answer is 2 instead of 1");
  });

  it("is not content with an answer that is only equal", () => {
    expect(() => requireAnswer(example, "native", "1")).toThrow("the answer is 1 instead of 1");
  });
});

describe("every case", async () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const compile: Plugin = {
    name: "ts-coroutine",
    enforce: "pre",
    transform(source, id) {
      const output = [`${root}test/bench/`, `${root}samples/`].some((folder) => id.startsWith(folder)) ? transformSource(source, { fileName: id }) : null;
      return output && { code: output.code, map: output.map as unknown as string };
    },
  };
  const alias = [
    { find: /^ts-coroutine$/, replacement: `${root}runtime/index.ts` },
    { find: /^ts-coroutine\/machine$/, replacement: `${root}runtime/machine.ts` },
  ];
  type Cases = typeof import("./cases/index.js");
  const { module } = await runnerImport<Cases>(`${root}test/bench/cases/index.ts`, { configFile: false, logLevel: "error", plugins: [compile], resolve: { alias } });

  const cases = module.casesOf("tiny");

  it("is found under a name of its own, beside at least one other way", () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    expect(cases.filter(({ ways }) => waysOf<unknown>(ways).length < 2)).toEqual([]);
  });

  it.each(cases.map((example) => [example.name, example] as const))("comes to the same answer in every way: %s", async (_, example) => {
    await checkCase(example);
  });
});
