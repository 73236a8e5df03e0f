/**
 * Which rows has the listing of a coroutine?
 *
 * What the source map says of a line weighs most; the compiler's remark beside it (`// try {`) tells where a line belongs
 * that is all new; and where a yield resumes belongs to the yield.
 */
import type { EmittedLine, Listing, SourceLine } from "./listing.js";
import { pairLines, type PairedLine, type Row } from "./pair-lines.js";

const weights = { firstOrigin: 4, furtherOrigin: 2, remark: 4, ambiguousRemark: 1, end: 4 };

export function rowsOf({ source, emitted, yields }: Listing): Row[] {
  const linesByText = new Map<string, number[]>();
  for (const [index, { code }] of source.entries()) {
    const text = withoutSemicolon(code.text.trim());
    linesByText.set(text, [...(linesByText.get(text) ?? []), index]);
  }
  const first = source[0].number;
  const lineOfYield = new Map(yields.map(({ number, line }) => [number, line - first]));
  const lines = emitted.map((line) => pairedLine(line, linesByText, lineOfYield));
  const last = lines.pop()!;
  // Both end with the function's brace.
  lines.push({ ...last, candidates: [...last.candidates, { source: source.length - 1, weight: weights.end }] });
  return pairLines(source.map(isNeutral), lines);
}

function pairedLine(line: EmittedLine, linesByText: ReadonlyMap<string, readonly number[]>, lineOfYield: ReadonlyMap<number, number>): PairedLine {
  const { origins, leaves, resumes } = line;
  const remarked = (line.remark === undefined ? undefined : linesByText.get(withoutSemicolon(line.remark))) ?? [];
  const isCertain = remarked.length === 1;
  const candidates = [
    ...leaves.map((number) => ({ source: lineOfYield.get(number)!, weight: weights.firstOrigin })),
    ...origins.map((source, index) => ({ source, weight: index === 0 ? weights.firstOrigin : weights.furtherOrigin })),
    ...remarked.map((source) => ({ source, weight: isCertain ? weights.remark : weights.ambiguousRemark })),
  ];
  const origin = origins[0] ?? (isCertain ? remarked[0] : undefined) ?? (resumes === undefined ? undefined : lineOfYield.get(resumes));
  return { candidates, origin };
}

/** The compiler's remarks have none at the end. */
function withoutSemicolon(text: string): string {
  return text.replace(/;$/, "");
}

/** A line that says nothing of its own: a lone brace, an empty line. */
function isNeutral({ code }: SourceLine): boolean {
  return /^[\s{}()[\];,]*$/.test(code.text);
}
