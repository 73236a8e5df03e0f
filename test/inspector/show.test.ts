/**
 * Does code stay readable when it is cut to a width?
 */
import { describe, expect, test } from "vitest";
import { columnsOf, visible } from "../../inspector/show/columns.js";
import { marksFor } from "../../inspector/show/marks.js";
import { explainRegions } from "../../inspector/show/regions.js";
import { fitRemarks } from "../../inspector/show/remarks.js";
import { paintLine, textFormat, unformatted as plain, withoutMargin, wrap } from "../../inspector/show/styled-line.js";

function wrapped(text: string, columns: number): string[] {
  return wrap(plain(text), columns).map((piece) => piece.text.trimEnd());
}

describe("columns", () => {
  test("wide characters take two, combining ones none", () => {
    expect(columnsOf("abc")).toBe(3);
    expect(columnsOf("日本")).toBe(4);
    expect(columnsOf("🚀")).toBe(2);
    expect(columnsOf("e\u0301")).toBe(1);
    expect(columnsOf("①→")).toBe(2);
  });

  test("a source cannot steer the terminal", () => {
    expect(visible("a\u001b[31mb\u0007\u009b")).toBe("a␛[31mb␇␡");
  });
});

describe("wrapping", () => {
  test("a line that fits stays whole", () => {
    expect(wrapped("  return x;", 11)).toEqual(["  return x;"]);
  });

  test("breaks outside of brackets first, and not after a return or an if", () => {
    expect(wrapped("co.state = 4; return co.delegate(this.fetch(url, options));", 40)).toEqual(["co.state = 4;", "    return co.delegate(", "    this.fetch(url, options));"]);
    expect(wrapped("co.state = 4; if (co.delegates(this.fetch(url, options))) return;", 40)).toEqual(["co.state = 4;", "    if (co.delegates(", "    this.fetch(url, options))) return;"]);
  });

  test("an opening brace does not stand alone", () => {
    expect(wrapped("*readAll(urls: string[]): Coroutine<string> {", 43)).toEqual(["*readAll(urls: string[]):", "    Coroutine<string> {"]);
  });

  test("keeps the blanks of a text in quotes", () => {
    const text = `say("${"a  ".repeat(12)}");`;
    const quoted = { text, formats: [...text].map((_, index) => (index > 3 && index < text.length - 2 ? textFormat : undefined)) };
    const pieces = wrap(quoted, 24);
    expect(pieces.map((piece) => piece.text.replace(/^ {4}(?! )/, "")).join("").replaceAll(" ", "").length).toBe(text.replaceAll(" ", "").length);
    for (const piece of pieces) expect(columnsOf(piece.text)).toBeLessThanOrEqual(24);
  });

  test("ends for any width, and every piece fits", () => {
    const text = `${" ".repeat(30)}const 日本 = [${"word, ".repeat(20)}"x".repeat(200)];`;
    for (let columns = 2; columns < 120; columns++) {
      const pieces = wrap(plain(text), columns);
      for (const piece of pieces) expect(columnsOf(piece.text)).toBeLessThanOrEqual(columns);
      expect(pieces.map((piece) => piece.text).join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }
  });

  test("the margin goes, tabs become blanks", () => {
    expect(withoutMargin(plain("\t\tif (x)\ty;"), "\t").text).toBe("    if (x)  y;");
    expect(withoutMargin(plain("end`"), "    ").text).toBe("end`");
  });

  test("formats stay with their characters", () => {
    const line = withoutMargin({ text: "\treturn x", formats: [undefined, ...Array.from({ length: 6 }, () => "red" as const), undefined, undefined] }, "");
    expect(paintLine(line, (format, text) => `<${String(format)} ${text}>`, 12)).toBe("    <red return> x");
  });
});

describe("remarks", () => {
  const lines = ["case 1:            // try {", "x = 1;             // let x = 1"].map(plain);

  test("stay in their column where all fit", () => {
    expect(fitRemarks(lines, 40)).toBe(lines);
  });

  test("move next to their code where not, and go where that does not fit", () => {
    expect(fitRemarks(lines, 18).map(({ text }) => text)).toEqual(["case 1:  // try {", "x = 1;"]);
  });
});

test("each region is explained in one line, inner ones indented", () => {
  const regions = [
    { states: [1, 6], catch: [7, 7], finally: [8, 9], after: 10, source: "try" },
    { states: [3, 4], closes: true, inside: 0, source: "for-of" },
    { states: [4, 4], closes: true, inside: 1, source: "using" },
  ] as const;
  expect(explainRegions(regions, marksFor(false)).map(({ text }) => text)).toEqual([
    " states 1-6    try: an exception is caught at 7; whichever way it is left, 8-9 run first; a normal end goes on at 10",
    "   states 3-4  for-of: left early, the iterator is closed",
    "     state 4   using: whichever way it is left, what was opened is disposed of",
  ]);
});
