/**
 * How long does a coroutine wait? As long as it says: a limit for one attempt, growing pauses between attempts, and a
 * clock that goes on ticking because nobody blocks the loop.
 */
import { coroutine, IOLoop, PeriodicCallback, sleep, TimeoutError, withTimeout, type Coroutine } from "ts-coroutine";

class Client {
  #attempts = 0;

  /** Too slow twice, then fast. */
  @coroutine
  *answer(): Coroutine<string> {
    yield* sleep(++this.#attempts < 3 ? 1 : 0.01);
    return "42";
  }

  @coroutine
  *patient(attempts: number, seconds: number): Coroutine<string> {
    for (let attempt = 1; ; attempt++) {
      try {
        return yield* withTimeout(seconds, this.answer());
      } catch (error) {
        if (!(error instanceof TimeoutError) || attempt === attempts) throw error;
        console.log(`attempt ${attempt}: no answer within ${seconds * 1000} ms`);
        yield* sleep(0.02 * 2 ** attempt);
      }
    }
  }
}

let ticks = 0;
const clock = new PeriodicCallback(() => ticks++, 10);
clock.start();

console.log(`the answer: ${await IOLoop.run(() => new Client().patient(3, 0.2))}`);
try {
  await IOLoop.run(() => new Client().patient(1, 0.2));
} catch (error) {
  console.log(`with one attempt: ${(error as Error).name}`);
}
clock.stop();
console.log(ticks > 10 ? "and the clock ticked on" : "the loop was blocked");
