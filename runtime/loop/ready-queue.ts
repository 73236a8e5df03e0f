/**
 * How does the loop keep what is ready to run, first in, first out?
 *
 * On small pages, written from left to right and thrown away when they have been read:
 *
 *     first  [ _ _ _ d e f ]  ->  last  [ g h _ _ _ _ ]        `taken` = 3 on the first page, `added` = 2 on the last
 *
 * A ring buffer would allocate nothing, but grow old: to store a young coroutine in an old array costs the engine's garbage
 * collector more (it has to remember the place) than a new page for every {@link itemsPerPage} of them.
 */

/** Something the loop runs in one iteration: a coroutine to resume or a callback. It must not throw. */
export interface Runnable {
  run(): void;
}

const itemsPerPage = 64;

/** With one more place at its end, for the page after it: to have that in an object of its own would be one more way to go. */
type Page = (Runnable | Page | undefined)[];

const newPage = (): Page => new Array<Runnable | Page | undefined>(itemsPerPage + 1);

export class ReadyQueue {
  private first = newPage();
  private taken = 0;
  private last = this.first;
  private added = 0;
  /** How many pages come after the first. */
  private more = 0;

  get length(): number {
    return this.more * itemsPerPage + this.added - this.taken;
  }

  /** How many items the iteration that begins now is going to run. */
  beginIteration(): number {
    return this.length;
  }

  push(item: Runnable): void {
    if (this.added === itemsPerPage) this.addPage();
    this.last[this.added++] = item;
  }

  /** Removes and returns the oldest item. The queue must not be empty. */
  shift(): Runnable {
    if (this.taken === itemsPerPage) this.dropPage();
    const { first } = this;
    const item = first[this.taken] as Runnable;
    // The page may live on for a while; what has run must not.
    first[this.taken++] = undefined;
    return item;
  }

  private addPage(): void {
    const page = newPage();
    this.last[itemsPerPage] = page;
    this.last = page;
    this.added = 0;
    this.more++;
  }

  private dropPage(): void {
    const read = this.first;
    this.first = read[itemsPerPage] as Page;
    this.taken = 0;
    this.more--;
    // A page that has grown old is garbage until the next full collection. Until then it would keep the pages after it
    // from being collected young, and they those after them.
    read[itemsPerPage] = undefined;
  }
}
