/**
 * Which line of the source stands beside which line of the emitted code?
 *
 * Both sides keep their order, so not every line can stand beside its origin: the pairs must not cross. Of all sets of
 * pairs that do not cross, the heaviest one is taken (an increasing subsequence, in n log n). What remains goes between:
 *
 *     for (const url of urls) {       each = co.iterate(urls, 1);                 a pair: the map says so
 *                                     if (!each.step()) { … }                     a further line of the same origin
 *     }                               co.state = 2; continue step;                a lone brace shares a row with what has no origin
 *     (for (…; …; attempt++) {)       attempt++;                                  out of order: its origin is shown again
 */

/** A line of the emitted code, as far as pairing needs it. Numbers are indices of lines of the source. */
export interface PairedLine {
  /** The lines that it may stand beside. The weight says how sure that is. */
  readonly candidates: readonly { readonly source: number; readonly weight: number }[];
  /** The line that it comes from, if it comes from one. */
  readonly origin: number | undefined;
}

/** A row of the listing. `again`: the line of the source has been shown before, further up or to be shown below. */
export interface Row {
  readonly source: number | null;
  readonly emitted: number | null;
  readonly again: boolean;
}

/**
 * @param isNeutral for each line of the source, whether it says nothing of its own (a lone brace, an empty line)
 * @returns rows that have every line of the source and every emitted line exactly once, in order, beside those marked `again`
 */
export function pairLines(isNeutral: readonly boolean[], emitted: readonly PairedLine[]): Row[] {
  const rows: Row[] = [];
  let nextSource = 0;
  let nextEmitted = 0;
  let shown: number | null = null;
  for (const pair of [...heaviestPairs(isNeutral.length, emitted), { source: isNeutral.length, emitted: emitted.length }]) {
    between(pair.source, pair.emitted);
    if (pair.source === isNeutral.length) break;
    push(pair.source, pair.emitted);
    nextSource = pair.source + 1;
    nextEmitted = pair.emitted + 1;
  }
  return rows;

  /** What stands between two pairs: first what continues the pair above, then what is only in the source, then the rest. */
  function between(sourceEnd: number, emittedEnd: number): void {
    const continues = continuationEnd(emittedEnd);
    while (nextEmitted < continues) emittedOnly(nextEmitted++);
    while (nextSource < sourceEnd) {
      const shares = isNeutral[nextSource] && nextEmitted < emittedEnd && emitted[nextEmitted].origin === undefined;
      push(nextSource++, shares ? nextEmitted++ : null);
    }
    while (nextEmitted < emittedEnd) emittedOnly(nextEmitted++);
  }

  /** The end of the lines that come from the line shown last, or from nowhere but stand before one that does. */
  function continuationEnd(end: number): number {
    for (let line = end; line > nextEmitted; line--) {
      if (shown !== null && emitted[line - 1].origin === shown) return line;
    }
    return nextEmitted;
  }

  function emittedOnly(line: number): void {
    const { origin } = emitted[line];
    if (origin === undefined || origin === shown) rows.push({ source: null, emitted: line, again: false });
    else {
      rows.push({ source: origin, emitted: line, again: true });
      shown = origin;
    }
  }

  function push(source: number, line: number | null): void {
    rows.push({ source, emitted: line, again: false });
    shown = source;
  }
}

interface Pair {
  readonly source: number;
  readonly emitted: number;
}

/** A candidate, with the heaviest chain of pairs that ends with it. */
interface Link extends Pair {
  readonly total: number;
  readonly previous: Link | null;
}

/** The set of pairs that do not cross with the greatest sum of weights; of equals, the one with the earliest emitted lines. */
function heaviestPairs(sources: number, emitted: readonly PairedLine[]): Pair[] {
  // best[i]: the heaviest chain that ends in a block of sources, as in a Fenwick tree.
  const best: (Link | null)[] = Array.from({ length: sources + 1 }, () => null);
  for (const [line, { candidates }] of emitted.entries()) {
    const links = candidates.map(({ source, weight }) => {
      const previous = heaviestBefore(source);
      return { source, emitted: line, total: weight + (previous?.total ?? 0), previous };
    });
    // Only now, so that a line is in no chain twice.
    for (const link of links) insert(link);
  }
  const pairs: Pair[] = [];
  for (let link = heaviestBefore(sources); link !== null; link = link.previous) pairs.push({ source: link.source, emitted: link.emitted });
  return pairs.reverse();

  function heaviestBefore(source: number): Link | null {
    let heaviest: Link | null = null;
    for (let index = source; index > 0; index -= index & -index) {
      const link = best[index];
      if (link !== null && (heaviest === null || link.total > heaviest.total)) heaviest = link;
    }
    return heaviest;
  }

  function insert(link: Link): void {
    for (let index = link.source + 1; index <= sources; index += index & -index) {
      if (best[index] === null || link.total > best[index]!.total) best[index] = link;
    }
  }
}
