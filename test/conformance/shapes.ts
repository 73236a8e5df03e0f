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
  { name: "many generators in a file", sizes: [500, 1000, 2000, 4000], source: size => repeat(size, index => `function* g${index}(x) { for (const y of x) { yield y; } }`) },
];
