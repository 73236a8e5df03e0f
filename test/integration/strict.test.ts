/**
 * Does what `ts-coroutine build` writes pass `tsc --strict`, wherever its source did, and declare what its source declares?
 *
 * The bodies are not checked (`// @ts-nocheck`): a yield's value has no type there, and what the source has narrowed before a
 * yield is wide again after it. But everybody who imports such a file is, by its declarations.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
mkdirSync(join(root, "test/integration/temporary"), { recursive: true });
const folder = mkdtempSync(join(root, "test/integration/temporary/strict-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whatever a type checker may know in a coroutine's source. */
const typed = `
import { asFuture, coroutine, generator, sleep, type Coroutine } from "ts-coroutine";

type Shape = { kind: "circle"; radius: number } | { kind: "square"; side: number };
interface Row { readonly id: number; readonly name: string }

export abstract class Repository<Key extends string | number, Item extends Row = Row> {
  protected socket: { send(text: string): void } | undefined;
  #cache = new Map<Key, Item>();
  abstract find(key: Key): Promise<Item | undefined>;

  @coroutine
  *rows(...keys: readonly Key[]): Coroutine<Item[]> {
    const found: Item[] = [];
    for (const key of keys) {
      const item = this.#cache.get(key) ?? (yield* asFuture(this.find(key)));
      if (item === undefined) continue;
      yield* sleep(0);
      this.#cache.set(key, item);
      found.push(item);
    }
    return found.filter((row) => row.name.length > 0).map((row) => ({ ...row }));
  }

  @coroutine
  *send(text?: string, { times = 1, separator }: { times?: number; separator?: string } = {}): Coroutine<number> {
    if (text === undefined || this.socket === undefined) return 0;
    let sent: string | undefined;
    for (let turn = 0; turn < times; turn += 1) {
      sent = turn === 0 ? text : (separator ?? "") + text;
      yield* sleep(0);
      this.socket.send(sent.trim());
    }
    return sent!.length;
  }

  @coroutine
  *area(this: Repository<Key, Item>, shape: Shape): Coroutine<number> {
    const rows = yield* this.rows();
    const names = rows.map((row) => row.name).sort((one, other) => one.localeCompare(other));
    switch (shape.kind) {
      case "circle":
        yield* sleep(0);
        return Math.PI * shape.radius ** 2 + names.length;
      case "square":
        yield* sleep(0);
        return shape.side ** 2;
    }
  }

  @generator
  *pairs(): Generator<readonly [Key, Item], void, boolean | undefined> {
    for (const pair of this.#cache) if (yield pair) return;
  }
}

export const twice = coroutine(function* (this: void, x: number): Coroutine<number> {
  const half = yield* asFuture(Promise.resolve(x));
  return half * 2;
});
`;

const user = `
import { asFuture, IOLoop, type Future } from "ts-coroutine";
import { Repository, twice } from "./typed.js";

class People extends Repository<string> {
  async find(name: string) { return { id: 1, name }; }
}
const people = new People();
const rows: Future<{ readonly id: number; readonly name: string }[]> = asFuture(people.rows("a", "b"));
IOLoop.run(() => rows).then((found) => found.map((row) => row.name.toUpperCase()));
export const number: Future<number> = twice(1);
export const area: Future<number> = asFuture(people.area({ kind: "circle", radius: 1 }));
for (const [key, item] of people.pairs()) console.log(key.length, item.id);
// @ts-expect-error: a signature stays what it was
people.send(1);
`;

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function tsc(compiler: string, project: string, ...options: string[]): string {
  try {
    return execFileSync(process.execPath, [join(root, "node_modules", compiler, "bin/tsc"), "-p", join(folder, project), "--pretty", "false", ...options], { encoding: "utf8", stdio: "pipe" });
  } catch (failure) {
    return (failure as { stdout: string }).stdout;
  }
}

function sourcesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).map((name) => join(directory, name));
}

write("package.json", `{ "private": true, "type": "module" }`);
const compilerOptions = { target: "ES2022", lib: ["ES2023", "DOM"], module: "NodeNext", types: ["node"], strict: true, skipLibCheck: true, declaration: true, removeComments: true };
write("source/typed.ts", typed);
write("source/user.ts", user);
for (const file of sourcesIn(join(root, "samples"))) write(join("source/samples", relative(join(root, "samples"), file)), readFileSync(file, "utf8"));
for (const project of ["source", "decorated", "all"]) write(`${project}/tsconfig.json`, JSON.stringify({ compilerOptions: { ...compilerOptions, outDir: "../out", rootDir: "." }, include: ["**/*.ts"] }));

const files = sourcesIn(join(folder, "source"));
for (const generators of ["decorated", "all"]) {
  const command = [join(root, "dist/inspector/cli.js"), "build", ...files, "--out-dir", join(folder, generators), "--root-dir", join(folder, "source"), "--generators", generators];
  execFileSync(process.execPath, command, { stdio: "pipe" });
}

test("the sources pass", () => {
  expect(tsc("typescript", "source", "--noEmit")).toBe("");
});

describe.each(["typescript", "typescript-5.9", "typescript-7"])("%s", (compiler) => {
  test.each(["decorated", "all"])("passes what was built with --generators %s", (generators) => {
    expect(tsc(compiler, generators, "--noEmit")).toBe("");
  });
});

test.each(["decorated", "all"])("declares what the source declares: --generators %s", (generators) => {
  tsc("typescript", "source", "--emitDeclarationOnly", "--outDir", join(folder, "of-source"));
  tsc("typescript", generators, "--emitDeclarationOnly", "--outDir", join(folder, `of-${generators}`));
  const declared = (directory: string): Record<string, string> =>
    Object.fromEntries(sourcesIn(join(folder, directory)).map((name) => [relative(join(folder, directory), name), readFileSync(name, "utf8")]));
  expect(Object.keys(declared("of-source")).length).toBeGreaterThan(10);
  expect(declared(`of-${generators}`)).toEqual(declared("of-source"));
});
