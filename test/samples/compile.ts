/**
 * How do the samples become programs? Twice: by `tspc`, with the plugin line of their tsconfig.json, into dist/samples; and
 * by plain `tsc`, which ignores the line, into dist/samples-interpreted. Vitest calls this before the sample tests.
 */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export default function compileSamples(): void {
  for (const folder of ["dist/samples", "dist/samples-interpreted"]) rmSync(root + folder, { recursive: true, force: true });
  execFileSync(process.execPath, ["node_modules/ts-patch/bin/tspc.js", "-p", "samples"], { cwd: root, stdio: "inherit" });
  const plain = ["node_modules/typescript/bin/tsc", "-p", "samples", "--outDir", "dist/samples-interpreted"];
  execFileSync(process.execPath, plain, { cwd: root, stdio: "inherit" });
}
