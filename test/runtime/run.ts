/**
 * How does a test get the result of a coroutine at once?
 *
 *     expect(run(coroutine(function* () { yield sleep(3600); return 1; }))).toBe(1);
 *
 * On a loop of its own with virtual time. The `coroutine` stands in the test, where the compiler sees it: a generator
 * function that is handed over as it is would run interpreted in every mode.
 */
import type { Future } from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";

export function run<T>(main: () => Future<T>): T {
  return new VirtualTimeIOLoop().runSync(main);
}
