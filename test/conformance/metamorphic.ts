/**
 * Does real code still do the same when its expressions are yielded and sent straight back?
 *
 * Turning `E` into `(yield E)` must not change what a program does, so the exercise of a package gives the same result for
 * the package as it is, with yields inserted and run natively, and the same compiled by each printer.
 */
import { isDeepStrictEqual } from "node:util";
import { insertYields, type Insertion } from "./metamorphic/insert-yields.js";
import { loadPackage, packageFolder } from "./metamorphic/load.js";
import { exercises, type Exercise } from "./metamorphic/packages.js";
import { compiledWays, native, type Way } from "./ways.js";

/** From a yield here and there to a yield around everything. */
export const densities: readonly number[] = [0.1, 0.5, 1];

/** Runs one exercise with the package compiled in one way. Errors are results too: they are compared as text. */
export function exerciseResult({ name, entry, run }: Exercise, way: Way, insertion?: Insertion): unknown {
  try {
    const rewrite = (source: string) => way.compile(insertion === undefined ? source : insertYields(source, insertion));
    const result = run(loadPackage(packageFolder(name), entry, rewrite));
    return JSON.parse(JSON.stringify(result, (_, value: unknown) => (value === undefined ? "undefined" : value)));
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack?.split("\n").slice(1, 6).join("\n")}` : String(error);
  }
}

/** The ways in which the exercise does not give what the package as it is gives, each described in a line. */
export function differencesOf(exercise: Exercise, density: number, ways: readonly Way[] = [native, ...compiledWays]): string[] {
  const expected = exerciseResult(exercise, native);
  return ways.flatMap(way => {
    const actual = exerciseResult(exercise, way, { density, seed: 1 });
    if (isDeepStrictEqual(actual, expected)) return [];
    const shown = typeof actual === "string" ? actual : "another result";
    return [`${exercise.name}, ${density * 100}% of expressions yielded, ${way.name}: ${shown}`];
  });
}

export function differencesOfPackages(): string[] {
  return exercises.flatMap(exercise => densities.flatMap(density => differencesOf(exercise, density)));
}
