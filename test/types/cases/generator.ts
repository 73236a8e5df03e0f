/**
 * What are the types of a `@generator` method and of `generator(function* () {…})`? The generator's own, unchanged.
 */
import { generator } from "ts-coroutine";
import { expectType } from "./expect-type.js";

class Numbers {
  @generator
  *upTo(limit: number): Generator<number, string, boolean> {
    const sent = yield limit;
    expectType<boolean>()(sent);
    return "end";
  }
}

const numbers = new Numbers().upTo(3);
expectType<IteratorResult<number, string>>()(numbers.next(true));
expectType<IteratorResult<number, string>>()(numbers.throw(new Error("stop")));
// @ts-expect-error what is sent is a boolean
numbers.next("text");

const letters = generator(function* (text: string): Generator<string, void, void> {
  yield* text;
});
for (const letter of letters("abc")) expectType<string>()(letter);
