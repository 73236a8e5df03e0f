/**
 * Is the package what its package.json says? Every entry point is there with its types, is packed, and can be imported; the
 * folders depend on each other only in the direction of the design.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  exports: Record<string, string | { types: string; default: string }>;
  bin: Record<string, string>;
};

const entryPoints = Object.entries(manifest.exports).flatMap(([name, target]) => (typeof target === "string" ? [] : [{ name: name.replace(/^\./, "ts-coroutine"), ...target }]));

function runNode(code: string): string {
  return execFileSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: root, encoding: "utf8" }).trim();
}

describe.each(entryPoints)("$name", ({ name, types, default: code }) => {
  test("is built, with its types", () => {
    expect([existsSync(join(root, code)), existsSync(join(root, types))]).toEqual([true, true]);
  });

  test("can be imported by its name in plain Node", () => {
    expect(Number(runNode(`console.log(Object.keys(await import(${JSON.stringify(name)})).length)`))).toBeGreaterThan(0);
  });
});

test("there is one runtime: what emitted code imports and what programs import share their Future", () => {
  const code = `
    import { Future } from "ts-coroutine";
    import { startCoroutine } from "ts-coroutine/machine";
    const result = startCoroutine(co => co.end(1), () => ({ name: "", file: "", yields: {} }));
    console.log(result instanceof Future, result.result());`;
  expect(runNode(code)).toBe("true 1");
});

test("what is packed is what is exported, and no test or sample", () => {
  // npm is a script of the Node installation; on every system it can be run as one.
  const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [{ files }] = JSON.parse(output) as { files: { path: string }[] }[];
  const packed = files.map(({ path }) => path);
  for (const path of [...entryPoints.flatMap(({ types, default: code }) => [types, code]), ...Object.values(manifest.bin), "README.md", "LICENSE"]) {
    expect(packed).toContain(path.replace("./", ""));
  }
  expect(packed.filter(path => /^(dist\/samples|samples|test)/.test(path))).toEqual([]);
});

/** The module names that the sources of a folder import, without those of its subfolder `except`. */
function importsOf(folder: string, except = "/"): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const sources = files.filter(name => name.endsWith(".ts") && !name.startsWith(except)).map(name => readFileSync(join(root, folder, name), "utf8"));
  return sources.flatMap(text => [...text.matchAll(/^(?:import|export)\b[\w\s{},*]*\bfrom "([^"]+)";$/gm)].map(([, from]) => from));
}

describe("the arrows go one way", () => {
  test("the runtime imports only itself; Node only in runtime/node", () => {
    expect(importsOf("runtime").length).toBeGreaterThan(50);
    expect(importsOf("runtime", "node").filter(from => !from.startsWith("./") && !from.startsWith("../"))).toEqual([]);
    expect(importsOf("runtime").filter(from => /transformer|inspector/.test(from))).toEqual([]);
  });

  test("the transformer imports nothing of the runtime or the inspector", () => {
    expect(importsOf("transformer").filter(from => /runtime|inspector/.test(from))).toEqual([]);
  });
});
