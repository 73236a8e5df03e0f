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
import { shapes } from "./shapes.js";

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
