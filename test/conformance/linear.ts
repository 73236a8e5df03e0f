/**
 * Does the transformer's time grow in proportion to the source?
 *
 *     node test/run.js test/conformance/linear.ts
 *
 * Prints, for each shape that is known to be hard for a compiler of generators, the time for n and for 2n and their ratio.
 * Below 2.6 is linear with noise; 4 is quadratic. A report to read, not a test: times on a busy machine prove nothing.
 */
import ts from "typescript";
import { createTransformer, transformSource } from "../../transformer/index.js";

interface Shape {
  readonly name: string;
  readonly sizes: readonly number[];
  source(size: number): string;
}

function repeat(size: number, write: (index: number) => string, separator = "\n"): string {
  return Array.from({ length: size }, (_, index) => write(index)).join(separator);
}

const shapes: readonly Shape[] = [
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

const printers = {
  text: (source: string): unknown => transformSource(source, { fileName: "linear.js", generators: "all" }),
  ast: (source: string): unknown =>
    ts.transpileModule(source, {
      fileName: "linear.js",
      transformers: { before: [createTransformer({ generators: "all" })] },
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    }),
};

/** The shortest of three runs, in milliseconds; or what went wrong. */
function time(run: () => unknown): number | string {
  let best = Infinity;
  for (let turn = 0; turn < 3; turn++) {
    const started = performance.now();
    try {
      run();
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 60) : String(error);
    }
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

for (const { name, sizes, source } of shapes) {
  for (const [printer, run] of Object.entries(printers)) {
    run(source(sizes[0]));
    const times = sizes.map(size => time(() => run(source(size))));
    const row = times.map((current, index) => {
      if (typeof current === "string") return `${sizes[index]}: ${current}`;
      const before = times[index - 1];
      const ratio = typeof before === "number" ? ` (×${(current / before).toFixed(2)})` : "";
      return `${sizes[index]}: ${current.toFixed(0)} ms${ratio}`;
    });
    console.log(`${name.padEnd(30)} ${printer.padEnd(5)} ${row.join("   ")}`);
  }
}
