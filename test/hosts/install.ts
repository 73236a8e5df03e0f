/**
 * Where do Chromium, Deno and Bun come from?
 *
 *     installed on this machine       as they are
 *     from the npm registry           the binaries of Deno and Bun, once, into a folder below the temporary one
 *     from Debian                     Chromium, where the tests may install packages
 *
 * Whatever cannot be had is a reason why not, in words: no test fails for lack of a host.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A program that can be started, or why there is none. */
export type Installed = { readonly program: string } | { readonly missing: string };

/** The registry's packages for this kind of machine; a version each, so that a run can be repeated. */
const packages = {
  deno: { name: "@deno/linux-x64-glibc", version: "2.9.6", program: "deno" },
  bun: { name: "@oven/bun-linux-x64", version: "1.4.5", program: "bin/bun" },
};

const seconds = 1000;

export async function install(host: "deno" | "bun"): Promise<Installed> {
  const found = findProgram(host);
  if (found !== undefined) return { program: found };
  if (!isLinuxX64WithGlibc()) return { missing: `the ${host} package of the registry is for Linux x64 with glibc` };
  const { name, version, program } = packages[host];
  const folder = join(tmpdir(), `ts-coroutine-${host}-${version}`);
  const installed = join(folder, "node_modules", name, program);
  if (!existsSync(installed)) {
    // Installed beside it and moved in one step: two runs at the same time do not see half of it.
    const scratch = `${folder}-${process.pid}`;
    try {
      await mkdir(scratch, { recursive: true });
      await run("npm", ["install", "--prefix", scratch, "--no-audit", "--no-fund", "--fetch-retries=0", `${name}@${version}`], { timeout: 150 * seconds });
      await rename(scratch, folder).catch(() => {});
    } catch (error) {
      return { missing: `npm could not install ${name}: ${firstLine(error)}` };
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
  return existsSync(installed) ? starts(installed, "--version") : { missing: `${name} has no ${program}` };
}

export async function installChromium(): Promise<Installed> {
  const found = findChromium();
  if (found !== undefined) return starts(found, "--version");
  if (process.getuid?.() !== 0) return { missing: "there is no Chromium, and who runs the tests may not install it" };
  if (findProgram("apt-get") === undefined) return { missing: "there is no Chromium, and no apt-get to install it" };
  try {
    const options = { timeout: 120 * seconds, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    const get = () => run("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", "chromium"], options);
    await get().catch(async () => {
      await run("apt-get", ["update", "--quiet"], options);
      await get();
    });
  } catch (error) {
    return { missing: `apt-get could not install Chromium: ${firstLine(error)}` };
  }
  const installed = findChromium();
  return installed === undefined ? { missing: "the chromium package has no such program" } : starts(installed, "--version");
}

function findChromium(): string | undefined {
  return ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(findProgram).find((program) => program !== undefined);
}

/** A program that is there may still not run here: another libc, a stub that wants a package manager. */
async function starts(program: string, ...args: string[]): Promise<Installed> {
  try {
    await run(program, args, { timeout: 30 * seconds });
    return { program };
  } catch (error) {
    return { missing: `${program} does not start: ${firstLine(error)}` };
  }
}

function findProgram(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function isLinuxX64WithGlibc(): boolean {
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  return process.platform === "linux" && process.arch === "x64" && header.glibcVersionRuntime !== undefined;
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr?.trim() || message).split("\n").filter((line) => !line.startsWith("npm warn"))[0] ?? message;
}
