/**
 * Which sources are hard for a compiler of generators, and grow with a number?
 *
 * Each shape once made some compiler take quadratic time or overflow its stack. `linear.ts` reports how our time grows,
 * the benchmark of the compile time compares it with other compilers.
 */
export interface Shape {
  readonly name: string;
  readonly sizes: readonly number[];
  source(size: number): string;
}

function repeat(size: number, write: (index: number) => string, separator = "\n"): string {
  return Array.from({ length: size }, (_, index) => write(index)).join(separator);
}

export const shapes: readonly Shape[] = [
  { name: "if (c) yield i;", sizes: [1000, 2000, 4000, 8000, 16_000, 32_000], source: size => `function* main(c) {\n${repeat(size, index => `if (c) yield ${index};`)}\n}` },
  { name: "generators in generators", sizes: [25, 50, 100, 200], source: size => `${repeat(size, index => `function* g${index}() { yield ${index};`)}${"}".repeat(size)}` },
  { name: "a + (yield b) + …", sizes: [1250, 2500, 5000, 10_000], source: size => `function* main(a) { return ${repeat(size, index => (index % 100 === 7 ? "(yield 1)" : "a"), " + ")}; }` },
  { name: "[1, 2, yield 3, …]", sizes: [25_000, 50_000, 100_000, 200_000], source: size => `function* main() { return [${repeat(size, index => (index % 10_000 === 5 ? "yield 1" : String(index)), ", ")}]; }` },
  { name: "[f(), yield 3, …]", sizes: [1000, 2000, 4000, 8000], source: size => `function* main(f) { return [${repeat(size, index => (index % 2 === 1 ? "yield 1" : "f()"), ", ")}]; }` },
  { name: "let v1 … let vn", sizes: [1250, 2500, 5000, 10_000], source: size => `function* main() {\n${repeat(size, index => `let v${index} = ${index};`)}\nyield 1;\nreturn ${repeat(size, index => `v${index}`, " + ")};\n}` },
  { name: "nested blocks with closures", sizes: [50, 100, 200, 400], source: size => `function* main() { ${repeat(size, index => `for (const v${index} of [1]) { f(() => v${index});`)} yield 1; ${"}".repeat(size)} }` },
  { name: "nested try/finally", sizes: [50, 100, 200, 400], source: size => `function* main() { ${"try { ".repeat(size)} yield 1; ${"} finally { f(); }".repeat(size)} }` },
  { name: "[yield 0, yield 1, …]", sizes: [12_500, 25_000, 50_000, 100_000], source: size => `function* main() { return [${repeat(size, index => `yield ${index}`, ", ")}]; }` },
  { name: "f(v1, … vn) of locals", sizes: [1250, 2500, 5000, 10_000], source: size => `function* main(f) {\n${repeat(size, index => `let v${index} = ${index};`)}\nyield 1;\nreturn f(${repeat(size, index => `v${index}`, ", ")});\n}` },
  { name: "f(), yield 1, …", sizes: [1250, 2500, 5000, 10_000], source: size => `function* main(f) { return (${repeat(size, index => (index % 2 === 1 ? `yield ${index}` : "f()"), ", ")}); }` },
  { name: "else if (…) yield", sizes: [250, 500, 1000], source: size => `function* main(c) { ${repeat(size, index => `if (c === ${index}) { yield ${index}; }`, " else ")} }` },
  { name: "switch, case i: yield", sizes: [1250, 2500, 5000, 10_000], source: size => `function* main(c) { switch (c) { ${repeat(size, index => `case ${index}: yield ${index}; break;`)} } }` },
  { name: "switch, case yield i:", sizes: [1250, 2500, 5000, 10_000], source: size => `function* main(c) { switch (c) { ${repeat(size, index => `case yield ${index}: f(); break;`)} } }` },
  { name: "{ let x; } of one name", sizes: [1250, 2500, 5000, 10_000], source: size => `function* main() { for (;;) { ${repeat(size, index => `{ let x = ${index}; yield x; f(() => x); }`)} } }` },
  { name: "nested blocks", sizes: [125, 250, 500], source: size => `function* main(c) { ${"{ let x = c; ".repeat(size)}yield x;${"f(x); }".repeat(size)} }` },
  { name: "f(1, f(1, … yield))", sizes: [125, 250, 500], source: size => `function* main(f) { return ${"f(1, ".repeat(size)}yield 1${")".repeat(size)}; }` },
  { name: "c ? yield 1 : c ? …", sizes: [125, 250, 500], source: size => `function* main(c) { return ${repeat(size, index => `c(${index}) ? yield ${index} : `, "")}0; }` },
  { name: "a.b(yield 1).b(yield 2)…", sizes: [125, 250, 500], source: size => `function* main(a) { return a${repeat(size, index => `.b(yield ${index})`, "")}; }` },
  { name: "a?.b(yield 1)?.b(yield 2)…", sizes: [125, 250, 500], source: size => `function* main(a) { return a${repeat(size, index => `?.b(yield ${index})`, "")}; }` },
  { name: "(yield a).b().b()…", sizes: [125, 250, 500], source: size => `function* main(a) { return (yield a)${repeat(size, index => `.b(${index})`, "")}; }` },
  { name: "methods of a class", sizes: [625, 1250, 2500, 5000], source: size => `class Many { ${repeat(size, index => `*m${index}(x) { const y = yield this.m(x); return y; }`)} }` },
  { name: "many generators in a file", sizes: [500, 1000, 2000, 4000], source: size => repeat(size, index => `function* g${index}(x) { for (const y of x) { yield y; } }`) },
];
