/**
 * How many columns of a terminal does a text take?
 *
 * Most characters take one; Chinese, Japanese, Korean ones and emoji take two; what combines with the character before it
 * takes none. Control characters would steer the terminal, so they are shown as pictures of themselves.
 */

/** Columns of one code point. */
export function columnsOfCharacter(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) return 0;
  return isWide(code) || /^\p{Emoji_Presentation}$/u.test(character) ? 2 : 1;
}

export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

/** The wide blocks of Unicode's East Asian Width. */
const wide: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return wide.some(([first, last]) => code >= first && code <= last);
}

/** Control characters as their pictures: an escape reads `␛`. One character stays one character. */
export function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0))).replace(/[\u007f-\u009f]/g, "\u2421");
}

const tabColumns = 4;

/** Tabs as blanks up to the next multiple of four columns. */
export function expandTabs(line: string): string {
  if (!line.includes("\t")) return line;
  let expanded = "";
  for (const character of line) expanded += character === "\t" ? " ".repeat(tabColumns - (expanded.length % tabColumns)) : character;
  return expanded;
}
