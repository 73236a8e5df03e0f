/**
 * How is a queue made of Futures? A `get` that finds nothing leaves a Future behind, and the next `put` resolves it.
 */
import { Future } from "ts-coroutine";

export class Queue<T> {
  readonly #items: T[] = [];
  readonly #getters: Future<T>[] = [];
  readonly #finished = new Future<void>();
  #unfinished = 0;

  put(item: T): void {
    this.#unfinished++;
    const getter = this.#getters.shift();
    if (getter === undefined) this.#items.push(item);
    else getter.setResult(item);
  }

  get(): Future<T> {
    const future = new Future<T>();
    if (this.#items.length > 0) future.setResult(this.#items.shift()!);
    else this.#getters.push(future);
    return future;
  }

  /** Every item that was put has to be reported done once; then `join()` is over. */
  taskDone(): void {
    if (--this.#unfinished === 0) this.#finished.setResult();
  }

  join(): Future<void> {
    return this.#finished;
  }
}
