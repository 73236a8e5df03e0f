/**
 * What becomes of the comments beside emitted code where there is no room for them?
 *
 * The compiler sets them in a column of their own. If all fit there, they stay. If not, they move next to their code, and
 * what still does not fit is left out: it repeats the source, which is shown anyway.
 *
 *     case 1:                                           // try {
 *     case 1:  // try {
 */
import { columnsOf } from "./columns.js";
import { concat, slice, type StyledLine } from "./styled-line.js";

export function fitRemarks(lines: readonly StyledLine[], columns: number): readonly StyledLine[] {
  if (lines.every(({ text }) => columnsOf(text) <= columns)) return lines;
  return lines.map((line) => {
    const blanks = /(?<=\S) {2,}(?=\/\/ )/.exec(line.text);
    if (blanks === null) return line;
    const code = slice(line, 0, blanks.index);
    const remark = slice(line, blanks.index + blanks[0].length);
    return columnsOf(code.text) + 2 + columnsOf(remark.text) <= columns ? concat(code, "  ", remark) : code;
  });
}
