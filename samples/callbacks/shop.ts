/**
 * A shop that answers later, as a database would: the same two questions for callers with callbacks and with Futures.
 */
import { Future, IOLoop } from "ts-coroutine";

export type Callback<T> = (error: Error | undefined, value?: T) => void;

const orders: Record<string, string[]> = { breakfast: ["coffee", "bread", "jam"], mystery: ["coffee", "unicorn"] };
const prices: Record<string, number> = { coffee: 3, bread: 2, jam: 4 };

function ask<T>(table: Record<string, T>, key: string, answer: Callback<T>): void {
  IOLoop.current().callLater(0.005, () => {
    if (key in table) answer(undefined, table[key]);
    else answer(new Error(`the shop knows no ${key}`));
  });
}

function askFuture<T>(table: Record<string, T>, key: string): Future<T> {
  const future = new Future<T>();
  ask(table, key, (error, value) => {
    if (error === undefined) future.setResult(value as T);
    else future.setException(error);
  });
  return future;
}

export const shop = {
  items: (order: string, answer: Callback<string[]>): void => ask(orders, order, answer),
  price: (item: string, answer: Callback<number>): void => ask(prices, item, answer),
  itemsFuture: (order: string): Future<string[]> => askFuture(orders, order),
  priceFuture: (item: string): Future<number> => askFuture(prices, item),
  leave: (order: string): void => console.log(`  left the shop after ${order}`),
};
