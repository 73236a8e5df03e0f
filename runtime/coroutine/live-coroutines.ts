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
import { FAILED } from "../future/future.js";
import { watchFailure } from "../future/unretrieved.js";
import { Group, hasOnlyWaiter, hasWaiter, withoutWaiter, withWaiter, type Waiter } from "../future/waiters.js";

type Coroutine = CoroutineFrame<any>;

const linesPerPage = 32;

/** Stands in the place of those who wait for the coroutines on it, and is told when one ends. */
class Page extends Group {
  /** It looks after exceptions that nobody else is going to look at. */
  readonly retrieves = true;
  readonly list: LiveCoroutines;
  readonly lines: (Coroutine | undefined)[] = new Array<Coroutine | undefined>(linesPerPage).fill(undefined);
  /** Line by line: who waits for the coroutine. Left out until somebody does, since most often nobody ever will. */
  private waiting: (Waiter | undefined)[] | undefined = undefined;
  written = 0;
  valid = 0;
  before: Page | undefined = undefined;
  after: Page | undefined = undefined;

  constructor(list: LiveCoroutines) {
    super();
    this.list = list;
  }

  write(coroutine: Coroutine): void {
    const { waiters } = coroutine;
    const line = this.written++;
    this.lines[line] = coroutine;
    this.valid++;
    if (waiters !== undefined) this.setWaiting(line, waiters);
    coroutine.content = this;
  }

  futureDone(coroutine: Coroutine): void {
    const line = this.lineOf(coroutine);
    const waiting = this.waiting?.[line];
    this.lines[line] = undefined;
    if (waiting !== undefined) this.setWaiting(line, undefined);
    if (--this.valid === 0) this.list.hasEmptied(this);
    if (coroutine.status === FAILED && !waiting?.retrieves) watchFailure(coroutine);
    waiting?.futureDone(coroutine);
  }

  add(coroutine: Coroutine, waiter: Waiter): void {
    const line = this.lineOf(coroutine);
    this.setWaiting(line, withWaiter(this.waiting?.[line], coroutine, waiter));
  }

  remove(coroutine: Coroutine, waiter: Waiter): void {
    const line = this.lineOf(coroutine);
    this.setWaiting(line, withoutWaiter(this.waiting?.[line], coroutine, waiter));
  }

  includes(coroutine: Coroutine, waiter: Waiter): boolean {
    return hasWaiter(this.waitingFor(coroutine), coroutine, waiter);
  }

  includesOnly(coroutine: Coroutine, waiter: Waiter): boolean {
    return hasOnlyWaiter(this.waitingFor(coroutine), coroutine, waiter);
  }

  waitingFor(coroutine: Coroutine): Waiter | undefined {
    return this.waiting?.[this.lineOf(coroutine)];
  }

  private setWaiting(line: number, waiting: Waiter | undefined): void {
    this.waiting ??= new Array<Waiter | undefined>(linesPerPage).fill(undefined);
    this.waiting[line] = waiting;
  }

  /** A field for the line would cost every coroutine more than this costs the few that stand here. */
  private lineOf(coroutine: Coroutine): number {
    return this.lines.indexOf(coroutine);
  }
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
  if (!coroutine.done() && !(coroutine.content instanceof Page)) coroutine.context.loop.live.add(coroutine);
}

/** Who waits for `coroutine`, apart from the page where it stands. */
export function otherThanPage(coroutine: Coroutine): Waiter | undefined {
  const { waiters } = coroutine;
  return waiters instanceof Page ? waiters.waitingFor(coroutine) : waiters;
}

export class LiveCoroutines {
  private first = new Page(this);
  private current = this.first;

  add(coroutine: Coroutine): void {
    if (this.current.written === linesPerPage) this.turn();
    this.current.write(coroutine);
  }

  /** Called when the last one on a page has ended. */
  hasEmptied(page: Page): void {
    if (page !== this.current) this.takeOut(page);
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
    this.current = new Page(this);
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
