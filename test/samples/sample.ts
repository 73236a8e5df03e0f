/**
 * How does a test run a sample? As its reader does: `node dist/samples/NAME.js`, in a process of its own.
 */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A sample has two forms; its tests run on both and expect the same. */
export const forms = [
  { form: "compiled", folder: `${root}dist/samples/` },
  { form: "interpreted", folder: `${root}dist/samples-interpreted/` },
] as const;

/** Runs the sample to its end and returns what it printed, without trailing white space. Rejects when it exits with an error. */
export async function run(folder: string, sample: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [`${folder}${sample}.js`], { timeout: 20_000 });
  if (stderr !== "") throw new Error(stderr);
  return stdout.trimEnd();
}

/** The emitted JavaScript files of all samples, as paths inside `folder`. */
export function emittedFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".js"));
}
