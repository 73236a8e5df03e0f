/**
 * How does a stack trace cross a yield?
 *
 * The engine's trace ends where the loop resumed the coroutine that threw. Which coroutines were waiting is known, so
 * each one that an exception passes through is noted, and when the exception leaves the coroutines (a promise, a report),
 * they are written below the engine's lines:
 *
 *     Error: no such host
 *         at Reader.fetch (reader.ts:30:11)
 *         at CompiledCoroutine.drive …
 *         at yield in Reader.readAll (reader.ts:8:20)
 *         at yield in main (main.ts:3:9)
 *
 * Noting costs a few stores per coroutine; nothing is formatted until then, and nothing is done without an exception.
 */
import type { Describe } from "../machine/frame.js";

/** What describes the coroutines, and the states they were in, in turn; not the frames, which may be large. */
type Passed = (Describe | number)[];

/** So many yields of one exception are noted, the innermost. The same object may be thrown again and again, for years. */
const mostYields = 100;

const traces = new WeakMap<object, Passed>();
/** The exception that was noted last, and its trace: as a rule the next note is about the same one. */
let latest: unknown;
let latestTrace: Passed = [];

/** Notes that `error` is going to be thrown at the yield where `frame` is suspended. */
export function noteThrown(error: unknown, frame: { readonly describe: Describe; readonly state: number }): void {
  if (error !== latest) {
    if (!(error instanceof Error)) return;
    latest = error;
    latestTrace = traces.get(error) ?? [];
    traces.set(error, latestTrace);
  }
  if (latestTrace.length < 2 * mostYields) latestTrace.push(frame.describe, frame.state);
}

/** `Reader.readAll` and, if it is known, where the yield stands at which it is suspended: ` at reader.ts:8:20`. */
export function whereabouts(describe: Describe, state: number): { readonly name: string; readonly position: string } {
  const { name, file, yields } = describe();
  const yieldAt = yields[state];
  return { name, position: yieldAt === undefined ? "" : ` at ${file}:${yieldAt[0]}:${yieldAt[1]}` };
}

/** Adds the noted yields to the stack of `error`, each once; returns it. */
export function withTrace(error: unknown): unknown {
  const passed = error instanceof Error ? traces.get(error) : undefined;
  if (passed === undefined) return error;
  const { stack } = error as Error;
  traces.delete(error as Error);
  latest = undefined;
  latestTrace = [];
  const lines: string[] = [];
  for (let i = 0; i < passed.length; i += 2) {
    const { name, position } = whereabouts(passed[i] as Describe, passed[i + 1] as number);
    lines.push(`\n    at yield in ${name}${position.replace(/^ at (.*)$/, " ($1)")}`);
  }
  // A stack may be read-only, or not a string at all; then the trace is not worth an exception of its own.
  if (typeof stack === "string") Reflect.set(error as Error, "stack", stack + lines.join(""));
  return error;
}
