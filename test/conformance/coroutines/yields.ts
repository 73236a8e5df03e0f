/**
 * What does a random coroutine yield?
 *
 * A plan is a list of kinds, taken one after the other whenever the program yields. The value that the program yields is
 * what the coroutine gets back, if it gets anything:
 *
 *     plan done, later, failed
 *     yield awaited("a")       ->  yield resolved("a")                          goes on at once
 *     yield awaited("b")       ->  yield a Future that is settled in 0.25 s     waits
 *     yield awaited("c")       ->  yield failed(new Error("3"))                 throws
 *     yield* delegated([1])    ->  yield* one of the same Futures, or an iterator that gives some
 */
import { cancellation, coroutine, CoroutineLocal, failed, Future, IOLoop, moment, resolved, Return, sleep, StackContext, type Coroutine } from "../../../runtime/index.js";

/** What a plan decides about, with the program's value and a number that tells one yield from the other. */
type Kinds = Readonly<Record<string, (value: unknown, scene: Scene, number: number) => unknown>>;

/** What the yields of one run share. */
export interface Scene {
  readonly log: (line: string) => void;
  readonly iterable: (name: string, values: readonly unknown[], options?: object) => Iterable<unknown>;
  /** The Future of the whole program, as soon as there is one. */
  main: Future<unknown> | undefined;
  /** The one Future for which all may wait. */
  readonly shared: Future<unknown>;
  /** Starts the program once more. */
  readonly again: () => unknown;
}

export const local = new CoroutineLocal<unknown>("unset");

function error(number: number): Error {
  return new Error(`yield ${number}`);
}

/** Settled after so many seconds, or in the next iteration. */
function pending(seconds: number, settle: (future: Future<unknown>) => void): Future<unknown> {
  const future = new Future<unknown>();
  const once = (): void => {
    if (!future.done()) settle(future);
  };
  if (seconds === 0) IOLoop.current().addCallback(once);
  else IOLoop.current().callLater(seconds, once);
  return future;
}

function next(value: unknown): Future<unknown> {
  return pending(0, (future) => future.setResult(value));
}

function later(value: unknown): Future<unknown> {
  return pending(0.25, (future) => future.setResult(value));
}

/** Not every program looks at it, and Node ends for a rejection that nobody sees. */
function rejected(reason: unknown): Promise<never> {
  const promise = Promise.reject(reason);
  promise.catch(() => {});
  return promise;
}

function cancelled(): Future<unknown> {
  const future = new Future<unknown>();
  future.cancel("cancelled before");
  return future;
}

const child = coroutine(function* (value: unknown, scene: Scene, ending: "return" | "throw" | "Return"): Coroutine<unknown> {
  try {
    yield moment;
    const got: unknown = yield later(value);
    if (ending === "throw") throw new Error("child");
    if (ending === "Return") throw new Return(got);
    return got;
  } finally {
    scene.log(`child ends${cancellation() === undefined ? "" : ", cancelled"}`);
    yield moment;
  }
});

