/**
 * One program, three ways: callbacks by hand, a coroutine, and what the compiler made of the coroutine (the file that
 * this program itself has imported).
 */
import { readFileSync } from "node:fs";
import { Future, IOLoop } from "ts-coroutine";
import { Customer } from "./as-coroutine.js";
import { total } from "./by-hand.js";

function totalByHand(order: string): Future<number> {
  const future = new Future<number>();
  total(order, (error, sum = 0) => (error === undefined ? future.setResult(sum) : future.setException(error)));
  return future;
}

for (const order of ["breakfast", "mystery"]) {
  for (const [way, run] of [["by hand     ", totalByHand], ["as coroutine", (name: string) => new Customer().total(name)]] as const) {
    try {
      console.log(`${way} ${order}: ${await IOLoop.run(() => run(order))}`);
    } catch (error) {
      console.log(`${way} ${order}: ${error}`);
    }
  }
}

console.log("\nand what runs as the coroutine:\n");
console.log(readFileSync(new URL("as-coroutine.js", import.meta.url), "utf8"));
