/**
 * What does an emitted machine see of its run time?
 *
 * A `@coroutine` or `@generator` method is emitted as a *step*: an arrow that holds one `switch` over `frame.state`.
 * Everything the arrow asks of the run time, it asks of its one parameter, the frame:
 *
 *     return startCoroutine(co => {
 *       step: for (;;) switch (co.state) {
 *         case 0:
 *           co.state = 1; if (co.waits(this.fetch(url))) return;      // yield: store where to resume; wait, or run on
 *         case 1:
 *           return co.end(co.sent);                                   // `sent` is what the yield evaluates to
 *       }
 *     }, get$machine);
 *
 * Two drivers run such a step: the coroutine driver (Future + IOLoop, `coroutine/coroutine-frame.ts`) and the generator object
 * (`next/throw/return`, `generator-frame.ts`), whose yield is `co.state = 1; return value;`. This file holds what both share;
 * `unwind.ts` interprets the region table.
 */

import type { Each, Resources } from "./closables.js";

/** The state of a machine that has ended, whichever way. */
export const DONE = -1;

/** One step of a machine: runs from `frame.state` to the next yield or to the end. */
export type Step = (frame: Frame) => unknown;

/**
 * A statically known range of states that something protects; what a class file calls an exception table entry.
 * States are numbered in source order, so each part is one inclusive range `[first, last]`, and a nested region lies
 * wholly inside one part of its parent.
 */
export interface Region {
  /** The protected part: a `try` block, the body of a `for-of`, the block after a `using`. */
  readonly states: readonly [first: number, last: number];
  /** The `catch` clause; entered with the exception in `frame.caught`. */
  readonly catch?: readonly [first: number, last: number];
  /** The `finally` block; ends with `frame.finish(region, after)`. */
  readonly finally?: readonly [first: number, last: number];
  /** Where a normal completion of the `finally` block goes on. */
  readonly after?: number;
  /** Leaving the protected part, however, closes what `frame` keeps in this region's slot (an iterator, a `using`). */
  readonly closes?: true;
  /** Index of the region that directly contains this one. */
  readonly inside?: number;
}

/**
 * What is known about a machine at build time. The emitted function that returns it is called once, and only when
 * somebody asks: an exception looks for its handler, a trace wants a position, the inspector wants a name.
 */
export interface MachineDescription {
  /** The source's own name: `Reader.readAll`, `#secret`, `<anonymous>`. */
  readonly name: string;
  /** The source file, as the compiler was given it. */
  readonly file: string;
  /** Regions in source order: a parent stands before what is inside it. */
  readonly regions?: readonly Region[];
  /** Resumption state of each yield -> `[line, column]` of the yield in the source, both counted from 1. */
  readonly yields: Readonly<Record<number, readonly [line: number, column: number]>>;
}

/** The emitted, hoisted function behind {@link MachineDescription}. */
export type Describe = () => MachineDescription;

/** How a part of a machine was left. */
export type Completion =
  | { readonly kind: "throw"; readonly value: unknown }
  | { readonly kind: "return"; readonly value: unknown }
  | { readonly kind: "jump"; readonly target: number };

/** What a region with `closes` keeps in its slot. Gets the completion that leaves the region, returns the one that goes on. */
export interface Closable {
  close(completion: Completion): Completion;
}

/** The fields both drivers keep for a machine. */
export interface FrameFields {
  /** The state to run next; {@link DONE} after the end. */
  state: number;
  /** The value the last yield evaluates to; on entry to a `catch` the exception; after the end the result. */
  sent: unknown;
  readonly step: Step;
  readonly describe: Describe;
  /** Slot 0: the iterator of a running `yield*`. Slot r + 1: iterator or pending completion of region r. */
  slots: unknown[] | undefined;
}

/** The frame as emitted code sees it. */
export interface Frame extends FrameFields {
  /** The exception that a `catch` clause has caught. Only valid in the first state of the clause. */
  readonly caught: unknown;
  /** The result of a machine that ended through a region. */
  readonly outcome: unknown;
  /** `return value` where nothing has to run on the way out. The emitted statement is `return co.end(value);`. */
  end(value?: unknown): unknown;
  /** `return value` through regions. The emitted statements are `co.exit(value); continue step;`. */
  exit(value?: unknown): void;
  /** `break` or `continue` through regions. The emitted statements are `co.leave(target); continue step;`. */
  leave(target: number): void;
  /**
   * The end of the `finally` block of `region`. True if something was pending, with which the step goes on; false if it goes on
   * at `after`. The emitted statement is `if (co.finish(region, after)) continue step;`, where `after` stands next.
   */
  finish(region: number, after: number): boolean;
  /** A coroutine's `yield value`. The emitted statements are `co.state = n; if (co.waits(value)) return;`. */
  waits(value?: unknown): boolean;
  /** A coroutine's `yield* iterable`. The emitted statements are `co.state = n; if (co.delegates(iterable)) return;`. */
  delegates(iterable: unknown): boolean;
  /** A generator's `yield* iterable`. The emitted statements are `co.state = n; return co.delegate(iterable);`. */
  delegate(iterable: unknown): unknown;
  /** The head of a `for-of` or an array pattern; `region` closes what is returned. */
  iterate(iterable: Iterable<unknown>, region: number): Each;
  /** The head of a `for-in`. */
  keys(object: unknown): Each;
  /** What the `using` declarations of a block have opened; `region` closes it. */
  resources(region: number): Resources;
  /** A call whose callee and receiver were evaluated before a yield: `receiver.callee(…)`. */
  call(callee: unknown, receiver: unknown, ...list: unknown[]): unknown;
  /** The same for a tagged template: a function to be called without receiver. */
  method(callee: unknown, receiver: unknown): (...list: unknown[]) => unknown;
  /** ToPropertyKey (ECMA-262 7.1.19). */
  key(value: unknown): PropertyKey;
  /** The value of the only property: an anonymous function that has taken its name from there. */
  only(object: object): unknown;
  /** RequireObjectCoercible (ECMA-262 7.2.1), for a pattern. */
  requireObject(value: unknown): void;
  /** The rest of an object pattern. */
  rest(object: unknown, taken: readonly PropertyKey[]): object;
}
