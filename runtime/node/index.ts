/** What does a program that runs on Node import beside the runtime, from `ts-coroutine/node`? */
export { followAsyncLocalStorage } from "./async-local-storage.js";
export { fromCallback, once } from "./events.js";
export { runInExecutor } from "./executor.js";
export { IOStream, StreamClosedError, UnsatisfiableReadError, type IOStreamOptions } from "./iostream.js";
