/**
 * Does the doctor find what keeps coroutines from being compiled?
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { examine } from "../../inspector/doctor/examine.js";
import { parseJsonWithComments } from "../../inspector/doctor/jsonc.js";
import { readProject } from "../../inspector/doctor/project.js";

const pluginLine = '{ "compilerOptions": { "plugins": [{ "transform": "ts-coroutine/transformer" }] } }';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ts-coroutine-doctor-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function healthy(changes: Record<string, string> = {}): void {
  write({
    "package.json": '{ "scripts": { "build": "tspc", "types": "tsc --noEmit" } }',
    "tsconfig.json": pluginLine,
    "node_modules/typescript/package.json": '{ "name": "typescript", "version": "6.0.3" }',
    "node_modules/ts-coroutine/package.json": '{ "name": "ts-coroutine", "version": "0.1.0" }',
    "node_modules/ts-patch/package.json": '{ "name": "ts-patch", "version": "4.0.1" }',
    ...changes,
  });
}

/** What is wrong, with the advice. */
function complaints(path = folder, isFolder = true): string[] {
  return examine(readProject(path, isFolder))
    .filter(({ verdict }) => verdict === "bad")
    .map(({ text, advice = "" }) => `${text} ${advice}`);
}

describe("a project", () => {
  test("that compiles its coroutines has nothing to be done", () => {
    healthy();
    expect(complaints()).toEqual([]);
    expect(examine(readProject(folder, true)).map(({ text }) => text)).toContain("TypeScript 6.0.3");
  });

  test("that has TypeScript 7 and a plugin line hears that tsc ignores it", () => {
    healthy({ "node_modules/typescript/package.json": '{ "name": "typescript", "version": "7.0.2" }' });
    expect(complaints()).toEqual([expect.stringMatching(/^TypeScript 7\.0\.2: its tsc ignores the plugin line .*typescript@~6\.0/)]);
  });

  test("that has another compiler under the name of typescript hears that ts-patch does not find it", () => {
    healthy({ "node_modules/typescript/package.json": '{ "name": "@typescript/typescript6", "version": "6.0.2" }' });
    expect(complaints()).toEqual([expect.stringContaining("@typescript/typescript6 6.0.2")]);
  });

  test("names further TypeScripts under an alias", () => {
    healthy({
      "package.json": '{ "devDependencies": { "typescript-7": "npm:typescript@7.0.2" } }',
      "node_modules/typescript-7/package.json": '{ "name": "typescript", "version": "7.0.2" }',
    });
    expect(complaints()).toEqual([]);
    expect(examine(readProject(folder, true)).map(({ text }) => text)).toContain("TypeScript 7.0.2 as typescript-7");
  });

  test("without the plugin line is told to write it", () => {
    healthy({ "tsconfig.json": '{ "compilerOptions": { "strict": true } }' });
    expect(complaints()).toEqual([expect.stringContaining('"plugins": [{ "transform": "ts-coroutine/transformer" }]')]);
  });

  test("may have the plugin line in what its tsconfig.json extends, and comments", () => {
    healthy({ "base.json": `// shared\n${pluginLine}`, "tsconfig.json": '{\n  /* all */ "extends": "./base", "files": ["a.ts",],\n}' });
    expect(complaints()).toEqual([]);
  });

  test("may extend the configuration of a package", () => {
    healthy({ "node_modules/@us/config/package.json": "{}", "node_modules/@us/config/tsconfig.json": pluginLine, "tsconfig.json": '{ "extends": "@us/config" }' });
    expect(complaints()).toEqual([]);
  });

  test("whose tsconfig.json is broken or extends itself hears why", () => {
    healthy({ "tsconfig.json": "{ oops" });
    expect(complaints()).toEqual([expect.stringMatching(/^tsconfig\.json cannot be read: /)]);
    healthy({ "tsconfig.json": '{ "extends": "./tsconfig.json" }' });
    expect(complaints()).toEqual([expect.stringContaining("extends itself")]);
  });

  test("without ts-patch, or with the one for another TypeScript, is told which", () => {
    healthy({ "node_modules/ts-patch/package.json": '{ "name": "ts-patch", "version": "3.3.0" }' });
    expect(complaints()).toEqual([expect.stringContaining("ts-patch@4")]);
    rmSync(join(folder, "node_modules/ts-patch"), { recursive: true });
    expect(complaints()).toEqual([expect.stringContaining("ts-patch is not installed")]);
  });

  test("without this package is told to install it", () => {
    healthy();
    rmSync(join(folder, "node_modules/ts-coroutine"), { recursive: true });
    expect(complaints()).toEqual([expect.stringContaining("npm install ts-coroutine")]);
  });

  test("that compiles with tsc is told to write tspc", () => {
    healthy({ "package.json": '{ "scripts": { "build": "rimraf out && tsc", "other": "tsc -p other/tsconfig.json", "types": "tsc --noEmit" } }' });
    expect(complaints()).toEqual([expect.stringMatching(/^npm run build .*Write tspc instead of tsc\.$/)]);
  });

  test("that is patched may compile with tsc", () => {
    healthy({ "package.json": '{ "scripts": { "build": "tsc" } }', "node_modules/typescript/lib/tsc.js": "/// tsp-module:{}\n" });
    expect(complaints()).toEqual([]);
  });

  test("can be named by its tsconfig", () => {
    healthy({ "tsconfig.json": "{}", "tsconfig.build.json": pluginLine });
    expect(complaints(join(folder, "tsconfig.build.json"), false)).toEqual([]);
  });
});

test("what looks like a comment in a string is none", () => {
  expect(parseJsonWithComments('\uFEFF{ "a": "// \\" /* x */ , ]", /* c */ "b": [1, 2, ], }')).toEqual({ a: '// " /* x */ , ]', b: [1, 2] });
});
