/**
 * What does the listing of a coroutine say, and beside what does each line stand?
 */
import { describe, expect, test } from "vitest";
import { compileSource } from "../../inspector/compile-source.js";
import { listingsOf, type Listing } from "../../inspector/listing.js";
import { rowsOf } from "../../inspector/rows.js";
import { printListing } from "../../inspector/show/listing.js";
import type { Terminal } from "../../inspector/terminal.js";

const source = `import { coroutine, type Coroutine } from "ts-coroutine";

class Reader {
  @coroutine
  *readAll(urls: string[]): Coroutine<unknown[]> {
    const jobs: unknown[] = [];
    try {
      for (const url of urls) {
        const body = yield* this.fetch(url);
        jobs.push(() => [url, body]);
      }
    } finally {
      this.close();
    }
    return jobs;
  }
}
`;

function listings(text: string, generators: "decorated" | "all" = "decorated"): Listing[] {
  const outcome = compileSource({ fileName: "reader.ts", text }, { generators });
  if (outcome.kind !== "compiled") throw new Error(outcome.kind);
  return listingsOf({ fileName: "reader.ts", text }, outcome.printed);
}

/** Each row as `source line | emitted line`. */
function rows(listing: Listing): string[] {
  return rowsOf(listing).map(({ source: left, emitted: right }) => {
    const one = left === null ? "" : listing.source[left].code.text.trim();
    const other = right === null ? "" : listing.emitted[right].code.text.replace(/ +\/\/ .*$/, "").trim();
    return `${one} | ${other}`;
  });
}

const plainTerminal: Terminal = { paint: (_format, text) => text, width: 140, unicode: true };

describe("a method with a loop and a finally", () => {
  const [listing] = listings(source);

  test("has its name, its yields in reading order and its regions", () => {
    expect(listing).toMatchObject({ name: "Reader.readAll", kind: "coroutine", fileName: "reader.ts" });
    expect(listing.yields).toEqual([{ number: 1, state: 4, line: 9, column: 22, text: "yield* this.fetch(url)" }]);
    expect(listing.regions.map((region) => region.source)).toEqual(["try", "for-of"]);
  });

  test("has each statement beside what it became", () => {
    const pairs = rows(listing);
    expect(pairs).toContain("*readAll(urls: string[]): Coroutine<unknown[]> { | readAll(urls: string[]): Coroutine<unknown[]> {");
    expect(pairs).toContain("const jobs: unknown[] = []; | jobs = [];");
    expect(pairs).toContain("try { | case 1:");
    expect(pairs).toContain("for (const url of urls) { | each = co.iterate(urls, 1);");
    expect(pairs).toContain("const body = yield* this.fetch(url); | co.state = 4; if (co.delegates(this.fetch(url))) return;");
    expect(pairs).toContain("jobs.push(() => [url, body]); | jobs.push(() => [url, body]);");
    expect(pairs).toContain("} finally { | case 5:");
    expect(pairs).toContain("return jobs; | return co.end(jobs);");
    expect(pairs.at(-1)).toBe("} | }");
  });

  test("marks the states, where the machine leaves and where it is resumed", () => {
    const states = listing.emitted.filter(({ beginsState }) => beginsState).map(({ state }) => state);
    expect(states).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(listing.emitted.filter(({ leaves }) => leaves.length > 0).map(({ code }) => code.text.trim())).toEqual([expect.stringMatching(/^co\.state = 4; if \(co\.delegates\(/)]);
    expect(listing.emitted.filter(({ resumes }) => resumes === 1).map(({ code }) => code.text.trim())).toEqual(["case 4: {"]);
  });

  test("prints every line within the width, beside each other or one below the other", () => {
    for (let width = 40; width <= 200; width += 10) {
      const [, ...listed] = printListing(listing, { ...plainTerminal, width }).split("\n");
      for (const line of listed) expect([...line].length).toBeLessThanOrEqual(width);
      expect(listed.join("\n").match(/[│┌] +jobs\.push/g)).toHaveLength(1);
    }
  });

  test("is ASCII where nothing else arrives", () => {
    expect(printListing(listing, { ...plainTerminal, unicode: false })).toMatch(/^[\n -~]*$/);
  });
});

describe("other forms", () => {
  test("a line that comes from further up shows its origin again", () => {
    const [listing] = listings(`import { coroutine } from "ts-coroutine";\nexport const count = coroutine(function* () {\n  for (let i = 0; i < 3; i++) {\n    yield i;\n  }\n});\n`);
    expect(rows(listing)).toContain("for (let i = 0; i < 3; i++) { | i++;");
    expect(rowsOf(listing).filter(({ again }) => again)).toHaveLength(1);
  });

  test("two yields on one line are two marks", () => {
    const [listing] = listings(`import { coroutine } from "ts-coroutine";\nexport const two = coroutine(function* () {\n  return [yield 1, yield 2];\n});\n`);
    expect(listing.source[1].yields).toEqual([1, 2]);
    expect(listing.emitted.flatMap(({ leaves }) => leaves)).toEqual([1, 2]);
    expect(listing.emitted.flatMap(({ resumes }) => resumes ?? [])).toEqual([1, 2]);
  });

  test("a coroutine in a coroutine has a listing of its own and marks of its own", () => {
    const text = `import { coroutine } from "ts-coroutine";\nexport const outer = coroutine(function* () {\n  const inner = coroutine(function* () {\n    yield 1;\n    yield 2;\n  });\n  yield inner();\n});\n`;
    const [outer, inner] = listings(text);
    expect(outer.emitted.flatMap(({ leaves }) => leaves)).toEqual([1]);
    expect(inner.emitted.flatMap(({ leaves }) => leaves)).toEqual([1, 2]);
  });

  test("plain generators, when all are asked for", () => {
    const [listing] = listings("export function* walk() { yield 1; }\n", "all");
    expect(listing).toMatchObject({ name: "walk", kind: "generator" });
  });

  test("lines that end with CR LF, and a byte order mark, are lines", () => {
    const [expected] = listings(source);
    const [listing] = listings(`\uFEFF${source.replaceAll("\n", "\r\n")}`);
    expect(rows(listing)).toEqual(rows(expected));
  });
});
