/**
 * Does the benchmark run as a user runs it: compiled by tspc, as a process, with and without the packages it compares with?
 *
 * `--check` runs every way of every case once, small, and compares the answers. The packages of test/bench/npm are not
 * installed in continuous integration: their ways are skipped then, with a reason, and that is no failure.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Not dist itself, whose samples other tests use meanwhile. */
const folder = `${root}dist/benchmark-check`;
const libraries = ["bluebird", "co", "mobx", "effection", "effect", "typescript-es5", "babel-async", "babel-regenerator"];

function bench(...options: string[]): { status: number | null; output: string; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", `${folder}/test/bench/main.js`, ...options], { cwd: root, encoding: "utf8" });
  return { status, output: stdout, errors: stderr };
}

beforeAll(() => {
  execFileSync(process.execPath, ["node_modules/ts-patch/bin/tspc.js", "-p", "test/bench", "--outDir", folder], { cwd: root, stdio: "inherit" });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("npm run bench", () => {
  it("comes to the same answer in every way of every case; who is missing is skipped with a reason", () => {
    const { status, output, errors } = bench("--check");
    expect({ status, errors }).toEqual({ status: 0, errors: "" });
    const skipped = [...output.matchAll(/^skipped: (\S+), (.+)$/gm)].map(([, way]) => way);
    expect(libraries).toEqual(expect.arrayContaining(skipped));
    const [, ways] = /^await-pending: the same answer (\d+) times$/m.exec(output)!;
    expect(Number(ways)).toBe(5 + libraries.length - skipped.length);
  });

  it("measures a case that is named, and prints a table", () => {
    const { status, output } = bench("--only", "generator-three", "--rounds", "1");
    expect(status).toBe(0);
    expect(output).toContain("| generator-three | generator: three yields |");
  });

  it.each([
    [["--fast"], "Unknown option '--fast'"],
    [["--only", "nothing"], "--only nothing: there is no such case, but await-pending, "],
    [["--only", "call", "--way", "telepathy", "--loop", "1"], "--way telepathy: call has ts-coroutine, native, "],
    [["--compare", "no-such-revision"], "--compare no-such-revision: git knows no such revision"],
  ])("refuses %j with exit code 2", (options, message) => {
    const { status, output, errors } = bench(...options);
    expect({ status, output }).toEqual({ status: 2, output: "" });
    expect(errors).toContain(message);
  });
});
