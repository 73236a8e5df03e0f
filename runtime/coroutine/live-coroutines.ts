/**
 * Which coroutines are suspended on a loop right now?
 *
 * Somebody has to know, because in the end `finally` blocks must run. A coroutine that waits for another one knows that
 * one, so only those are written down that no coroutine waits for:
 *
 *     yield this.child();          the parent knows its child: nothing to do, and that is the usual case
 *     this.background();           written down, unless it ends at once, and struck out when it ends
 *     yield multi([a(), b()]);     a and b are written down
 *
 * They are written on small pages instead of in one long array because a new page is young to the garbage collector, as
 * the coroutines are: such a store costs nothing more, one into an old array does. The pages are a list, and one that is taken
 * out lets go of its neighbours: a Set leaves a chain of tables behind, each of which keeps the next one, and the pages in it,
 * from being collected young.
 */
import type { CoroutineFrame } from "./coroutine-frame.js";

type Coroutine = CoroutineFrame<any>;

const linesPerPage = 32;

export class Page {
  readonly lines: (Coroutine | undefined)[] = new Array<Coroutine | undefined>(linesPerPage).fill(undefined);
  written = 0;
  valid = 0;
  before: Page | undefined = undefined;
  after: Page | undefined = undefined;
}

/** Just started and suspended; whether the coroutine that started it is going to wait for it will be known soon. */
let newest: Coroutine | undefined;

/** Called with each coroutine that is suspended for the first time. */
export function noteSuspended(coroutine: Coroutine): void {
  if (newest !== undefined) writeDown(newest);
  newest = coroutine;
}

/** Called with each Future that a coroutine begins to wait for. */
export function noteAwaited(awaited: object): void {
  if (awaited === newest) newest = undefined;
}

/** Called when a coroutine no longer waits for `coroutine`, which goes on. */
export function writeDown(coroutine: Coroutine): void {
  if (!coroutine.done() && coroutine.page === undefined) coroutine.context.loop.live.add(coroutine);
}

export class LiveCoroutines {
  private first = new Page();
  private current = this.first;

  add(coroutine: Coroutine): void {
    if (this.current.written === linesPerPage) this.turn();
    const page = this.current;
    coroutine.page = page;
    page.lines[page.written++] = coroutine;
    page.valid++;
  }

  remove(coroutine: Coroutine): void {
    const page = coroutine.page!;
    coroutine.page = undefined;
    // A field for the line would cost every coroutine more than this costs the few that stand here.
    page.lines[page.lines.indexOf(coroutine)] = undefined;
    if (--page.valid === 0 && page !== this.current) this.takeOut(page);
  }

  /** Those that no coroutine waits for, the oldest first. */
  roots(): Coroutine[] {
    if (newest !== undefined) writeDown(newest);
    newest = undefined;
    const roots: Coroutine[] = [];
    for (let page: Page | undefined = this.first; page !== undefined; page = page.after) {
      for (const coroutine of page.lines) if (coroutine !== undefined) roots.push(coroutine);
    }
    return roots;
  }

  /** All of them; each is followed by the one it waits for. */
  all(): Coroutine[] {
    const all = new Set<Coroutine>();
    for (const root of this.roots()) {
      for (let each: Coroutine | undefined = root; each !== undefined && !all.has(each); each = each.awaitedCoroutine()) all.add(each);
    }
    return [...all];
  }

  /** Begins a new page; the old one stays if there is still something valid on it. */
  private turn(): void {
    const full = this.current;
    this.current = new Page();
    this.current.before = full;
    full.after = this.current;
    if (full.valid === 0) this.takeOut(full);
  }

  /** A page before the current one. */
  private takeOut(page: Page): void {
    const { before, after } = page;
    if (before === undefined) this.first = after!;
    else before.after = after;
    after!.before = before;
    page.before = page.after = undefined;
  }
}
