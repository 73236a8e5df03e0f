/** Does the run time do the same in Node, in a real browser, in Deno and in Bun? The same files, the same lines. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test, type TestContext } from "vitest";
import { BrowserDoesNotStart, runInBrowser } from "./browser.js";
import { install, installChromium, type Installed } from "./install.js";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
/** Milliseconds for getting a host, and for one run in it. */
const installation = 300_000;
const patience = 45_000;

const modes = ["interpreted", "compiled-ast", "compiled-text"] as const;

/** What the program says. */
const expected = [
  "coroutines: reader closed one=3,three=5 true BadYieldError",
  "the order of things: a b callback a b a b 10 ms 20 ms",
  "cancellation: aborted: enough cleaned cancelled: enough aborted: TimeoutError: Timeout TimeoutError aborted: CancelledError: cancelled cleaned cleaned",
  "queues and locks: x0 y1 x2 y3 x4 3,1,2",
  "errors are reported: Exception in callback broken: one Multiple exceptions in yield list: 2 1",
  "context and periodic callbacks: 1 2 none 3 calls",
  "depth: 100000 100000",
  "the host has its turn: stopped by a timer of the host",
  "virtual time: a day is 86400 seconds deadlock: 1 coroutines are suspended and nothing can wake them",
  "closing a loop: 1 suspended cleaned 0 suspended",
];

const folder = mkdtempSync(join(tmpdir(), "ts-coroutine-hosts-"));

beforeAll(async () => {
  const { createTransformer, transformSource } = (await import(`${root}dist/transformer/index.js`)) as typeof import("../../transformer/index.js");
  cpSync(`${root}dist/bundle`, join(folder, "runtime"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const source = readFileSync(new URL("program.ts", import.meta.url), "utf8");
  for (const mode of modes) {
    const text = mode === "compiled-text" ? transformSource(source, { fileName: "program.ts" })!.code : source;
    const before = mode === "compiled-ast" ? [createTransformer()] : [];
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
    const { outputText } = ts.transpileModule(text, { fileName: "program.ts", compilerOptions, transformers: { before } });
    const places = { "ts-coroutine": "index.js", "ts-coroutine/machine": "machine.js", "ts-coroutine/testing": "testing/index.js" };
    const code = outputText.replaceAll(/"(ts-coroutine(?:\/\w+)?)"/g, (_, name: keyof typeof places) => `"./runtime/${places[name]}"`);
    writeFileSync(join(folder, `${mode}.js`), code);
    writeFileSync(join(folder, `${mode}.main.js`), `import { run } from "./${mode}.js";\nconsole.log(JSON.stringify(await run()));\n`);
  }
  writeFileSync(join(folder, "deadlock.js"), 'import { deadlock } from "./compiled-ast.js";\ndeadlock().then(console.log);\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The program to start; without one the test is skipped, and says why. */
function programOf(installed: Installed, context: TestContext): string {
  return "program" in installed ? installed.program : skip(context, installed.missing);
}

function skip(context: TestContext, reason: string): never {
  console.warn(`skipped: ${reason}`);
  return context.skip(reason);
}

const commands = {
  Node: { get: async (): Promise<Installed> => ({ program: process.execPath }), options: [] },
  Deno: { get: () => install("deno"), options: ["run", "--quiet", "--no-config", "--allow-all"] },
  Bun: { get: () => install("bun"), options: ["run"] },
};

describe.each(Object.entries(commands))("%s", (_, { get, options }) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await get();
  }, installation);

  async function output(context: TestContext, file: string): Promise<string> {
    const { stdout } = await execute(programOf(installed, context), [...options, join(folder, file)], { cwd: folder, timeout: patience });
    return stdout.trim();
  }

  test.for(modes)("%s", async (mode, context) => {
    expect(JSON.parse(await output(context, `${mode}.main.js`))).toEqual(expected);
  });

  test("a run that nothing can wake ends, and says so", async (context) => {
    expect(await output(context, "deadlock.js")).toBe("deadlock: 1 coroutines are suspended and nothing can wake them");
  });
});

describe("Chromium", () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await installChromium();
  }, installation);

  test.for(modes)("%s", async (mode, context) => {
    const lines = runInBrowser(programOf(installed, context), folder, `${mode}.js`, patience).catch((error: unknown) => {
      if (error instanceof BrowserDoesNotStart) skip(context, error.message);
      throw error;
    });
    expect(await lines).toEqual(expected);
  });
});
