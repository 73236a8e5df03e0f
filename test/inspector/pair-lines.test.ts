/**
 * Do lines that belong together stand on one row, and is every line there exactly once?
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairLines, type PairedLine, type Row } from "../../inspector/pair-lines.js";

/** An emitted line that comes from one line of the source, or from none. */
function line(origin?: number): PairedLine {
  return { origin, candidates: origin === undefined ? [] : [{ source: origin, weight: 4 }] };
}

/** `source:emitted`, `^` before a line that is shown again. */
function shown(rows: readonly Row[]): string {
  return rows.map(({ source, emitted, again }) => `${again ? "^" : ""}${source ?? "-"}:${emitted ?? "-"}`).join(" ");
}

describe("rows", () => {
  test("a line stands beside its origin, further lines of the same origin below", () => {
    expect(shown(pairLines([false, false], [line(0), line(0), line(), line(1)]))).toBe("0:0 -:1 -:2 1:3");
  });

  test("what is only in the source comes after what continues the line above, before what belongs to nothing", () => {
    expect(shown(pairLines([false, false, false], [line(0), line(), line(0), line(), line(2)]))).toBe("0:0 -:1 -:2 1:- -:3 2:4");
  });

  test("a line that comes from further up has its origin beside it again", () => {
    expect(shown(pairLines([false, false, false], [line(0), line(1), line(0), line(2)]))).toBe("0:0 1:1 ^0:2 2:3");
  });

  test("a lone brace shares a row with a line that has no origin", () => {
    expect(shown(pairLines([false, true, false], [line(0), line(), line(2)]))).toBe("0:0 1:1 2:2");
  });

  test("a lone brace shares no row with a line that belongs elsewhere", () => {
    expect(shown(pairLines([false, true], [line(0), line(0)]))).toBe("0:0 -:1 1:-");
  });

  test("of pairs that cross, the heavier ones stay", () => {
    const emitted: PairedLine[] = [
      { origin: 1, candidates: [{ source: 1, weight: 1 }] },
      { origin: 0, candidates: [{ source: 0, weight: 4 }] },
    ];
    expect(shown(pairLines([false, false], emitted))).toBe("^1:0 0:1 1:-");
  });

  test("no emitted lines, no source lines", () => {
    expect(shown(pairLines([false], []))).toBe("0:-");
    expect(shown(pairLines([], [line()]))).toBe("-:0");
    expect(pairLines([], [])).toEqual([]);
  });
});

test("whatever the map says, both sides are complete, in order, and no pair lacks a candidate", () => {
  const sources = fc.integer({ min: 1, max: 12 });
  const input = sources.chain((count) =>
    fc.record({
      neutral: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
      emitted: fc.array(
        fc.array(fc.record({ source: fc.nat(count - 1), weight: fc.integer({ min: 1, max: 5 }) }), { maxLength: 3 }).map((candidates) => ({ candidates, origin: candidates[0]?.source })),
        { maxLength: 20 },
      ),
    }),
  );
  fc.assert(
    fc.property(input, ({ neutral, emitted }) => {
      const rows = pairLines(neutral, emitted);
      const sourceSide = rows.flatMap(({ source, again }) => (source === null || again ? [] : [source]));
      const emittedSide = rows.flatMap((row) => (row.emitted === null ? [] : [row.emitted]));
      expect(sourceSide).toEqual(neutral.map((_, index) => index));
      expect(emittedSide).toEqual(emitted.map((_, index) => index));
      for (const { source, emitted: index, again } of rows) {
        if (source === null || index === null || again || (neutral[source] && emitted[index].origin === undefined)) continue;
        expect(emitted[index].candidates.map((candidate) => candidate.source)).toContain(source);
      }
    }),
    { numRuns: 300 },
  );
});

test("the sum of the weights is the greatest there is", () => {
  const input = fc.array(fc.array(fc.record({ source: fc.nat(5), weight: fc.integer({ min: 1, max: 5 }) }), { maxLength: 2 }), { maxLength: 6 });
  fc.assert(
    fc.property(input, (lists) => {
      const emitted = lists.map((candidates) => ({ candidates, origin: candidates[0]?.source ?? 0 }));
      const rows = pairLines(Array.from({ length: 6 }, () => false), emitted);
      const sum = rows
        .filter(({ source, emitted: index, again }) => source !== null && index !== null && !again)
        .reduce((total, { source, emitted: index }) => total + Math.max(...emitted[index!].candidates.filter((candidate) => candidate.source === source).map(({ weight }) => weight)), 0);
      expect(sum).toBe(heaviest(emitted, 0, -1));
    }),
    { numRuns: 300 },
  );
});

/** The same by trying everything. */
function heaviest(emitted: readonly PairedLine[], from: number, above: number): number {
  if (from === emitted.length) return 0;
  const skipped = heaviest(emitted, from + 1, above);
  return Math.max(skipped, ...emitted[from].candidates.filter(({ source }) => source > above).map(({ source, weight }) => weight + heaviest(emitted, from + 1, source)));
}
