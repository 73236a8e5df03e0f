/**
 * The program with callbacks: the loop has become a function, `finally` must be remembered at each way out, and every
 * callback begins with the same line.
 */
import { shop, type Callback } from "./shop.js";

export function total(order: string, done: Callback<number>): void {
  let sum = 0;
  const leave: Callback<number> = (error, value) => {
    shop.leave(order);
    done(error, value);
  };
  shop.items(order, (error, items = []) => {
    if (error) return leave(error);
    const next = (index: number): void => {
      if (index === items.length) return leave(undefined, sum);
      shop.price(items[index], (error, price = 0) => {
        if (error) return leave(error);
        sum += price;
        next(index + 1);
      });
    };
    next(0);
  });
}
