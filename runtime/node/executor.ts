/**
 * How does a coroutine wait for work that would block the loop?
 *
 *     const hash = yield* runInExecutor(new URL("./hash.js", import.meta.url), "hash", bytes);
 *
 * The work is an exported function of a module; it runs in a thread of its own. Arguments and result are copied as by
 * `structuredClone`. Tornado: `IOLoop.run_in_executor`.
 */
import { Worker } from "node:worker_threads";
import type { Future } from "../future/future.js";
import { ProducedFuture } from "../future/produced.js";

/** Runs in the thread: imports the module, calls the function, posts the outcome. */
const program = `
  const { parentPort, workerData: { module, name, args } } = require("node:worker_threads");
  import(module).then(async exports => parentPort.postMessage({ result: await exports[name](...args) }))
    .catch(error => parentPort.postMessage({ error }));
`;

/** A Future with the result of `name(...args)`, exported by `module`. Cancelling it ends the thread. */
export function runInExecutor<T = any>(module: string | URL, name: string, ...args: unknown[]): Future<T> {
  const worker = new Worker(program, { eval: true, workerData: { module: String(module), name, args } });
  const future: ProducedFuture<T> = new ProducedFuture<T>({
    cancel(reason) {
      void worker.terminate();
      return future.cancelNow(reason);
    },
  });
  const fail = (error: unknown): void => {
    if (!future.done()) future.setException(error);
  };
  worker.on("message", (message: { result: T } | { error: unknown }) => {
    if ("error" in message) fail(message.error);
    else if (!future.done()) future.setResult(message.result);
  });
  worker.on("error", fail);
  worker.on("exit", (code) => fail(new Error(`the thread ended with code ${code} before it had a result`)));
  return future;
}
