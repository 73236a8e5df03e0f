/**
 * Does the code of installed packages do the same with its expressions yielded?
 */
import { describe, expect, test } from "vitest";
import { insertYields } from "./metamorphic/insert-yields.js";
import { exercises } from "./metamorphic/packages.js";
import { densities, differencesOf } from "./metamorphic.js";

describe.each(exercises)("$name", exercise => {
  test.each(densities)("does the same with %d of its expressions yielded", density => {
    expect(differencesOf(exercise, density)).toEqual([]);
  });
});

test("yields go around values, not around what must stay a reference", () => {
  const source = "function f(a) { a.b.c(a.d, ...a.e); a.x += typeof y; return a?.b.c; }";
  expect(insertYields(source, { density: 1, seed: 1 })).toBe(
    "function f(...$values) { return $run((function* (a) { { (yield (yield (yield a).b).c((yield (yield a).d), ...(yield (yield a).e))); }\n" +
      "{ (yield (yield a).x += (yield typeof y)); }\n" +
      "return (yield (yield a)?.b.c); }).apply(this, $values)); }",
  );
});
