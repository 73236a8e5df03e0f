/**
 * What are the types of several things waited for at once?
 */
import { coroutine, Future, multi, type Coroutine } from "ts-coroutine";
import { expectType } from "./expect-type.js";

class Several {
  @coroutine
  *one(): Coroutine<number> {
    return 1;
  }

  @coroutine
  *all(): Coroutine<void> {
    const tuple = yield* multi([this.one(), new Future<string>()]);
    expectType<[number, string]>()(tuple);
    const [first, second] = yield* multi([new Future<Date>(), this.one()]);
    expectType<Date>()(first);
    expectType<number>()(second);
    const record = yield* multi({ count: this.one(), text: new Future<string>() });
    expectType<number>()(record.count);
    expectType<string>()(record.text);
    // @ts-expect-error there is no such key
    record.other;
    const list = yield* multi([1, 2, 3].map(() => this.one()));
    expectType<number[]>()(list);
  }
}

expectType<Coroutine<void>>()(new Several().all());
