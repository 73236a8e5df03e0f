/**
 * How is a tsconfig.json read without TypeScript?
 *
 * It is JSON with comments and trailing commas; both become blanks. The doctor must work where TypeScript is missing or has
 * no interface for programs, as TypeScript 7.
 */

/** @throws SyntaxError of `JSON.parse` */
export function parseJsonWithComments(text: string): unknown {
  const withoutComments = text.replace(/^\uFEFF/, "").replace(/"(?:[^"\\\n]|\\.)*"|\/\/.*|\/\*[^]*?\*\//g, keepStrings);
  return JSON.parse(withoutComments.replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[\]}])/g, keepStrings));
}

function keepStrings(match: string): string {
  return match.startsWith('"') ? match : " ";
}
