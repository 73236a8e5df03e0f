/**
 * How is the proof run on any Node, without a test runner?
 *
 *     npm run conformance                                   all cases, real code, 100,000 random generators, 10,000 of the other kinds
 *     npm run conformance -- --programs 5000 --seed 7       fewer, repeatable
 *     npm run conformance -- --only scopes/tdz              cases whose name contains the text, each difference shown
 *     npm run conformance -- --kind entangled               random programs of that kind and nothing else; also: generators, coroutines
 *     npm run conformance -- --kind coroutines --here       the same in this process
 *     npm run conformance -- --record-using                 writes what the cases of `using` do (Node 24 or newer)
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { portableCases, typescriptCases, usingCases, type Case } from "./cases/index.js";
import { describeDifference, differences, expectation, type Expectation } from "./compare.js";
import { recordUsing, usingExpectation } from "./compare-using.js";
import { engineHasUsing } from "./engine.js";
import { kinds, searchForDifferences, searchInProcesses, type Search } from "./long.js";
import { differencesOfPackages } from "./metamorphic.js";
import { allWays, ast, module, typescriptOracle, typescriptWays, type Way } from "./ways.js";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    programs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    kind: { type: "string" },
    here: { type: "boolean", default: false },
    "record-using": { type: "boolean", default: false },
  },
});

/** Runs the cases and returns how many (case, way) pairs differ. */
function runCases(cases: readonly Case[], ways: readonly Way[], expected: (example: Case) => Expectation): number {
  let failed = 0;
  for (const example of cases.filter(({ name }) => name.includes(options.only ?? ""))) {
    for (const difference of differences(example.source, ways, expected(example))) {
      failed++;
      console.log(`\n${example.name}\n${describeDifference(difference)}`);
      if (options.only !== undefined) console.log(`  program:\n${example.source}`);
    }
  }
  return failed;
}

const kind = kinds.find((name) => name === options.kind);

const search: Search = { seed: Number(options.seed), programs: Number(options.programs), kind: kind ?? "generators" };

function commandFor({ seed, programs, kind }: Search): readonly string[] {
  const program = [fileURLToPath(new URL("../run.js", import.meta.url)), process.argv[1]];
  return [...program, "--kind", kind, "--here", "--seed", String(seed), "--programs", String(programs)];
}

async function main(): Promise<boolean> {
  if (options.here) return searchForDifferences(search);
  if (kind !== undefined) return searchInProcesses(search, commandFor);
  console.log(`conformance on Node ${process.version}`);
  const failedCases =
    runCases(portableCases, allWays, ({ source }) => expectation(source)) +
    runCases(usingCases, engineHasUsing ? allWays : [ast, module], usingExpectation) +
    runCases(typescriptCases, typescriptWays, ({ source }) => expectation(source, undefined, typescriptOracle));
  console.log(`cases: ${portableCases.length + usingCases.length + typescriptCases.length}, ${failedCases} differences`);
  if (options.only !== undefined) return failedCases === 0;
  const failedPackages = differencesOfPackages();
  for (const failure of failedPackages) console.log(`\n${failure}`);
  console.log(`real code: ${failedPackages.length} differences`);
  let same = failedCases === 0 && failedPackages.length === 0;
  for (const each of kinds) {
    const programs = each === "generators" ? search.programs : search.programs / 10;
    same = (await searchInProcesses({ ...search, programs, kind: each }, commandFor)) && same;
  }
  return same;
}

if (options.kind !== undefined && kind === undefined) {
  console.error(`--kind ${options.kind}: there is no such kind, but ${kinds.join(", ")}`);
  process.exitCode = 2;
} else if (options["record-using"]) recordUsing();
else process.exitCode = (await main()) ? 0 : 1;
