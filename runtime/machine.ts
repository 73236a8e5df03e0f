/** What does emitted code import? These names, from `ts-coroutine/machine`; they are stable. */
export { startCoroutine } from "./compiled-coroutine.js";
export { coroutineFunction, replaceCallback } from "./coroutine.js";
