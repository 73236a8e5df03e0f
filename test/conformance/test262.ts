/**
 * Do the generator tests of a test262 checkout pass when compiled?
 *
 *     git clone --depth 1 https://github.com/tc39/test262 /tmp/test262
 *     node test/run.js test/conformance/test262.ts /tmp/test262 [text that the file's path contains]
 *
 * Takes every synchronous test that has a generator in it and may run in strict mode, runs it natively first (what this
 * engine itself fails is skipped), then compiled by each printer. The harness files are not compiled.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Script } from "node:vm";
import type { Program } from "./run-program.js";
import { compiledWays, native } from "./ways.js";

const folders = ["test/language", "test/built-ins/GeneratorFunction", "test/built-ins/GeneratorPrototype"];

/** Ways of the host to run a test that a script inside a function cannot be, and syntax that only sloppy code has. */
const unsuitable = /^\s*(flags:.*\b(noStrict|raw|module|async|CanBlockIsFalse)\b|negative:)/m;

/** The description of a test stands in a comment that begins like this. */
const frontmatter = /\/\*---([\s\S]*?)---\*\//;

interface Test {
  readonly path: string;
  readonly source: string;
  readonly includes: readonly string[];
}

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.name.endsWith(".js") && !entry.name.includes("_FIXTURE")) yield path;
  }
}

/** The test in `path`, or undefined if it is not for us. */
function readTest(checkout: string, path: string): Test | undefined {
  const source = readFileSync(path, "utf8");
  const description = frontmatter.exec(source)?.[1] ?? "";
  if (unsuitable.test(description) || !/function\s*\*|^\s*(static\s+)?\*|[{,;]\s*(static\s+)?\*/m.test(source)) return undefined;
  const listed = /^includes:\s*\[([^\]]*)\]/m.exec(description)?.[1] ?? [...description.matchAll(/^\s+- (\S+\.js)$/gm)].map(([, name]) => name).join();
  const includes = listed.split(",").map(name => name.trim()).filter(name => name !== "");
  return { path: relative(checkout, path), source, includes: ["assert.js", "sta.js", ...includes] };
}

/** Runs a test. Returns what it threw, as text, or undefined if it passed. */
function run(checkout: string, { includes }: Test, { code, modules }: Program): string | undefined {
  const harness = includes.map(name => readFileSync(join(checkout, "harness", name), "utf8")).join("\n");
  try {
    const factory = new Script(`(function (require) { ${harness}\nreturn function () { "use strict"; ${code}\n}; })`).runInThisContext() as (require: (name: string) => unknown) => () => void;
    const test = factory(name => modules?.[name]);
    Reflect.set(globalThis, Symbol.for("conformance job"), test);
    new Script('globalThis[Symbol.for("conformance job")]()').runInThisContext({ timeout: 5000 });
    return undefined;
  } catch (error) {
    return error instanceof Error || (typeof error === "object" && error !== null && "message" in error) ? String(error.message ?? error) : String(error);
  }
}

function main(checkout: string, filter = ""): void {
  const counts = new Map<string, number>();
  const count = (name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const path of folders.flatMap(folder => [...filesIn(join(checkout, folder))])) {
    const test = path.includes(filter) ? readTest(checkout, path) : undefined;
    if (test === undefined) continue;
    if (run(checkout, test, native.compile(test.source)) !== undefined) {
      count("skipped: the engine itself does not pass");
      continue;
    }
    for (const way of compiledWays) {
      let failure: string | undefined;
      try {
        failure = run(checkout, test, way.compile(test.source));
      } catch (error) {
        failure = `does not compile: ${String(error)}`;
      }
      count(`${way.name}: ${failure === undefined ? "passed" : "failed"}`);
      if (failure !== undefined) console.log(`${way.name} ${test.path}\n    ${failure}`);
    }
  }
  for (const [name, number] of [...counts].sort()) console.log(`${name}: ${number}`);
}

const [checkout, filter] = process.argv.slice(2);
if (checkout === undefined) throw new Error("usage: node test/run.js test/conformance/test262.ts CHECKOUT [FILTER]");
main(checkout, filter);
