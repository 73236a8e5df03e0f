/** Does the map of compiled text lead every token that stayed back to where it stood? */
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { expect, test } from "vitest";
import { transformSource } from "../../transformer/index.js";

const source = `import { coroutine, type Coroutine } from "ts-coroutine";

class Reader {
  @coroutine
  *readAll(urls: string[]): Coroutine<string[]> {
    const jobs: string[] = [];
    try {
      for (const url of urls) {
        const body = yield this.fetchText(url, "é😀");
        jobs.push(body);
      }
    } catch (problem) {
      report(problem);
    } finally {
      this.closeAll();
    }
    return jobs;
  }
}
`;

const { code, map, machines } = transformSource(source, { fileName: "reader.ts" })!;

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before[before.length - 1].length };
}

test.each(["fetchText", "jobs.push", "report", "closeAll", "class Reader", "url, \"é"])("%s maps to where it stood", (token) => {
  const trace = new TraceMap(JSON.parse(map.toString()));
  const generated = position(code, code.indexOf(token, code.indexOf("class Reader")));
  const original = originalPositionFor(trace, generated);
  expect({ line: original.line, column: original.column }).toEqual(position(source, source.indexOf(token, source.indexOf("class Reader"))));
});

test.each([
  ["each.step()", "for (const url"],
  ["co.finish(", "{\n      this.closeAll"],
  ["co.state = 2; continue step", "for (const url"],
])("%s stands for what it came from", (made, origin) => {
  const trace = new TraceMap(JSON.parse(map.toString()));
  const { line, column } = originalPositionFor(trace, position(code, code.indexOf(made)));
  expect({ line, column }).toEqual(position(source, source.indexOf(origin)));
});

test("the machine says where its states begin", () => {
  const [{ begins, states }] = machines;
  expect(begins).toHaveLength(states);
  expect(begins.map((place) => (place === null ? null : source.slice(place.start, place.end).split("\n")[0]))).toMatchInlineSnapshot(`
    [
      "const jobs: string[] = [];",
      "for (const url of urls) {",
      "for (const url of urls) {",
      "for (const url of urls) {",
      "const body = yield this.fetchText(url, "é😀");",
      "catch (problem) {",
      "this.closeAll();",
      "return jobs;",
    ]
  `);
});

test("the machine says where its yields stand", () => {
  const [machine] = machines;
  expect(machine.name).toBe("Reader.readAll");
  expect(machine.yields.map(({ start, end }) => source.slice(start, end))).toEqual(['yield this.fetchText(url, "é😀")']);
});
