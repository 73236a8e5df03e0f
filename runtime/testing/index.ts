/** What does a test import, from `ts-coroutine/testing`? */
export { checkLeaks, coroutineTest, LeakedCoroutineError, type CoroutineTestOptions } from "./coroutine-test.js";
export { expectLog, type LoggedReport } from "./expect-log.js";
export { VirtualTimeIOLoop, type VirtualTimeOptions } from "./virtual-time.js";
