/**
 * What surrounds the step?
 *
 *     @coroutine *get() { … }         get() { …  return startCoroutine(step, get$machine); }
 *     @generator *walk() { … }        walk() { … return startGenerator(step, walk$machine); }
 *     function* walk() { … }          function walk() { … return startGenerator(step, walk$machine, walk, new.target); }
 *
 * The decorator and the asterisk go; everything else of the signature stays.
 */
import type { FileContext } from "../lower/builder.js";
import type { Machine } from "../lower/machine.js";
import type { TS } from "../typescript.js";

export interface Shape {
  /** The imported function that starts the step. */
  readonly start: string;
  /** What it gets after the step. */
  readonly arguments: readonly string[];
  /** Parts of the signature that are gone. */
  readonly omitted: readonly TS.Node[];
}

export function shapeOf(machine: Machine, context: FileContext): Shape {
  const start = context.imported(machine.kind === "coroutine" ? "startCoroutine" : "startGenerator").name;
  return { start, arguments: [machine.describe], omitted: machine.decorator ? [machine.decorator] : [] };
}
