/**
 * What are the types of `coroutine(function* () {…})`?
 */
import { coroutine, Future, IOLoop, sleep, type Coroutine } from "ts-coroutine";
import { expectType } from "./expect-type.js";

const double = coroutine(function* (n: number) {
  yield* sleep(0.1);
  return n * 2;
});
expectType<Future<number>>()(double(1));
// @ts-expect-error the parameters are those of the generator function
double("1");

class Counter {
  value = 1;

  add = coroutine(function* (this: Counter, n: number, ...more: string[]): Coroutine<number> {
    expectType<Counter>()(this);
    expectType<string[]>()(more);
    const doubled = yield* double(n);
    expectType<number>()(doubled);
    return (this.value += doubled);
  });
}

expectType<Future<number>>()(new Counter().add(1, "a", "b"));
expectType<number>()(await IOLoop.current().run(() => new Counter().add(1)));
expectType<number>()(await double(3));
// @ts-expect-error `this` is a Counter
double.call(undefined, 1) satisfies Future<string>;
