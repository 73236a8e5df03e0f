/**
 * What is a generator, when the compiler has taken it apart?
 *
 * An object with `next`, `throw` and `return` and a number that says where to go on: `*gen()` below runs to its first
 * yield and stops; `next(16)` makes that yield evaluate to 16 (Python: `send(16)`) and runs to the second one.
 */
import { generator } from "ts-coroutine";

class Example {
  @generator
  *gen(): Generator<string, number, number> {
    console.log("  gen: started");
    const square = yield "a square, please";
    console.log(`  gen: was sent ${square}`);
    const times = yield "how many times?";
    console.log(`  gen: was sent ${times}`);
    return Math.sqrt(square) * times;
  }
}

const gen = new Example().gen();
console.log("next()   ", gen.next());
console.log("next(16) ", gen.next(16));
console.log("next(3)  ", gen.next(3));
console.log("next()   ", gen.next());

const countdown = generator(function* (from: number): Generator<number, void, void> {
  try {
    for (let n = from; n > 0; n--) yield n;
  } finally {
    console.log("  countdown: closed");
  }
});

console.log("a loop that breaks closes its generator:");
for (const n of countdown(10)) {
  console.log(n);
  if (n === 9) break;
}
