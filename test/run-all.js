/**
 * What does `npm test` run, and how does one know that all of it passed?
 *
 * Builds the package, lints it, checks the types of the tests, shows what `npm start` shows and runs every vitest project
 * of vitest.config.ts. The last line is the sum, `N passed, N failed`; the exit code is 0 only if nothing failed. Build,
 * lint, type check and start count as one each. Plain JavaScript, because it runs before anything is built.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Runs a script with this Node, its output on our terminal; returns whether it succeeded. */
function run(title, script, ...options) {
  console.log(`\n=== ${title}`);
  // test/build.ts, which builds for the tests that need it, need not do it again.
  const env = { ...process.env, TS_COROUTINE_BUILT: "yes" };
  const { status } = spawnSync(process.execPath, [script, ...options], { cwd: root, stdio: "inherit", env });
  return status === 0;
}

/** The counts of one program that either works or does not. */
function check(title, script, ...options) {
  return run(title, script, ...options) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** All vitest projects in one run. A file that cannot even be loaded has no tests to count; it counts as one failure. */
function vitest() {
  const folder = mkdtempSync(join(tmpdir(), "ts-coroutine-"));
  const report = join(folder, "report.json");
  try {
    const options = ["--config", "test/vitest.config.ts", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const succeeded = run("tests", "node_modules/vitest/vitest.mjs", "run", ...options);
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const unloadable = testResults.filter(file => file.status === "failed" && file.assertionResults.every(test => test.status !== "failed"));
    const failed = numFailedTests + unloadable.length;
    // An error outside every test (an unhandled rejection) fails the run without failing a test.
    return { passed: numPassedTests, failed: succeeded ? failed : Math.max(failed, 1) };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const results = [
  check("build", "node_modules/typescript/bin/tsc", "-p", "tsconfig.json"),
  check("lint", "node_modules/oxlint/bin/oxlint", "--deny-warnings"),
  check("types of the tests", "node_modules/typescript/bin/tsc", "-p", "test/tsconfig.json"),
  check("npm start", "samples/run-all.js"),
  vitest(),
];

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
