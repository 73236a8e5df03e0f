/**
 * Do random coroutines behave the same compiled and interpreted?
 *
 * Some hundreds at every run; `npm run conformance -- --kind coroutines` tries as many as it is told. The seed of a failure is in its
 * message.
 */
import fc from "fast-check";
import { test } from "vitest";
import { sameCoroutines } from "./coroutines/random.js";
import { ast, text } from "./coroutines/ways.js";

test("a random coroutine does the same interpreted and printed as text", async () => {
  await fc.assert(sameCoroutines([text]), { numRuns: 300 });
}, 300_000);

test("a random coroutine does the same interpreted and emitted by TypeScript", async () => {
  await fc.assert(sameCoroutines([ast]), { numRuns: 150 });
}, 300_000);
