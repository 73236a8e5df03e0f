/**
 * How does an `AsyncLocalStorage` follow a coroutine across its yields?
 *
 *     followAsyncLocalStorage();                       once, at the start of the program
 *     storage.run({ id: 7 }, () => handler.get());     every step of get() sees { id: 7 }
 *
 * Node ties a store to what is running; a coroutine is resumed by the loop, which runs elsewhere. Switched on, each
 * coroutine and callback keeps a snapshot of all storages from where it was started and runs in it. Switched off, it
 * costs nothing. `CoroutineLocal` does the same without Node and without being switched on.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { capturing, type Context } from "../context/context.js";
import { Block, type StackEntry } from "../context/stack-context.js";

/** Switches it on for coroutines and callbacks that are started from now on; with `false`, off again. */
export function followAsyncLocalStorage(follow = true): void {
  capturing.capture = follow ? withSnapshot : undefined;
}

/** The same context with the storages of now in place of an older snapshot. */
function withSnapshot(context: Context): Context {
  return { ...context, stack: { block: new Snapshot(), outer: withoutSnapshots(context.stack) } };
}

function withoutSnapshots(stack: StackEntry | undefined): StackEntry | undefined {
  if (stack === undefined) return undefined;
  return stack.block instanceof Snapshot ? withoutSnapshots(stack.outer) : stack;
}

/** What `AsyncLocalStorage` saw at one moment, as a block that is entered again around each step. */
class Snapshot extends Block {
  private readonly runInside = AsyncLocalStorage.snapshot();

  override reenter(body: () => void): void {
    this.runInside(body);
  }
}
