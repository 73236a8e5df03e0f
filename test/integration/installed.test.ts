/**
 * Does the packed package work where it is installed, in a project outside of this repository?
 *
 * `npm pack` makes the archive, and it is unpacked into the node_modules of a new project beside links to the tools such a
 * project has. Then: plugin line, `tspc`, run.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ts-coroutine-installed-"));
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "ts-coroutine"), { recursive: true });
  mkdirSync(join(modules, "@types"));
  for (const tool of ["typescript", "ts-patch", "magic-string", "@jridgewell", "@types/node", "undici-types"]) {
    symlinkSync(join(root, "node_modules", tool), join(modules, tool));
  }
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(execFileSync("npm", pack, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })) as { filename: string }[];
  execFileSync("tar", ["-xzf", join(folder, filename), "--strip-components=1", "-C", join(modules, "ts-coroutine")]);

  const readme = readFileSync(join(modules, "ts-coroutine/README.md"), "utf8");
  const block = (about: string): string => new RegExp(`^\`\`\`\\w+ ${about}\n([^]*?)^\`\`\`$`, "m").exec(readme)![1];
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), block("file=tsconfig.json"));
  writeFileSync(join(folder, "reader.ts"), block("file=reader.ts"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function node(...command: string[]): string {
  return execFileSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
}

test("the README's project compiles with the plugin and runs", () => {
  expect(node("node_modules/ts-patch/bin/tspc.js")).toBe("");
  expect(readFileSync(join(folder, "out/reader.js"), "utf8")).toContain("switch (co.state)");
  expect(node("out/reader.js")).toBe("closed\n[ 'one', 'two' ]\n");
});

test("the command of the package shows a coroutine beside its machine", () => {
  const output = node("node_modules/ts-coroutine/dist/inspector/cli.js", "inspect", "reader.ts", "--method", "readAll");
  expect(output).toContain("for (const url of urls)");
  expect(output).toContain("co.finish(0, ");
});
