/**
 * What does the command say where there is no TypeScript that could read a file? Each case is a copy of the built package
 * in a project of its own.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ts-coroutine-alone-"));
  for (const part of ["package.json", "dist/inspector", "dist/transformer"]) cpSync(join(root, part), join(folder, "node_modules/ts-coroutine", part), { recursive: true });
  for (const dependency of ["magic-string", "@jridgewell/trace-mapping"]) {
    mkdirSync(dirname(join(folder, "node_modules", dependency)), { recursive: true });
    symlinkSync(join(root, "node_modules", dependency), join(folder, "node_modules", dependency), "junction");
  }
  writeFileSync(join(folder, "reader.ts"), "export {};\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(...words: string[]): { exitCode: number | null; out: string; error: string } {
  const cli = join(folder, "node_modules/ts-coroutine/dist/inspector/cli.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { cwd: folder, encoding: "utf8" });
  return { exitCode: status, out: stdout, error: stderr };
}

const advice = "Write npm install --save-dev typescript@~6.0.\n";

test("no TypeScript at all", () => {
  expect(run("inspect", "reader.ts")).toEqual({ exitCode: 2, out: "", error: `the package typescript is not installed, and this command reads files with it. ${advice}` });
  expect(run("--version").exitCode).toBe(0);
});

test("TypeScript 7, which has no interface for programs", () => {
  mkdirSync(join(folder, "node_modules/typescript"));
  writeFileSync(join(folder, "node_modules/typescript/package.json"), '{ "name": "typescript", "version": "7.0.2", "main": "version.cjs" }');
  writeFileSync(join(folder, "node_modules/typescript/version.cjs"), 'exports.version = "7.0.2";\n');
  expect(run("check", "reader.ts")).toEqual({ exitCode: 2, out: "", error: `this command reads files with TypeScript 5.9 or 6; TypeScript 7.0.2 has no interface for that. ${advice}` });
});

test("the doctor needs none", () => {
  const { exitCode, out } = run("doctor", "--no-color");
  expect(exitCode).toBe(1);
  expect(out).toContain("TypeScript is not installed.");
});
