/**
 * What is said about a machine beside its step?
 *
 * Name, file, region table, and where each yield stands: a function at the end of the file, hoisted like any other, so
 * that it is there however early the machine runs, and called only when somebody asks.
 *
 *     function readAll$machine() {
 *       return {
 *         name: "Reader.readAll",
 *         file: "reader.ts",
 *         regions: [
 *           { states: [1, 4], finally: [5, 5], after: 6 },                // try
 *         ],
 *         yields: { 4: [8, 20] },
 *       };
 *     }
 */
import type { Machine, RegionRow } from "../lower/machine.js";
import type { TS } from "../typescript.js";

/** The function that returns the description of `machine`. In TypeScript its pairs have to be known as pairs, not as lists. */
export function descriptionOf(machine: Machine, file: TS.SourceFile, fileName: string): string {
  const assertion = /\.[cm]?tsx?$/.test(fileName) ? " as const" : "";
  return `function ${machine.describe}() {\n  return ${describedBy(machine, file, fileName)}${assertion};\n}`;
}

/** What it returns: an object literal, as it reads two columns in. The remarks say what each region was in the source. */
export function describedBy(machine: Machine, file: TS.SourceFile, fileName: string, remarks: "with remarks" | "bare" = "with remarks"): string {
  const lines = ["{", `    name: ${JSON.stringify(machine.name)},`, `    file: ${JSON.stringify(fileName)},`];
  if (machine.regions.length > 0) {
    lines.push("    regions: [", ...machine.regions.map((row) => `      ${regionOf(row)},${remarks === "bare" ? "" : ` // ${row.source}`}`), "    ],");
  }
  const yields = [...machine.yields].map(([state, node]) => {
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return `${state}: [${line + 1}, ${character + 1}]`;
  });
  lines.push(yields.length === 0 ? "    yields: {}," : `    yields: { ${yields.join(", ")} },`, "  }");
  return lines.join("\n");
}

function regionOf(row: RegionRow): string {
  const parts = [`states: [${row.states.join(", ")}]`];
  if (row.catch) parts.push(`catch: [${row.catch.join(", ")}]`);
  if (row.finally) parts.push(`finally: [${row.finally.join(", ")}]`, `after: ${row.after}`);
  if (row.closes) parts.push("closes: true");
  if (row.inside !== undefined) parts.push(`inside: ${row.inside}`);
  return `{ ${parts.join(", ")} }`;
}
