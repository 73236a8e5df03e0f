/**
 * How does one get a build of another revision, to measure beside this one?
 *
 *     a worktree of that revision in a temporary folder, with today's benchmark in it: the cases must be the same
 *     node_modules: links to ours, but `ts-coroutine` is the worktree itself
 *     tsc and runtime/bundle.js build its run time and compiler, its own tspc plugin compiles the benchmark
 *
 * The worktree goes away with `remove`, which the caller also calls when it is interrupted.
 */
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Misuse } from "../options.js";
import { packageRoot } from "../package-root.js";

/** What the benchmark is compiled from. */
const benchmark = ["test/bench", "test/conformance/shapes.ts", "samples/http-handler"];

function git(...command: string[]): string {
  return execFileSync("git", command, { cwd: packageRoot, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** The commit that `reference` names. @throws Misuse */
export function commitOf(reference: string): string {
  try {
    return git("rev-parse", "--verify", "--quiet", "--end-of-options", `${reference}^{commit}`);
  } catch {
    throw new Misuse(`--compare ${reference}: git knows no such revision`);
  }
}

export class BaseBuild {
  private readonly temporary = mkdtempSync(join(tmpdir(), "ts-coroutine-base-"));
  readonly folder = join(this.temporary, "base");

  constructor(commit: string) {
    git("worktree", "add", "--detach", this.folder, commit);
  }

  /** @throws Error with the compiler's messages, if that revision cannot run today's benchmark */
  async build(signal: AbortSignal): Promise<void> {
    for (const path of benchmark) {
      rmSync(join(this.folder, path), { recursive: true, force: true });
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      cpSync(join(packageRoot, path), join(this.folder, path), { recursive: true, filter: (source) => !source.includes("node_modules") });
    }
    this.linkModules();
    await this.run(signal, join(packageRoot, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.json");
    if (existsSync(join(this.folder, "runtime/bundle.js"))) await this.run(signal, "runtime/bundle.js");
    await this.run(signal, join(packageRoot, "node_modules/ts-patch/bin/tspc.js"), "-p", "test/bench");
  }

  private linkModules(): void {
    const modules = join(this.folder, "node_modules");
    mkdirSync(modules);
    for (const name of readdirSync(join(packageRoot, "node_modules"))) {
      const target = name === "ts-coroutine" ? this.folder : join(packageRoot, "node_modules", name);
      symlinkSync(target, join(modules, name), "junction");
    }
  }

  private async run(signal: AbortSignal, ...command: string[]): Promise<void> {
    try {
      await promisify(execFile)(process.execPath, command, { cwd: this.folder, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`the base cannot be built with this benchmark:\n${stdout}${stderr}`, { cause: error });
    }
  }

  remove(): void {
    rmSync(this.temporary, { recursive: true, force: true });
    git("worktree", "prune");
  }
}
