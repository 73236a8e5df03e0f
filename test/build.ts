/**
 * How do tests get a package that is built? Vitest calls this once before the first project that needs `dist`.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

export default function buildOnce(): void {
  // Each project loads its own copy of this module; the process is what they share.
  if (process.env["TS_COROUTINE_BUILT"] !== undefined) return;
  for (const command of [["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"], ["runtime/bundle.js"]]) {
    execFileSync(process.execPath, command, { cwd: root, stdio: "inherit" });
  }
  process.env["TS_COROUTINE_BUILT"] = "yes";
}
