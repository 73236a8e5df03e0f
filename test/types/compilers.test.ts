/**
 * Do the types hold under every TypeScript that a user may have: 5.9, 6 and 7?
 *
 * Each compiler reads the built package's declarations as a user's compiler does. The cases prove their types inside
 * (`expectType`, `@ts-expect-error`), so a clean exit is the proof.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

const compilers = [
  { version: "5.9.3", folder: "typescript-5.9" },
  { version: "6.0.3", folder: "typescript" },
  { version: "7.0.2", folder: "typescript-7" },
];

const projects = [
  { what: "the type tests", project: "test/types/cases" },
  { what: "the type tests with experimentalDecorators", project: "test/types/experimental" },
  { what: "the samples", project: "samples" },
];

async function tsc(folder: string, ...options: string[]): Promise<string> {
  const command = [`${root}node_modules/${folder}/bin/tsc`, ...options];
  // A compiler that finds errors writes them to its output and exits with a code; both are an answer here.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { cwd: root }).catch(error => error);
  return (stdout + stderr).trim();
}

describe.each(compilers)("TypeScript $version", ({ version, folder }) => {
  test("is the version that is meant", async () => {
    expect(await tsc(folder, "--version")).toBe(`Version ${version}`);
  });

  test.each(projects)("accepts $what", async ({ project }) => {
    expect(await tsc(folder, "--noEmit", "-p", project)).toBe("");
  });
});
