/**
 * What may a coroutine yield, and what does it wait for then?
 *
 *     yield future                 the Future
 *     yield promise                a native promise, or anything with a `then`
 *     yield [a, b]                 all of them, as `multi([a, b])`; also { x: a }, new Map, and nested
 *     yield                        nothing in particular: lets others run for one iteration (`moment`)
 *     yield socket                 whatever `convertYielded.register(Socket, …)` says
 *     yield 42                     BadYieldError, thrown at the yield
 */
import { BadYieldError } from "../errors.js";
import { failed, isFuture, resolved, type Future } from "./future.js";
import { fromPromise } from "./from-promise.js";
import { moment } from "../coroutine/moment.js";
import { multi } from "../combine/multi.js";
import { summary } from "./names.js";
import type { Coroutine } from "../types.js";

/** Something to wait for that results in a `T`. A `Coroutine<T>` is a Future at run time. */
export type Yieldable<T> = Future<T> | PromiseLike<T> | Coroutine<T>;

interface Converter {
  readonly type: abstract new (...args: never) => unknown;
  readonly convert: (value: any) => Future<unknown>;
}

/** The latest registration stands first. */
const converters: Converter[] = [];

interface ConvertYielded {
  <T>(value: Yieldable<T>): Future<T>;
  (value: unknown): Future<unknown>;
  /** Makes instances of `type` yieldable; `convert` returns the Future to wait for. Later registrations win. */
  register<V>(type: abstract new (...args: never) => V, convert: (value: V) => Future<unknown>): void;
}

function convert(value: unknown): Future<unknown> {
  if (isFuture(value)) return value;
  if (value === undefined || value === null) return moment;
  if (typeof value === "object" || typeof value === "function") {
    for (const { type, convert } of converters) if (value instanceof type) return convert(value);
    if (typeof (value as PromiseLike<unknown>).then === "function") return fromPromise(value as PromiseLike<unknown>);
    if (Array.isArray(value) || value instanceof Map || isPlainObject(value)) return multi(value as unknown[]);
  }
  throw new BadYieldError(`yielded unknown object ${summary(value)}${hint(value)}`);
}

/**
 * The Future to wait for when `value` is yielded.
 * @throws {@link BadYieldError} if there is none. Tornado: `convert_yielded`.
 */
export const convertYielded: ConvertYielded = Object.assign(convert as (value: unknown) => Future<any>, {
  register<V>(type: abstract new (...args: never) => V, convert: (value: V) => Future<unknown>): void {
    converters.unshift({ type, convert });
  },
});

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The mistake behind most unknown objects is a missing decorator. */
function hint(value: unknown): string {
  const generator = (value as { [Symbol.toStringTag]?: unknown } | undefined)?.[Symbol.toStringTag] === "Generator";
  return generator ? "; is @coroutine missing on the generator that was called?" : "";
}

/**
 * What `@coroutine *m(): Coroutine<T>` really returns: the Future. A promise becomes one; anything else gives a Future
 * that has failed with {@link BadYieldError}.
 */
export function asFuture<T>(value: Yieldable<T>): Future<T>;
export function asFuture(value: unknown): Future<unknown> {
  try {
    return convert(value);
  } catch (error) {
    return failed(error);
  }
}

/** A Future stays as it is, anything else becomes a Future that has succeeded with it. Tornado: `maybe_future`. */
export function maybeFuture<T>(value: Future<T> | T): Future<T> {
  return isFuture(value) ? (value as Future<T>) : resolved(value as T);
}

/**
 * @internal What a function returned, as a Future: a Future, coroutine or promise is waited for, anything else, also an
 * array or an object, is the result itself.
 */
export function futureOfReturned<T>(value: Yieldable<T> | T): Future<T> {
  return (isAwaitable(value) ? asFuture(value) : resolved(value)) as Future<T>;
}

function isAwaitable(value: unknown): value is Yieldable<unknown> {
  if (value === null || typeof value !== "object") return false;
  // A generator is converted too: to the error that says what is missing.
  return typeof (value as { then?: unknown }).then === "function" || (Symbol.iterator in value && "throw" in value);
}
