/**
 * What do the signs in the margins look like?
 *
 *     ①     a yield of the source, numbered in reading order
 *     ①→    the machine leaves here: the state is stored, the operand handed over; a coroutine that need not wait stays
 *     →①    and comes back here
 *     ┌ │   the lines of one state
 *
 * Where only ASCII arrives: `1`, `1>`, `>1`, `+` and `|`.
 */
export interface Marks {
  yield(number: number): string;
  leaves(number: number): string;
  resumes(number: number): string;
  readonly stateBegins: string;
  readonly stateGoesOn: string;
  /** A line of the source that is shown once more. */
  readonly again: string;
  readonly dash: string;
}

/** Unicode has single-column circled numbers up to this one. */
const lastCircled = 20;

function circled(number: number): string {
  return number <= lastCircled ? String.fromCodePoint(0x2460 + number - 1) : String(number);
}

const unicodeMarks: Marks = {
  yield: circled,
  leaves: (number) => `${circled(number)}→`,
  resumes: (number) => `→${circled(number)}`,
  stateBegins: "┌",
  stateGoesOn: "│",
  again: "↑",
  dash: "–",
};

const asciiMarks: Marks = {
  yield: String,
  leaves: (number) => `${number}>`,
  resumes: (number) => `>${number}`,
  stateBegins: "+",
  stateGoesOn: "|",
  again: "^",
  dash: "-",
};

export function marksFor(unicode: boolean): Marks {
  return unicode ? unicodeMarks : asciiMarks;
}
