/**
 * Do installed packages that are full of generators do the same with all of these lowered?
 *
 * Nobody here wrote them: fast-check shrinks through lazy streams, Babel loads its configuration in generators that run
 * synchronously or not, as the caller wishes, by gensync. (metamorphic.ts puts yields into packages that have none.)
 */
import { describe, expect, test } from "vitest";
import { loadPackage, packageFolder } from "./metamorphic/load.js";
import { compiledWays, native, type Way } from "./ways.js";

interface LoweredPackage {
  readonly name: string;
  readonly entry: string;
  /** Uses the package; returns plain data. */
  run(exports: any): unknown;
}

/** What `job` comes to, or what it throws. */
async function outcome(job: () => unknown): Promise<unknown> {
  try {
    return await job();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  }
}

const packages: readonly LoweredPackage[] = [
  {
    name: "gensync",
    entry: "index.js",
    async run(gensync) {
      const leaf = gensync({ name: "leaf", arity: 1, sync: (v: unknown) => ["sync", v], async: async (v: unknown) => ["async", v] });
      const errback = gensync({ sync: (v: unknown) => v, errback: (v: unknown, done: (error: unknown, value?: unknown) => void) => setTimeout(() => (v === "bad" ? done(new Error("errback")) : done(null, v)), 1) });
      const both = gensync(function* (v: unknown) {
        const all = yield* gensync.all([leaf(1), errback(2), leaf(3)]);
        try {
          return [all, yield* gensync.race([leaf(v)]), yield* errback(v)];
        } finally {
          yield* leaf("finally");
        }
      });
      const wrong = gensync(function* () { yield 5; });
      const jobs = [() => both.sync(1), () => both.async(2), () => both.async("bad"), () => errback.sync(3), () => wrong.sync(), () => gensync(5), () => gensync({ sync: 1 })];
      return [await Promise.all(jobs.map(outcome)), leaf.name, leaf.length, both.name, both.length];
    },
  },
  {
    name: "@babel/core",
    entry: "lib/index.js",
    async run(babel) {
      const plugin = (api: any, { to }: { to: string }) => {
        api.assertVersion(7);
        api.cache.using(() => to);
        return { visitor: { Identifier(path: any) { if (path.node.name === "from") path.node.name = to; } } };
      };
      const closed = { configFile: false, babelrc: false, filename: "/here/a.js" };
      const options = [
        { plugins: [[plugin, { to: "a" }]] },
        { presets: [() => ({ plugins: [[plugin, { to: "b" }]] })], env: { [babel.getEnv()]: { comments: false } } },
        { overrides: [{ test: /a\.js$/, plugins: [[plugin, { to: "c" }, "one"], [plugin, { to: "d" }, "two"]] }], sourceMaps: true },
        { only: ["/elsewhere"] }, { plugins: [5] }, { plugins: [plugin, plugin] }, { unknown: 1 },
        { plugins: [async () => ({ visitor: {} })] }, { plugins: [() => { throw new Error("plugin"); }] },
        { plugins: [() => ({ visitor: { Program() { throw new Error("visitor"); } } })] },
      ];
      const code = (result: { code: string; map: unknown } | null) => result && [result.code, result.map];
      const results: unknown[] = [];
      for (const option of options) {
        const all = { ...closed, ...option };
        results.push(await outcome(() => code(babel.transformSync("from(/* x */ 1);", all))));
        results.push(await outcome(async () => code(await babel.transformAsync("from(/* x */ 1);", all))));
        results.push(await outcome(() => babel.loadPartialConfigSync(all)?.options.plugins.length));
      }
      results.push(await outcome(() => babel.parseSync("a ?", closed)), await outcome(async () => (await babel.parseAsync("a", closed)).type));
      return results;
    },
  },
  {
    name: "fast-check",
    entry: "lib/cjs/fast-check.js",
    run(fc) {
      const tree = fc.letrec((tie: any) => ({ tree: fc.oneof({ maxDepth: 3 }, tie("leaf"), tie("node")), node: fc.tuple(tie("tree"), tie("tree")), leaf: fc.nat() })).tree;
      const arbitraries = [
        fc.integer(), fc.double(), fc.string(), fc.array(fc.nat()), fc.uniqueArray(fc.nat(9)), fc.subarray([1, 2, 3, 4]), fc.record({ a: fc.nat(), b: fc.string() }, { requiredKeys: ["a"] }),
        fc.option(fc.nat()), tree, fc.nat(5).chain((n: number) => fc.array(fc.constant(n), { maxLength: n })), fc.json(), fc.anything(), fc.stringMatching(/^a(b|c)*\d{2,3}$/), fc.bigInt(), fc.date(),
      ];
      return arbitraries.map((arbitrary) => {
        const details = fc.check(fc.property(arbitrary, (value: unknown) => fc.stringify(value).length < 6), { seed: 42, numRuns: 60, verbose: 2 });
        return [fc.stringify(fc.sample(arbitrary, { seed: 7, numRuns: 10 })), details.counterexamplePath, details.numShrinks, fc.stringify(details.counterexample), details.failures.length];
      });
    },
  },
];

/** Runs the package compiled in one way; how many of its files have become others tells whether anything was tried. */
async function tried({ name, entry, run }: LoweredPackage, way: Way): Promise<{ result: unknown; lowered: number }> {
  let lowered = 0;
  const exports = loadPackage(packageFolder(name), entry, (source) => {
    const program = way.compile(source);
    if (program.code.includes("makeGenerator(")) lowered += 1;
    return program;
  });
  return { result: await run(exports), lowered };
}

describe.each(packages)("$name", (one) => {
  test.each(compiledWays)("as $name", async (way) => {
    const { result, lowered } = await tried(one, way);
    expect(lowered).toBeGreaterThan(0);
    expect(result).toEqual((await tried(one, native)).result);
  });
});
