/**
 * Does each hand-written case behave, compiled by each printer, as the engine's own generator?
 */
import { describe, expect, test } from "vitest";
import { portableCases, typescriptCases, usingCases, type Case } from "./cases/index.js";
import { describeDifference, differences, type Expectation, expectation } from "./compare.js";
import { usingExpectation } from "./compare-using.js";
import { engineHasUsing } from "./engine.js";
import { allWays, ast, module, typescriptOracle, typescriptWays, type Way } from "./ways.js";

const expectations = new Map(portableCases.map(({ name, source }) => [name, expectation(source)]));

/** Expects no difference, and shows both logs if there is one. */
function expectSame({ source }: Case, way: Way, expected: Expectation): void {
  expect(differences(source, [way], expected).map(describeDifference).join("\n")).toBe("");
}

describe.each(allWays)("$name", way => {
  test.each(portableCases)("$name", example => {
    expectSame(example, way, expectations.get(example.name)!);
  });
});

// What the transformer leaves of `using` in plain code, TypeScript lowers; the text printer leaves it to the engine.
describe.each(engineHasUsing ? allWays : [ast, module])("$name", way => {
  test.each(usingCases)("$name", example => {
    expectSame(example, way, usingExpectation(example));
  });
});

describe.each(typescriptWays)("$name of TypeScript", way => {
  test.each(typescriptCases)("$name", example => {
    expectSame(example, way, expectation(example.source, undefined, typescriptOracle));
  });
});

test("a wrong compiler is found out", () => {
  const neverYields: Way = { name: "wrong", compile: source => ({ code: source.replaceAll("yield", "void") }) };
  expect(differences("function* main() { log(yield 1); }", [neverYields])).toHaveLength(1);
});

test("output that loops for ever is a difference, not a hang", () => {
  const endless: Way = { name: "endless", compile: () => ({ code: "function* main() { for (;;) ; }" }) };
  const [difference] = differences("function* main() { }", [endless]);
  expect(difference.actual.join("\n")).toContain("stopped by");
}, 10_000);
