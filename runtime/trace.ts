/**
 * How does a stack trace cross a yield?
 *
 * The engine's trace ends where the loop resumed the coroutine that threw. Which coroutines were waiting is known, so
 * each one that an exception passes through is noted, and when the exception leaves the coroutines (a promise, a report),
 * they are written below the engine's lines:
 *
 *     Error: no such host
 *         at Reader.fetch (reader.ts:30:11)
 *         at CompiledCoroutine.advance …
 *         at yield in Reader.readAll (reader.ts:8:20)
 *         at yield in main (main.ts:3:9)
 *
 * Noting costs a few stores per coroutine; nothing is formatted until then, and nothing is done without an exception.
 */
import type { CoroutineFrame } from "./coroutine-frame.js";

interface Passed {
  readonly frame: CoroutineFrame<any>;
  readonly state: number;
}

const traces = new WeakMap<object, Passed[]>();

/** Notes that `error` is going to be thrown at the yield where `frame` is suspended. */
export function noteThrown(error: unknown, frame: CoroutineFrame<any>): void {
  if (!(error instanceof Error)) return;
  const passed = traces.get(error);
  if (passed === undefined) traces.set(error, [{ frame, state: frame.state }]);
  else passed.push({ frame, state: frame.state });
}

/** Adds the noted yields to the stack of `error`, each once; returns it. */
export function withTrace(error: unknown): unknown {
  const passed = error instanceof Error ? traces.get(error) : undefined;
  if (passed === undefined) return error;
  const { stack } = error as Error;
  traces.delete(error as Error);
  const lines = passed.map(({ frame, state }) => {
    const { name, position } = frame.whereabouts(state);
    return `\n    at yield in ${name}${position.replace(/^ at (.*)$/, " ($1)")}`;
  });
  // A stack may be read-only, or not a string at all; then the trace is not worth an exception of its own.
  if (typeof stack === "string") Reflect.set(error as Error, "stack", stack + lines.join(""));
  return error;
}
