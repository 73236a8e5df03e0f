/**
 * What must be closed when a machine leaves a region, however it leaves?
 *
 * The iterator of a `for-of` or of an array pattern, and what `using` has opened.
 *
 *     for (const url of urls) {          each = co.iterate(urls, 1);
 *                                        if (!each.step()) …             next() fails: the iterator is not closed
 *       …                                url = each.value;               region 1: anything that leaves it closes `each`
 *     }
 */
import type { Closable, Completion } from "./frame.js";

// As they are now: a program may replace what it finds in the globals, as tests of engines do, and the language must not change.
const { apply } = Reflect;
const { isArray } = Array;
export const iteratorSymbol: typeof Symbol.iterator = Symbol.iterator;

const arrayIterator = Array.prototype[iteratorSymbol];
const arrayIteratorPrototype = Object.getPrototypeOf([][iteratorSymbol]()) as { next: unknown; return?: unknown };
const arrayNext = arrayIteratorPrototype.next;

/** Whether iterating `value`, whose iterator method is `open`, can only mean reading its elements by index. */
function isPlainArray(value: unknown, open: unknown): value is readonly unknown[] {
  return open === arrayIterator && isArray(value) && arrayIteratorPrototype.next === arrayNext && arrayIteratorPrototype.return === undefined;
}

/** An iterator being read; ECMA-262 7.4's iterator record, with the rules of IteratorClose (7.4.11). */
export class Each implements Closable {
  /** What the last {@link step} has read. */
  value: unknown;
  private readonly array: readonly unknown[] | undefined;
  private index: number;
  private readonly iterator: Iterator<unknown> | undefined;
  private readonly next: (() => IteratorResult<unknown>) | undefined;
  /** Exhausted, failed or closed: nothing is left to close. */
  private finished: boolean;

  constructor(iterable: unknown) {
    this.value = undefined;
    this.index = 0;
    this.finished = false;
    const open = iteratorMethodOf(iterable);
    if (isPlainArray(iterable, open)) {
      this.array = iterable;
      this.iterator = undefined;
      this.next = undefined;
    } else {
      this.array = undefined;
      this.iterator = callIteratorMethod(iterable, open);
      this.next = this.iterator.next as () => IteratorResult<unknown>;
    }
  }

  /** Reads the next value into {@link value}; false at the end. */
  step(): boolean {
    const { array } = this;
    if (array !== undefined) {
      if (!this.finished && this.index < array.length) {
        this.value = array[this.index++];
        return true;
      }
      this.finished = true;
      return false;
    }
    const result = this.ask();
    if (result === null) return false;
    this.value = result.value;
    this.finished = false;
    return true;
  }

  /** The next result, whose value nobody has read yet; null at the end. Until it is read, an error is the iterator's own: it is not closed for that. */
  private ask(): IteratorYieldResult<unknown> | null {
    this.finished = true;
    const result = apply(this.next!, this.iterator, []) as IteratorResult<unknown>;
    requireResult(result);
    return result.done ? null : result;
  }

  /** A hole of an array pattern: the next result, without reading its value. */
  skip(): void {
    if (this.finished) return;
    if (this.array !== undefined) this.step();
    else this.finished = this.ask() === null;
  }

  /** An element of an array pattern: the next value, `undefined` after the end. */
  take(): unknown {
    return !this.finished && this.step() ? this.value : undefined;
  }

  /** The rest of an array pattern. */
  rest(): unknown[] {
    const values: unknown[] = [];
    while (!this.finished && this.step()) values.push(this.value);
    return values;
  }

  close(completion: Completion): Completion {
    if (this.finished || this.iterator === undefined) return completion;
    this.finished = true;
    try {
      const { return: close } = this.iterator as { return?: unknown };
      if (close === undefined || close === null) return completion;
      const result = apply(close as () => unknown, this.iterator, []);
      if (completion.kind !== "throw") requireResult(result);
      return completion;
    } catch (error) {
      return completion.kind === "throw" ? completion : { kind: "throw", value: error };
    }
  }
}

/** GetIterator (ECMA-262 7.4.3). */
export function openIterator(iterable: unknown): Iterator<unknown> {
  return callIteratorMethod(iterable, iteratorMethodOf(iterable));
}

function iteratorMethodOf(iterable: unknown): unknown {
  return (iterable as Iterable<unknown>)[iteratorSymbol];
}

function callIteratorMethod(iterable: unknown, open: unknown): Iterator<unknown> {
  if (typeof open !== "function") throw new TypeError(`${describe(iterable)} is not iterable`);
  const iterator: unknown = apply(open as () => unknown, iterable, []);
  if (!isObject(iterator)) throw new TypeError(`Result of the Symbol.iterator method is not an object`);
  return iterator as unknown as Iterator<unknown>;
}

export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

export function requireResult(result: unknown): asserts result is object {
  if (!isObject(result)) throw new TypeError(`Iterator result ${describe(result)} is not an object`);
}

function describe(value: unknown): string {
  return typeof value === "symbol" || !isObject(value) ? String(value) : typeof value;
}

/** The keys that `for-in` visits; the engine's own loop knows which keys are deleted meanwhile. */
export function* keysOf(object: unknown): Generator<string> {
  for (const key in object as object) yield key;
}

const disposeSymbol = (Symbol as { dispose?: symbol }).dispose;

/** The resources of one block, in the order in which `using` opened them. */
export class Resources implements Closable {
  private readonly opened: { readonly value: unknown; readonly dispose: () => void }[] = [];

  /**
   * `using x = value`: returns `value`.
   *
   * @throws TypeError if it has no `[Symbol.dispose]()`, or if the engine does not know that symbol
   */
  use<Value>(value: Value): Value {
    if (value === undefined || value === null) return value;
    if (!isObject(value)) throw new TypeError(`using ${describe(value)}: only an object, null or undefined can be disposed of`);
    if (disposeSymbol === undefined) throw new TypeError("this engine has no Symbol.dispose. Load a polyfill before ts-coroutine, or close the resource in a finally block.");
    const dispose = (value as Record<symbol, unknown>)[disposeSymbol];
    if (typeof dispose !== "function") throw new TypeError("using: the value has no [Symbol.dispose]() method");
    this.opened.push({ value, dispose: dispose as () => void });
    return value;
  }

  /** DisposeResources (ECMA-262 explicit resource management): last opened, first closed; a second error keeps the first. */
  close(completion: Completion): Completion {
    for (let resource = this.opened.pop(); resource !== undefined; resource = this.opened.pop()) {
      try {
        apply(resource.dispose, resource.value, []);
      } catch (error) {
        completion = { kind: "throw", value: completion.kind === "throw" ? suppressed(error, completion.value) : error };
      }
    }
    return completion;
  }
}

function suppressed(error: unknown, first: unknown): Error {
  const { SuppressedError } = globalThis as { SuppressedError?: new (error: unknown, suppressed: unknown, message: string) => Error };
  const message = "An error was suppressed during disposal.";
  if (SuppressedError !== undefined) return new SuppressedError(error, first, message);
  const polyfill = new Error(message);
  for (const [key, value] of Object.entries({ name: "SuppressedError", error, suppressed: first })) {
    Object.defineProperty(polyfill, key, { value, writable: true, configurable: true });
  }
  return polyfill;
}
