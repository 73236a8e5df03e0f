/**
 * What does a program do that is made of ES modules?
 *
 * `main.mjs` is imported, the others by it. What matters is when a generator function exists, what it is called, and what
 * others see of it through an import: in a cycle, before its module has run, after it was replaced.
 */
export interface ModulesCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

const see = `const tag = (x) => Object.prototype.toString.call(x);`;

export const modulesCases: readonly ModulesCase[] = [
  {
    name: "default-export-without-a-name",
    files: {
      "a.mjs": `export default function* () { yield 1; yield new.target === undefined; }`,
      "main.mjs": `${see} import g from "./a.mjs"; log(g.name, [...g()], tag(g), g() instanceof g, Object.getOwnPropertyNames(g));`,
    },
  },
  {
    name: "default-export-with-a-name",
    files: {
      "a.mjs": `log(g.name, [...g()]); export default function* g() { yield 1; } g.extra = 1;`,
      "main.mjs": `import g, * as all from "./a.mjs"; log(g.name, g.extra, [...g()], Object.keys(all), g() instanceof g);`,
    },
  },
  {
    name: "default-export-of-an-expression",
    files: {
      "a.mjs": `export default (function* () { yield 1; }); export const x = function* () { yield 2; }, { y = function* () { yield 3; } } = {};`,
      "main.mjs": `import g, { x, y } from "./a.mjs"; log(g.name, x.name, y.name, [...g(), ...x(), ...y()]);`,
    },
  },
  {
    name: "export-lists-and-classes",
    files: {
      "a.mjs": `export function* a() { yield "a"; } function* b() { yield "b"; } function* c() { yield "c"; } export { b, b as bb, c as default, a as "a string" }; export class K { *m() { yield this; } static *s() { yield "s"; } }`,
      "main.mjs": `${see} import d, * as all from "./a.mjs"; log([...all.a(), ...all.b(), ...all.bb(), ...d(), ...all["a string"]()], all.a.name, d.name, [...all.K.s()], [...new all.K().m()][0] instanceof all.K, tag(all.b));`,
    },
  },
  {
    name: "called-in-a-cycle-before-its-module-has-run",
    files: {
      "main.mjs": `import { useEarly } from "./b.mjs"; export function* early() { yield "early"; } export default function* () { yield "default"; } log("main", [...useEarly()]);`,
      "b.mjs": `import other, { early } from "./main.mjs"; log(typeof early, [...early()], [...other()], early() instanceof early, String(early())); export function* useEarly() { yield* early(); }`,
    },
  },
  {
    name: "called-in-a-cycle-by-a-module-without-generators",
    files: {
      "main.mjs": `import { list } from "./b.mjs"; export function* early() { yield "early"; } log("main", list);`,
      "b.mjs": `import { early } from "./main.mjs"; export const list = [...early()]; log(list);`,
    },
  },
  {
    name: "exports-that-are-replaced",
    files: {
      "a.mjs": `export function* g() { yield 1; } export function replace() { g = function* () { yield 2; }; h = function* () { yield 4; }; } export let h = function* () { yield 3; };`,
      "main.mjs": `import { g, h, replace } from "./a.mjs"; log([...g(), ...h()], g.name); replace(); log([...g(), ...h()], g.name, h.name);`,
    },
  },
  {
    name: "imports-itself",
    files: {
      "main.mjs": `${see} import other, { g as f } from "./main.mjs"; log(typeof f, f === g, [...f()], f.name, tag(f), typeof other, other.name, Object.getPrototypeOf(f) === Object.getPrototypeOf(function* () {})); export function* g() { yield 1; } export default function* () { yield 2; }`,
    },
  },
  {
    name: "imports-that-change-across-yields",
    files: {
      "a.mjs": `export let n = 0; export function inc() { n++; } export default class D { static v = 1; }`,
      "main.mjs": `import D, { n, inc as more } from "./a.mjs"; import * as all from "./a.mjs"; function* g() { log(n); more(); yield n; more(); log(n + (yield all.n), { n }, [n]); const k = () => n; more(); yield k(); yield D.v; log((yield more, more)(), n); { const n = yield 5; yield n; } } log([...g()]);`,
    },
  },
  {
    name: "top-level-await-and-this",
    files: {
      "main.mjs": `const x = await Promise.resolve(5); function* g() { yield x; yield this; yield (() => this)(); } log(this, [...g(), await 6]); for await (const y of [g().next().value]) log(y); const f = async () => { const h = function* () { yield x; }; return [await 1, ...h()]; }; log(await f());`,
    },
  },
  {
    name: "import-meta-and-import-call",
    files: {
      "main.mjs": `function* g() { yield typeof import.meta.url; yield (yield typeof import.meta) + 1; const m = yield import("node:path"); log(typeof m); } log([...g()].map((x) => typeof x));`,
    },
  },
  {
    name: "names-of-the-run-time",
    files: {
      "main.mjs": `"use strict"; export function* startGenerator() { yield 1; } export function* makeGenerator() { yield* startGenerator(); } export const generatorFunction = 5, generatorMethods = { *m() { yield generatorFunction; } }; log([...makeGenerator(), ...generatorMethods.m()]);`,
    },
  },
];
