/**
 * Does a random program of coroutines do compiled what it does interpreted?
 *
 *     sameCoroutines([text])     ->  a fast-check property; a failure names the plan and the program, shrunk, and both logs
 */
import fc from "fast-check";
import { describeDifference } from "../compare.js";
import { programs } from "../grammar/program.js";
import { asText, incomparable, type ProgramText } from "../random.js";
import type { Way } from "../ways.js";
import { writeCoroutineProgram } from "./program.js";
import { runCoroutines, type Plan } from "./run.js";
import { interpreted, type Generators } from "./ways.js";
import { awaitedKinds, delegatedKinds, type AwaitedKind, type DelegatedKind } from "./yields.js";

/** Most yields succeed, or else most programs would end at their first one. */
function kindsOf<Kind extends string>(kinds: Readonly<Record<Kind, unknown>>, usual: readonly Kind[]): fc.Arbitrary<Kind[]> {
  const all = Object.keys(kinds) as Kind[];
  const one = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...all) });
  return fc.array(one, { minLength: 1, maxLength: 12 });
}

const plans: fc.Arbitrary<Plan> = fc.record({
  awaited: kindsOf<AwaitedKind>(awaitedKinds, ["done", "next", "later"]),
  delegated: kindsOf<DelegatedKind>(delegatedKinds, ["as", "done", "iterable", "generator"]),
  cancelAt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(0, 0.25, 0.5, 0.75, 1.25) }),
  around: fc.oneof({ weight: 4, arbitrary: fc.constant("nothing" as const) }, { weight: 1, arbitrary: fc.constantFrom("block" as const, "block that fails on entry" as const, "block that fails on exit" as const) }),
});

/**
 * A class with generator methods is then evaluated while an earlier evaluation of it is still in use; docs/lowering.md says what
 * is different about it with `generators: "all"`.
 */
function startsAgain({ awaited, delegated }: Plan): boolean {
  return awaited.includes("again") || delegated.includes("again");
}

/** The property that the machines of all `printers` do what the engine's generators do, for random programs and plans. */
export function sameCoroutines(printers: readonly ((generators: Generators) => Way)[]): fc.IAsyncProperty<[ProgramText, Plan, Generators]> {
  return fc.asyncProperty(programs.map((tree) => asText(writeCoroutineProgram(tree))), plans, fc.constantFrom<Generators>("decorated", "all"), async ({ source }, plan, generators) => {
    const expected = await runCoroutines(interpreted.compile(source), plan);
    if (expected.some((line) => incomparable.test(line))) return;
    for (const printer of printers) {
      const way = printer(startsAgain(plan) ? "decorated" : generators);
      const compiled = way.compile(source);
      let actual = await runCoroutines(compiled, plan);
      // The limit is one of the clock, and the machine may have been busy with something else.
      if (actual.some((line) => /^stopped by .*timed out/.test(line))) actual = await runCoroutines(compiled, plan);
      if (expected.join("\n") === actual.join("\n")) continue;
      const difference = describeDifference({ way: way.name, tape: [], expected, actual }).replace("native", "interpreted");
      throw new Error(`${difference}\n\nplan: ${JSON.stringify(plan)}\n\nprogram:\n${source}`);
    }
  });
}
