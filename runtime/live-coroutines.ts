/**
 * Which coroutines are suspended on a loop right now?
 *
 * A coroutine is written down when it first has to wait and struck out when it ends, so one that never waits costs
 * nothing. The list holds the coroutines strongly, because somebody has to run their `finally` blocks in the end.
 *
 *     page 7   [ get, –, readAll, –, – ]      page 8   [ –, –, serve ]        – struck out; an empty page is torn out
 *
 * It is written on small pages instead of in one long array because a new page is young to the garbage collector, as the
 * coroutines are that are written on it: such a store costs nothing more, one into an old array does.
 */
import type { CoroutineFrame } from "./coroutine-frame.js";

type Coroutine = CoroutineFrame<any>;

const linesPerPage = 32;

export class Page {
  readonly lines: (Coroutine | undefined)[] = new Array<Coroutine | undefined>(linesPerPage).fill(undefined);
  written = 0;
  valid = 0;
}

export class LiveCoroutines {
  private readonly pages = new Set<Page>();
  private current = this.turn();

  add(coroutine: Coroutine): void {
    if (this.current.written === linesPerPage) this.current = this.turn();
    const page = this.current;
    coroutine.page = page;
    coroutine.line = page.written;
    page.lines[page.written++] = coroutine;
    page.valid++;
  }

  remove(coroutine: Coroutine): void {
    const page = coroutine.page!;
    coroutine.page = undefined;
    page.lines[coroutine.line] = undefined;
    if (--page.valid === 0 && page !== this.current) this.pages.delete(page);
  }

  get count(): number {
    let count = 0;
    for (const page of this.pages) count += page.valid;
    return count;
  }

  /** In the order of their first suspension. */
  *[Symbol.iterator](): Generator<Coroutine> {
    for (const { lines } of this.pages) for (const coroutine of lines) if (coroutine !== undefined) yield coroutine;
  }

  /** Begins a new page; the old one stays if there is still something valid on it. */
  private turn(): Page {
    if (this.current?.valid === 0) this.pages.delete(this.current);
    const page = new Page();
    this.pages.add(page);
    return page;
  }
}
