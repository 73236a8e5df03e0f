/**
 * What are the types of everything else that is waited for? None of it needs a cast.
 */
import {
  abortable,
  allSettled,
  any,
  type Arguments,
  asFuture,
  cancellation,
  type CancelledError,
  chainFuture,
  Condition,
  coroutine,
  type Coroutine,
  CoroutineLocal,
  Event,
  failed,
  Future,
  IOLoop,
  isFuture,
  Lock,
  map,
  maybeFuture,
  multi,
  PriorityQueue,
  Queue,
  race,
  type Release,
  resolved,
  returnFuture,
  runWithStackContext,
  Semaphore,
  type Settled,
  shield,
  StackContext,
  Task,
  WaitIterator,
  withSignal,
  withTimeout,
  wrap,
} from "ts-coroutine";
import { coroutineTest, expectLog, VirtualTimeIOLoop, type LoggedReport } from "ts-coroutine/testing";
import { expectType } from "./expect-type.js";

class Service {
  @coroutine
  *size(): Coroutine<number> {
    return 1;
  }

  @coroutine
  *all(signal: AbortSignal): Coroutine<void> {
    const text = asFuture(Promise.resolve("text"));
    expectType<number | string>()(yield* race([this.size(), text]));
    expectType<number | string>()(yield* any([this.size(), Promise.resolve("text")], { cancelLosers: true }));
    expectType<[Settled<number>, Settled<string>]>()(yield* allSettled([this.size(), text]));
    expectType<number[]>()(yield* map(["a", "b"], () => this.size(), { concurrency: 2 }));
    expectType<boolean[]>()(yield* map(new Set([1, 2]), (n) => n > 1));
    expectType<number>()(yield* shield(this.size()));
    expectType<number>()(yield* withSignal(signal, this.size()));
    expectType<number>()(yield* withTimeout({ at: 5 }, this.size(), { cancel: false, quietExceptions: [RangeError] }));
    expectType<Response>()(yield* abortable((given) => fetch("data:,", { signal: given })));
    expectType<Map<string, number>>()(yield* multi(new Map([["a", this.size()]])));
    expectType<{ a: number; b: [string, undefined] }>()(yield* multi({ a: this.size(), b: [text, null] }));
    expectType<CancelledError | undefined>()(cancellation());
  }

  @coroutine
  *waits(): Coroutine<void> {
    const queue = new Queue<string>(5);
    expectType<undefined>()(yield* queue.put("a", 1));
    expectType<string>()(yield* queue.get());
    expectType<number>()(yield* new PriorityQueue<number>(0, (a, b) => a - b).get({ at: 3 }));
    expectType<Release>()(yield* new Lock().acquire());
    expectType<Release>()(yield* new Semaphore(2).acquire(0.5));
    expectType<boolean>()(yield* new Condition().wait(1));
    expectType<undefined>()(yield* new Event().wait());
    const iterator = new WaitIterator(this.size(), resolved(2));
    expectType<number>()(yield* iterator.next());
    expectType<number | string | undefined>()(iterator.currentIndex);
    expectType<number>()(yield* new WaitIterator({ a: this.size() }).next());
  }
}

const service = new Service();
expectType<undefined>()(await Task((callback: () => void) => callback()));
expectType<string>()(await Task((n: number, callback: (text: string) => void) => callback(String(n)), 1));
expectType<Arguments>()(await Task((callback: (a: number, b: number) => void) => callback(1, 2)));
const twice = returnFuture((n: number, callback: (result?: number) => void) => callback(2 * n));
expectType<Future<number>>()(twice(1));
expectType<Future<number>>()(twice(1, (result) => expectType<number>()(result)));
// @ts-expect-error the parameter is a number
twice("1");

const value: unknown = 1;
if (isFuture(value)) expectType<Future<unknown>>()(value);
expectType<Future<number>>()(maybeFuture(resolved(1)));
expectType<Future<number>>()(maybeFuture(1));
chainFuture(resolved(1), new Future<number>());
// @ts-expect-error what one gives the other cannot take
chainFuture(resolved(1), new Future<string>());
expectType<Promise<never>>()(failed(new Error("x")).toPromise());

const id = new CoroutineLocal("none");
expectType<string>()(id.get());
expectType<number>()(id.run("7", () => 1));
expectType<Coroutine<number>>()(runWithStackContext(new StackContext(() => ({})), () => service.size()));
expectType<(n: number) => string>()(wrap((n: number) => String(n)));

const loop = IOLoop.current();
loop.addCallback((n: number, text: string) => `${n}${text}`, 1, "a");
// @ts-expect-error the arguments are the callback's
loop.addCallback((n: number) => n, "1");
loop.addFuture(resolved(1), (future) => expectType<Future<number>>()(future));
expectType<Promise<number>>()(IOLoop.run(() => service.size(), { timeout: 1 }));
expectType<Promise<string>>()(loop.run(async () => "text"));
expectType<number>()(new VirtualTimeIOLoop({ seed: 1 }).runSync(() => service.size()));
expectType<Promise<LoggedReport[]>>()(expectLog(/x/, () => {}));
expectType<(...args: unknown[]) => Promise<void>>()(coroutineTest(() => service.size()));
expectType<(...args: unknown[]) => Promise<void>>()(
  coroutineTest(function* () {
    expectType<number>()(yield* asFuture(service.size()));
  }),
);
