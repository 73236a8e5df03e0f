/**
 * How does a coroutine wait for work that would block the loop?
 *
 *     const hash = yield* runInExecutor(new URL("./hash.js", import.meta.url), "hash", bytes);
 *
 * The work is an exported function of a module; it runs in a thread of its own. Arguments and result are copied as by
 * `structuredClone`. Tornado: `IOLoop.run_in_executor`.
 */
import { Worker } from "node:worker_threads";
import { Future } from "../future/future.js";

/** Runs in the thread: imports the module, calls the function, posts the outcome. */
const program = `
  const { parentPort, workerData: { module, name, args } } = require("node:worker_threads");
  import(module).then(async exports => parentPort.postMessage({ result: await exports[name](...args) }))
    .catch(error => parentPort.postMessage({ error }));
`;

/** A Future with the result of `name(...args)`, exported by `module`. Cancelling it ends the thread. */
export function runInExecutor<T = any>(module: string | URL, name: string, ...args: unknown[]): Future<T> {
  return new ThreadFuture<T>(new Worker(program, { eval: true, workerData: { module: String(module), name, args } }));
}

class ThreadFuture<T> extends Future<T> {
  private readonly worker: Worker;

  constructor(worker: Worker) {
    super();
    this.worker = worker;
    worker.on("message", (message: { result: T } | { error: unknown }) => {
      if ("error" in message) this.fail(message.error);
      else if (!this.done()) this.setResult(message.result);
    });
    worker.on("error", (error) => this.fail(error));
    worker.on("exit", (code) => this.fail(new Error(`the thread ended with code ${code} before it had a result`)));
  }

  override cancel(reason?: unknown): boolean {
    const cancelled = super.cancel(reason);
    if (cancelled) void this.worker.terminate();
    return cancelled;
  }

  private fail(error: unknown): void {
    if (!this.done()) this.setException(error);
  }
}
