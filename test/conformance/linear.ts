/**
 * Does the transformer's time grow in proportion to the source?
 *
 *     node test/run.js test/conformance/linear.ts
 *
 * Prints, for each shape that is known to be hard for a compiler of generators, the time for n and for 2n and their ratio.
 * Below 2.6 is linear with noise; 4 is quadratic. What is above is named again at the end. A report to read, not a test: times
 * on a busy machine prove nothing, although it is the processor's time that is shown, and the shortest of several.
 *
 *     … linear.ts else            only the shapes whose name contains "else"
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

const limit = 2.6;
/** A time below, in milliseconds, says nothing about a ratio. */
const tooShort = 20;
const most = 9;
/** Milliseconds after which a size gets no further run. */
const patience = 2000;

/** The shortest of several runs, in milliseconds of processor time; or what went wrong. */
function time(run: () => unknown): number | string {
  let best = Infinity;
  const began = performance.now();
  for (let turn = 0; turn < most && (turn < 3 || performance.now() - began < patience); turn++) {
    const started = process.cpuUsage();
    try {
      run();
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 60) : String(error);
    }
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const wanted = process.argv[2] ?? "";
const above: string[] = [];
for (const { name, sizes, source } of shapes.filter((shape) => shape.name.includes(wanted))) {
  for (const [printer, run] of Object.entries(printers)) {
    for (let turn = 0; turn < 6; turn++) run(source(sizes[1]));
    const times = sizes.map((size) => time(() => run(source(size))));
    const row = times.map((current, index) => {
      if (typeof current === "string") {
        above.push(`${name}, ${printer}, ${sizes[index]}: ${current}`);
        return `${sizes[index]}: ${current}`;
      }
      const before = times[index - 1];
      const ratio = typeof before === "number" ? current / before : undefined;
      if (ratio !== undefined && ratio > limit && current > tooShort) above.push(`${name}, ${printer}, ${sizes[index]}: ×${ratio.toFixed(2)}`);
      return `${sizes[index]}: ${current.toFixed(0)} ms${ratio === undefined ? "" : ` (×${ratio.toFixed(2)})`}`;
    });
    console.log(`${name.padEnd(30)} ${printer.padEnd(5)} ${row.join("   ")}`);
  }
}
console.log(above.length === 0 ? `\nAll below ×${limit}.` : `\nAbove ×${limit}:\n${above.join("\n")}`);
