/**
 * What did somebody mean who typed a name that does not exist?
 *
 *     nearest("metod", ["method", "width"])    "method"
 *     nearest("xyz", ["method", "width"])      undefined
 */

/** The name that needs the fewest single-letter changes, if they are few enough for a slip of the finger. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const name of names) {
    const changes = distance(typed.toLowerCase(), name.toLowerCase());
    if (changes >= fewest) continue;
    fewest = changes;
    best = name;
  }
  return best;
}

/** Levenshtein's distance. */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = previous[column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column] + 1, current[column - 1] + 1));
    }
    previous = current;
  }
  return previous[other.length];
}
