/**
 * What does somebody see who types `ts-coroutine …`? The built command, as a child process.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cli = fileURLToPath(new URL("../../dist/inspector/cli.js", import.meta.url));

const reader = `import { coroutine, sleep, type Coroutine } from "ts-coroutine";

export class Reader {
  @coroutine
  *fetch(url: string): Coroutine<string> {
    yield* sleep(0.01);
    return url;
  }

  @coroutine
  *#parse(text: string): Coroutine<string> {
    return (yield text) as string;
  }

  @coroutine
  *readAll(urls: string[]): Coroutine<string[]> {
    const bodies = [];
    try {
      for (const url of urls) bodies.push(yield* this.fetch(url));
    } finally {
      console.log("done");
    }
    return bodies;
  }
}
`;

const refused = 'import { coroutine } from "ts-coroutine";\nclass A {\n\t@coroutine *get(a = yield 1) {}\n}\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ts-coroutine-cli-"));
  writeFileSync(join(folder, "reader.ts"), reader);
  writeFileSync(join(folder, "windows.ts"), `\uFEFF${reader.replaceAll("\n", "\r\n")}`);
  writeFileSync(join(folder, "plain.ts"), "export function* walk() { yield 1; }\n");
  writeFileSync(join(folder, "refused.ts"), refused);
  writeFileSync(join(folder, "broken.ts"), "class A {\n  get( {\n}\n");
  mkdirSync(join(folder, "src/net"), { recursive: true });
  writeFileSync(join(folder, "src/main.ts"), 'export * from "./net/reader.js";\n');
  writeFileSync(join(folder, "src/net/reader.ts"), reader);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly exitCode: number | null;
  readonly out: string;
  readonly error: string;
}

function run(words: readonly string[], environment: Record<string, string> = {}, input?: string): Run {
  const env: NodeJS.ProcessEnv = { ...process.env, LANG: "C.UTF-8", LC_ALL: "", TERM: "xterm", ...environment };
  for (const name of ["FORCE_COLOR", "NO_COLOR", "COLUMNS"]) if (!(name in environment)) delete env[name];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { cwd: folder, env, encoding: "utf8", input });
  return { exitCode: status, out: stdout, error: stderr };
}

describe("inspect", () => {
  test("shows a coroutine beside its machine, with marks, regions and a summary", () => {
    const { exitCode, out, error } = run(["inspect", "reader.ts", "--method", "Reader.readAll", "--width", "150"]);
    expect(error).toBe("");
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Reader\.readAll {2}coroutine, 1 yield, \d states {2}reader\.ts:15\n/);
    expect(out).toMatch(/ ① 19 .*yield\* this\.fetch\(url\)/);
    expect(out).toMatch(/①→ {3}│ +co\.state = \d; if \(co\.delegates\(this\.fetch\(url\)\)\) return;/);
    expect(out).toMatch(/→① \d ┌ +case \d:/);
    expect(out).toMatch(/^ states .*try: whichever way it is left, \d runs first/m);
    expect(out).toMatch(/\nreader\.ts: 3 coroutines, 3 yields, \d+ states; 1 of 3 shown\n$/);
    expect(out).not.toContain("\u001b");
  });

  test("finds a method by its last name, a private one without its #", () => {
    expect(run(["inspect", "reader.ts", "-m", "readAll"]).out).toMatch(/^Reader\.readAll /);
    expect(run(["inspect", "reader.ts", "-m", "parse"]).out).toMatch(/^Reader\.#parse /);
    expect(run(["inspect", "reader.ts", "-m", "#parse"]).out).toMatch(/^Reader\.#parse /);
  });

  test("lists the coroutines there are when it does not know the one", () => {
    const { exitCode, out, error } = run(["inspect", "reader.ts", "--method", "raedAll"]);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
    expect(error).toBe("reader.ts has no coroutine raedAll. Did you mean Reader.readAll? It has:\n  Reader.fetch\n  Reader.#parse\n  Reader.readAll\n");
  });

  test("puts one below the other where it is narrow", () => {
    const { out } = run(["inspect", "reader.ts", "-m", "fetch", "-w", "80"]);
    expect(out).toMatch(/^ +you write$/m);
    expect(out).toMatch(/^ +the compiler makes of it$/m);
    expect(out).toMatch(/^ {2}6 ①→ {3}│ +co\.state = 1; if \(co\.delegates\(sleep\(0\.01\)\)\) return;/m);
  });

  test("takes the width of COLUMNS where the output is no terminal", () => {
    expect(run(["inspect", "reader.ts", "-m", "fetch"], { COLUMNS: "90" }).out).toMatch(/^ +you write$/m);
    expect(run(["inspect", "reader.ts", "-m", "fetch"]).out).toMatch(/^ +you write +the compiler makes of it$/m);
  });

  test("has colours when asked for, and none when not", () => {
    const words = ["inspect", "reader.ts", "-m", "fetch"];
    expect(run([...words, "--color"]).out).toContain("\u001b[");
    expect(run(words, { FORCE_COLOR: "1" }).out).toContain("\u001b[");
    expect(run([...words, "--no-color"], { FORCE_COLOR: "1" }).out).not.toContain("\u001b[");
    expect(run([...words, "--color"], { NO_COLOR: "1" }).out).toContain("\u001b[");
  });

  test("says the same with and without colours", () => {
    // oxlint-disable-next-line no-control-regex
    const colored = run(["inspect", "reader.ts", "--color"]).out.replace(/\u001b\[\d+m/g, "");
    expect(colored).toBe(run(["inspect", "reader.ts"]).out);
  });

  test("reads standard input, and Windows' lines", () => {
    const expected = run(["inspect", "reader.ts"]).out;
    expect(run(["inspect", "-"], {}, reader).out).toBe(expected.replaceAll("reader.ts", "stdin.ts"));
    expect(run(["inspect", "windows.ts"]).out).toBe(expected.replaceAll("reader.ts", "windows.ts"));
  });

  test("shows plain generators when all are asked for", () => {
    expect(run(["inspect", "plain.ts", "--generators", "all"]).out).toMatch(/^walk {2}generator, 1 yield, 2 states/);
    const { exitCode, error } = run(["inspect", "plain.ts"]);
    expect(exitCode).toBe(1);
    expect(error).toMatch(/^plain\.ts has no coroutine: .*--generators all/);
  });

  test("prints JSON for programs", () => {
    const [listing, ...others] = JSON.parse(run(["inspect", "reader.ts", "--json", "-m", "readAll"]).out) as [Record<string, unknown>];
    expect(others).toEqual([]);
    expect(listing).toMatchObject({ name: "Reader.readAll", kind: "coroutine", file: "reader.ts", line: 15, yields: [{ number: 1, line: 19 }] });
    expect(listing["rows"]).toContainEqual({ source: { line: 17, text: "  const bodies = [];" }, emitted: { text: expect.stringMatching(/ bodies = \[\];$/) as string, state: 0 } });
  });

  test("shows what cannot be compiled as tsc does", () => {
    const { exitCode, out, error } = run(["inspect", "refused.ts"]);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
    expect(error).toMatch(/^refused\.ts:3:22 - error TSC1002: .*\n\n3 {5}@coroutine \*get\(a = yield 1\) \{\}\n {26}~~~~~\n$/);
  });

  test("shows what cannot be parsed", () => {
    const { exitCode, error } = run(["inspect", "broken.ts"]);
    expect(exitCode).toBe(1);
    expect(error).toMatch(/^broken\.ts:\d+:\d+ - error TS1\d+: /);
  });

  test.each([
    ["nowhere.ts", "nowhere.ts: there is no such file.\n"],
    ["src", "src: this is a folder. Write the files in it.\n"],
    ["notes.md", "notes.md: this is no TypeScript or JavaScript file.\n"],
  ])("says in one line why it does not read %s", (file, message) => {
    expect(run(["inspect", file])).toEqual({ exitCode: 2, out: "", error: message });
  });

  test.skipIf(process.platform === "win32")("is quiet when the reader of its output goes away", () => {
    const many = join(folder, "many.ts");
    writeFileSync(many, `import { coroutine } from "ts-coroutine";\n${Array.from({ length: 400 }, (_, index) => `export const c${index} = coroutine(function* () { yield ${index}; });`).join("\n")}\n`);
    const command = `"${process.execPath}" "${cli}" inspect many.ts | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^c0 .*\n0\n$/);
  });
});

describe("check", () => {
  test("is content with what can be compiled", () => {
    expect(run(["check", "reader.ts", "plain.ts"])).toEqual({ exitCode: 0, out: "", error: "2 files, 3 coroutines, no errors\n" });
  });

  test("prints every diagnostic of every file", () => {
    const { exitCode, out, error } = run(["check", "refused.ts", "reader.ts", "broken.ts"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("refused.ts:3:22 - error TSC1002");
    expect(out).toContain("broken.ts:");
    expect(error).toMatch(/^3 files, 3 coroutines, \d errors\n$/);
  });
});

describe("build", () => {
  test("writes the files compiled, with maps that lead back", () => {
    const { exitCode, error } = run(["build", "src/main.ts", "src/net/reader.ts", "--out-dir", "out"]);
    expect({ exitCode, error }).toEqual({ exitCode: 0, error: "2 files written to out, 3 coroutines compiled\n" });
    expect(readFileSync(join(folder, "out/main.ts"), "utf8")).toBe('export * from "./net/reader.js";\n');
    const code = readFileSync(join(folder, "out/net/reader.ts"), "utf8");
    expect(code).toContain("startCoroutine(co => {");
    expect(code).toMatch(/\n\/\/# sourceMappingURL=reader\.ts\.map\n$/);
    const map = JSON.parse(readFileSync(join(folder, "out/net/reader.ts.map"), "utf8")) as { sources: string[] };
    expect(map.sources).toEqual(["../../src/net/reader.ts"]);
    const lines = code.split("\n");
    const line = lines.findIndex((text) => text.includes('console.log("done")'));
    const position = originalPositionFor(new TraceMap(JSON.stringify(map)), { line: line + 1, column: lines[line].indexOf("console") });
    expect(position).toMatchObject({ line: 21, column: 6 });
    expect(readdirSync(join(folder, "out/net"))).toEqual(["reader.ts", "reader.ts.map"]);
  });

  test("writes nothing when one file cannot be compiled", () => {
    const { exitCode, error } = run(["build", "reader.ts", "refused.ts", "-o", "none"]);
    expect(exitCode).toBe(1);
    expect(error).toMatch(/error TSC1002[^]*\n1 error; nothing was written\n$/);
    expect(existsSync(join(folder, "none"))).toBe(false);
  });

  test("leaves nothing behind when a file cannot be written", () => {
    mkdirSync(join(folder, "taken/reader.ts"), { recursive: true });
    const { exitCode, error } = run(["build", "plain.ts", "reader.ts", "-o", "taken"]);
    expect(exitCode).toBe(2);
    expect(error).toMatch(/^cannot write: /);
    expect(readdirSync(join(folder, "taken")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("overwrites no source, and asks for a folder", () => {
    expect(run(["build", "reader.ts", "-o", "."])).toEqual({ exitCode: 2, out: "", error: "reader.ts would be overwritten. Write another --out-dir than ..\n" });
    expect(run(["build", "reader.ts"]).error).toBe("ts-coroutine build does not say where to. Write ts-coroutine build reader.ts --out-dir DIR.\n");
  });
});

describe("doctor", () => {
  test("names what is missing", () => {
    const { exitCode, out } = run(["doctor"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("✗ There is no tsconfig.json here.");
    expect(out).toMatch(/\n\d things to do\.\n$/);
  });

  test("finds that the samples of this repository compile their coroutines", () => {
    const samples = fileURLToPath(new URL("../../samples", import.meta.url));
    const { exitCode, out } = run(["doctor", "--project", samples]);
    expect(out).toContain("✓ tsconfig.json has the plugin line");
    expect(exitCode).toBe(0);
  });

  test("does not judge what is not there", () => {
    expect(run(["doctor", "--project", "nowhere"])).toEqual({ exitCode: 2, out: "", error: "nowhere: there is no such folder or file.\n" });
  });
});

describe("the command line", () => {
  test("help and version go to standard output", () => {
    expect(run(["--help"]).out).toContain("ts-coroutine inspect FILE");
    expect(run(["inspect", "--help"]).out).toContain("--method NAME");
    expect(run(["help", "build"])).toEqual(run(["build", "-h"]));
    expect(run(["--version"])).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  });

  test.each([
    [["inspct", "a.ts"], "ts-coroutine has no command inspct. Write ts-coroutine inspect."],
    [["reader.ts"], "reader.ts is no command. Write ts-coroutine inspect reader.ts."],
    [["inspect"], "ts-coroutine inspect needs a file. Write ts-coroutine inspect FILE."],
    [["inspect", "a.ts", "b.ts"], "ts-coroutine inspect shows one file at a time, not also b.ts."],
    [["inspect", "a.ts", "--metod", "x"], "ts-coroutine inspect has no option --metod. Write --method NAME."],
    [["inspect", "a.ts", "--method"], "--method needs a value. Write --method NAME; a name that begins with # needs quotes: '#name'."],
    [["inspect", "a.ts", "--generators", "some"], "--generators is decorated or all, not some."],
    [["inspect", "a.ts", "--width", "wide"], "--width is a number of columns, 40 or more, not wide."],
    [["inspect", "a.ts", "--json=yes"], "--json takes no value. Write --json alone."],
    [["check", "--out"], "ts-coroutine check has no option --out. It has --generators, --color, --no-color."],
    [["doctor", "packages/a"], "ts-coroutine doctor takes no file. Write ts-coroutine doctor --project packages/a."],
  ])("%j: what to write instead", (words, message) => {
    expect(run(words)).toEqual({ exitCode: 2, out: "", error: `${message}\n` });
  });

  test("without a command, the commands", () => {
    const { exitCode, out, error } = run([]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(error).toContain("ts-coroutine doctor");
  });
});
