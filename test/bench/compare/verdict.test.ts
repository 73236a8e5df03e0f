/** Does a comparison find what is slower, and does it stay calm when nothing is? */
import { describe, expect, it } from "vitest";
import { printComparisons } from "./index.js";
import { compare, fewestPairs, rankOf } from "./verdict.js";

/** The same numbers in every run: a linear congruential generator, as good as is needed here. */
function noise(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
}

/** Measurements of a restless machine: pairs drift together, each process by a tenth, now and then one is interrupted. */
function measurements(seed: number, pairs: number, factor: number): { base: number[]; now: number[] } {
  const random = noise(seed);
  const one = (drift: number): number => 100 * drift * (1 + (random() - 0.5) / 10) * (random() < 0.05 ? 1.5 : 1);
  const base: number[] = [];
  const now: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const drift = 1 + random();
    base.push(one(drift));
    now.push(factor * one(drift));
  }
  return { base, now };
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed * 7919 + 1);
const verdicts = (factor: number): string[] => seeds.map((seed) => compare(measurements(seed, 12, factor).base, measurements(seed, 12, factor).now).verdict);
const countOf = (verdict: string, all: readonly string[]): number => all.filter((each) => each === verdict).length;

describe("the verdict", () => {
  it("is slower when the whole interval is above 1", () => {
    const base = Array.from({ length: 12 }, () => 100);
    const now = [104, 105, 106, 105, 104, 107, 105, 106, 103, 105, 104, 99];
    expect(compare(base, now)).toEqual({ verdict: "slower", median: 1.05, low: 1.03, high: 1.06 });
  });

  it("is faster the other way round", () => {
    expect(compare(Array(8).fill(100), [90, 91, 92, 90, 89, 91, 90, 92]).verdict).toBe("faster");
  });

  it("is no difference for the same numbers, and for one that is real but negligible", () => {
    expect(compare(Array(8).fill(100), Array(8).fill(100)).verdict).toBe("no difference beyond the noise");
    expect(compare(Array(8).fill(100), Array(8).fill(101)).verdict).toBe("no difference beyond the noise");
  });

  it("hardly ever blames a change that changed nothing", () => {
    const all = verdicts(1);
    expect(countOf("slower", all)).toBeLessThanOrEqual(4);
    expect(countOf("faster", all)).toBeLessThanOrEqual(4);
  });

  it("finds a tenth more time in five of six comparisons, and never takes it for less", () => {
    const all = verdicts(1.1);
    expect(countOf("slower", all)).toBeGreaterThan(200 * (5 / 6));
    expect(countOf("faster", all)).toBe(0);
  });

  it("needs pairs, and enough of them", () => {
    expect(() => compare([1, 2], [1])).toThrow("1 measurements beside 2");
    expect(() => compare(Array(7).fill(1), Array(7).fill(1))).toThrow("7 pairs: at least 8 are needed");
  });

  it("leaves out as many extremes as the coins allow", () => {
    expect([fewestPairs, 10, 11, 12, 13, 20].map(rankOf)).toEqual([0, 0, 0, 1, 1, 3]);
  });
});

describe("the table of a comparison", () => {
  it("has a line for each case", () => {
    const comparison = compare(Array(8).fill(100), Array(8).fill(110));
    expect(printComparisons(new Map([["call", comparison]])).split("\n").at(-1)).toBe("| call | ×1.100 | [1.100, 1.100] | slower  |");
  });
});
