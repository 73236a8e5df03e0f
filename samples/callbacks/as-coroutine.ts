/**
 * The same program as a coroutine. What the compiler makes of it are the callbacks again: one case per way to go on.
 */
import { coroutine, type Coroutine } from "ts-coroutine";
import { shop } from "./shop.js";

export class Customer {
  @coroutine
  *total(order: string): Coroutine<number> {
    try {
      let sum = 0;
      for (const item of yield* shop.itemsFuture(order)) sum += yield* shop.priceFuture(item);
      return sum;
    } finally {
      shop.leave(order);
    }
  }
}