/** The first of them is what a plan shrinks to. */
export const awaitedKinds = {
  done: (value) => resolved(value),
  next: (value) => next(value),
  later: (value) => later(value),
  failed: (_value, _scene, number) => failed(error(number)),
  failsNext: (_value, _scene, number) => pending(0, (future) => future.setException(error(number))),
  failsLater: (_value, _scene, number) => pending(0.25, (future) => future.setException(error(number))),
  failedWithReturn: (value) => failed(new Return(value)),
  failedWithNothing: () => failed(undefined),
  cancelled: () => cancelled(),
  cancelledLater: () => pending(0.25, (future) => void future.cancel("later")),
  moment: () => moment,
  nothing: () => undefined,
  sleep: () => sleep(0.25),
  shared: (_value, { shared }) => shared,
  as: (value) => value,
  bad: () => 42,
  list: (value) => [resolved(value), next(1), later(2), moment],
  listOfDone: (value) => [resolved(value), resolved(1)],
  listOfNone: () => [],
  listThatFails: (value, _scene, number) => [later(value), pending(0, (future) => future.setException(error(number)))],
  listWithBad: (value) => [resolved(value), 42],
  object: (value) => ({ a: next(value), b: [resolved(2)] }),
  map: (value) => new Map<unknown, unknown>([["a", next(value)]]),
  promise: (value) => Promise.resolve([value]),
  rejectedPromise: (_value, _scene, number) => rejected(error(number)),
  thenable: (value) => ({ then: (settle: (value: unknown) => void) => settle([value]) }),
  thenableThrows: (_value, _scene, number) => ({
    then: () => {
      throw error(number);
    },
  }),
  thenThrows: (_value, _scene, number) => ({
    get then(): never {
      throw error(number);
    },
  }),
  child: (value, scene) => child(value, scene, "return"),
  childThrows: (value, scene) => child(value, scene, "throw"),
  childReturns: (value, scene) => child(value, scene, "Return"),
  again: (_value, { again }) => again(),
  itself: (_value, { main }) => main,
  cancelsItself: (value, { main }) => (main?.cancel("by itself"), later(value)),
  cancelsItselfThenDone: (value, { main }) => (main?.cancel("by itself"), resolved(value)),
  setsLocal: (value, _scene, number) => (local.set(number), resolved(value)),
  setsLocalThenNext: (value, _scene, number) => (local.set(number), next(value)),
  entersBlock: (value) => (new StackContext(() => ({})).enter(), resolved(value)),
  entersBlockThenLater: (value) => (new StackContext(() => ({})).enter(), later(value)),
} satisfies Kinds;

export type AwaitedKind = keyof typeof awaitedKinds;

/** Two things to wait for, of different kinds. */
function some(value: unknown, number: number): unknown[] {
  const all = [resolved(value), next(value), later(value), moment, failed(error(number)), undefined, 42, [next(1)], cancelled()];
  return [all[number % all.length], all[(number * 7 + 3) % all.length]];
}

export const delegatedKinds = {
  done: (value) => resolved(value),
  as: (value) => (typeof value === "object" ? (value ?? []) : typeof value === "function" ? value : resolved(value)),
  next: (value) => next(value),
  later: (value) => later(value),
  failed: (_value, _scene, number) => failed(error(number)),
  failsLater: (_value, _scene, number) => pending(0.25, (future) => future.setException(error(number))),
  cancelled: () => cancelled(),
  moment: () => moment,
  list: (value, _scene, number) => some(value, number),
  iterable: (value, { iterable }, number) => iterable(`d${number}`, some(value, number)),
  iterableThatCatches: (value, { iterable }, number) => iterable(`d${number}`, [failed(error(number)), ...some(value, number)], { catches: number % 2 === 0 }),
  iterableThatThrows: (value, { iterable }, number) => iterable(`d${number}`, some(value, number), { throwsAt: number % 3 }),
  iterableThatReturns: (value, { iterable }, number) => iterable(`d${number}`, [failed(error(number)), ...some(value, number)], number % 2 === 0 ? { returns: number } : { returnThrows: number }),
  generator: function* (value, { log }, number): Coroutine<unknown> {
    try {
      for (const one of some(value, number)) log(`inner got ${typeof (yield one)}`);
    } catch {
      log("inner caught");
      yield next(value);
    } finally {
      log("inner finally");
      yield* later(value);
    }
    return value;
  },
  child: (value, scene) => child(value, scene, "return"),
  childThrows: (value, scene) => child(value, scene, "throw"),
  again: (_value, { again }) => again() ?? [],
  noIterable: () => 42,
  noIterator: () => ({ [Symbol.iterator]: () => 42 }),
  noResults: () => ({ [Symbol.iterator]: () => ({ next: () => 42 }) }),
  cancelsItself: (value, { main, iterable }, number) => (main?.cancel("by itself"), iterable(`d${number}`, some(value, number))),
} satisfies Kinds;

export type DelegatedKind = keyof typeof delegatedKinds;
