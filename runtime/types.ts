/**
 * How does TypeScript know what a coroutine results in?
 *
 * A decorator cannot change the type of the method it stands on, so the declared type has to say it: `Coroutine<T>` is
 * a generator to the compiler (the method has an asterisk and its body yields) and a `Future<T>` to the program.
 *
 *     @coroutine *size(url: string): Coroutine<number> { const body = yield* this.fetch(url); return body.length; }
 *
 *     asFuture(reader.size(url))        Future<number>
 *     multi([reader.size(url), …])      takes it as it is, and so do IOLoop.run and every other function of the package
 */
import type { Future } from "./future/future.js";

/** The declared type of a `@coroutine` method that results in a `T`. At run time it is a `Future<T>`: see `asFuture`. */
export interface Coroutine<T> extends Generator<any, T, any> {}

/** What waiting for a `Y` results in: the type of `yield* multi(y)`, so to speak. */
export type ResultOf<Y> =
  Y extends Future<infer T> ? T
  : Y extends Generator<any, infer T, any> ? T
  : Y extends PromiseLike<infer T> ? Awaited<T>
  : Y extends null | undefined ? undefined
  : Y extends ReadonlyMap<infer K, infer V> ? Map<K, ResultOf<V>>
  : Y extends object ? ResultsOf<Y>
  : unknown;

/** As {@link ResultOf}, for each element of a tuple, an array or an object. */
export type ResultsOf<C> = { -readonly [K in keyof C]: ResultOf<C[K]> };
