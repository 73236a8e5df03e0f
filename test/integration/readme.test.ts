/**
 * Is the README true? Its files are compiled and run, its output is the compiler's output, its commands exist, its links lead
 * somewhere. A block says what it is in its first line: "```ts file=reader.ts", "```js file=out/reader.js", "```text output".
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Project } from "./project.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(`${root}README.md`, "utf8");

interface Block {
  readonly language: string;
  readonly about: string;
  readonly text: string;
}

const blocks: Block[] = [...readme.matchAll(/^```(\w+)(?: (.*))?\n([^]*?)^```$/gm)].map(([, language, about = "", text]) => ({ language, about, text }));

function block(about: string): string {
  const found = blocks.find(candidate => candidate.about === about);
  if (found === undefined) throw new Error(`README.md has no block "${about}"`);
  return found.text;
}

test("the example compiles, with the tsconfig of the README, to the output that is shown", async () => {
  const project = new Project({ "reader.ts": block("file=reader.ts"), "tsconfig.json": block("file=tsconfig.json") });
  try {
    await project.build();
    expect(project.emitted("reader.js")).toBe(block("file=out/reader.js"));
    expect(await project.run("reader.js")).toEqual({ exitCode: 0, output: block("output").trimEnd() });
  } finally {
    project.remove();
  }
});

test("the example does the same without the plugin", async () => {
  const project = new Project({ "reader.ts": block("file=reader.ts"), "tsconfig.json": block("file=tsconfig.json") });
  try {
    await project.build("tsc");
    expect(await project.run("reader.js")).toEqual({ exitCode: 0, output: block("output").trimEnd() });
  } finally {
    project.remove();
  }
});

test("every npm command is a script, every npx command a program that is installed", () => {
  const scripts = { ci: "", install: "", ...JSON.parse(readFileSync(`${root}package.json`, "utf8")).scripts };
  const commands = blocks.filter(({ language }) => language === "sh").flatMap(({ text }) => text.split(/\n|&&/).map(line => line.replace(/#.*/, "").trim()).filter(line => line !== ""));
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    const [program, ...words] = command.split(" ");
    const name = words.find(word => word !== "run");
    if (program === "npm") expect(Object.keys(scripts)).toContain(name);
    else if (program === "npx" && name !== "ts-coroutine") expect([command, existsSync(`${root}node_modules/.bin/${name}`)]).toEqual([command, true]);
    else expect(command).toMatch(/^npx ts-coroutine (inspect|check|build|doctor) /);
  }
});

test("the ts-coroutine command has the subcommands that are named", () => {
  for (const command of ["inspect", "check", "build", "doctor"]) {
    expect(readme).toContain(`\`${command}\``);
    expect(execFileSync(process.execPath, ["dist/inspector/cli.js", command, "--help"], { cwd: root, encoding: "utf8" })).toContain(`ts-coroutine ${command}`);
  }
});

test("every file and folder that is named exists", () => {
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target).filter(target => !target.startsWith("http"));
  const named = [...readme.matchAll(/^\| `([\w./-]+)` \|/gm)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(5);
  for (const path of [...links, ...named]) expect([path, existsSync(root + path)]).toEqual([path, true]);
});
