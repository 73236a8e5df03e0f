/**
 * How is the proof run on any Node, without a test runner?
 *
 *     npm run conformance                                   all cases, real code, 100,000 random generators, 10,000 random coroutines
 *     npm run conformance -- --programs 5000 --seed 7       fewer, repeatable
 *     npm run conformance -- --only scopes/tdz              cases whose name contains the text, each difference shown
 *     npm run conformance -- --coroutines --programs 5000   random coroutines and nothing else
 *     npm run conformance -- --random --programs 5000       random generators and nothing else, in this process; or with --coroutines
 *     npm run conformance -- --record-using                 writes what the cases of `using` do (Node 24 or newer)
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { portableCases, typescriptCases, usingCases, type Case } from "./cases/index.js";
import { describeDifference, differences, expectation, type Expectation } from "./compare.js";
import { recordUsing, usingExpectation } from "./compare-using.js";
import { engineHasUsing } from "./engine.js";
import { searchForDifferences, searchInProcesses, type Search } from "./long.js";
import { differencesOfPackages } from "./metamorphic.js";
import { allWays, ast, module, typescriptOracle, typescriptWays, type Way } from "./ways.js";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    programs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    random: { type: "boolean", default: false },
    coroutines: { type: "boolean", default: false },
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

const search: Search = { seed: Number(options.seed), programs: Number(options.programs), kind: options.coroutines ? "coroutines" : "generators" };

function commandFor({ seed, programs, kind }: Search): readonly string[] {
  const what = kind === "coroutines" ? ["--coroutines"] : [];
  return [fileURLToPath(new URL("../run.js", import.meta.url)), process.argv[1], "--random", ...what, "--seed", String(seed), "--programs", String(programs)];
}

async function main(): Promise<boolean> {
  if (options.random) return searchForDifferences(search);
  if (options.coroutines) return searchInProcesses(search, commandFor);
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
  const sameGenerators = await searchInProcesses(search, commandFor);
  const sameCoroutines = await searchInProcesses({ ...search, programs: search.programs / 10, kind: "coroutines" }, commandFor);
  return failedCases === 0 && failedPackages.length === 0 && sameGenerators && sameCoroutines;
}

if (options["record-using"]) recordUsing();
else process.exitCode = (await main()) ? 0 : 1;
