/**
 * How does a test compile a project as a user does? It writes the files into a folder of their own, runs the real `tspc` (or
 * the plain `tsc`) there and looks at what comes out. The folder lies inside the repository, so `ts-coroutine` is found as in
 * any project: through node_modules, as the built package.
 */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));
const temporary = join(root, "test/integration/temporary");

const compilers = { tspc: "ts-patch/bin/tspc.js", tsc: "typescript/bin/tsc" };

export interface Outcome {
  readonly exitCode: number;
  /** What the program printed: for a compiler its diagnostics, one per line, `file(line,column): error TS…`. */
  readonly output: string;
}

export interface ProjectOptions {
  /** Compiler options beside the ones every project has. */
  readonly compilerOptions?: Record<string, unknown>;
  /** Options of the plugin line. */
  readonly plugin?: Record<string, unknown>;
  /** "module" (the default) or "commonjs": how Node reads the emitted files. */
  readonly type?: "module" | "commonjs";
}

export class Project {
  readonly folder: string;

  constructor(files: Record<string, string>, { compilerOptions = {}, plugin = {}, type = "module" }: ProjectOptions = {}) {
    mkdirSync(temporary, { recursive: true });
    this.folder = mkdtempSync(join(temporary, "project-"));
    this.#write("package.json", JSON.stringify({ private: true, type }));
    const options = {
      target: "ES2022",
      lib: ["ES2022", "DOM"],
      module: "NodeNext",
      types: [],
      strict: true,
      skipLibCheck: true,
      outDir: "out",
      rootDir: ".",
      plugins: [{ transform: "ts-coroutine/transformer", ...plugin }],
      ...compilerOptions,
    };
    this.#write("tsconfig.json", JSON.stringify({ compilerOptions: options, include: ["**/*.ts", "**/*.tsx"] }));
    for (const [name, text] of Object.entries(files)) this.#write(name, text);
  }

  /** Compiles the project; `tsc` ignores the plugin line. */
  compile(compiler: "tspc" | "tsc", ...options: string[]): Promise<Outcome> {
    return this.#node(join(root, "node_modules", compilers[compiler]), "-p", ".", "--pretty", "false", ...options);
  }

  /** Compiles projects that refer to one another: `tspc -b name …`. */
  buildReferences(...options: string[]): Promise<Outcome> {
    return this.#node(join(root, "node_modules", compilers.tspc), "-b", "--pretty", "false", ...options);
  }

  /** Compiles, and again after every change, until it is stopped: `tspc options… --watch`. */
  watch(...options: string[]): Watch {
    return new Watch(spawn(process.execPath, [join(root, "node_modules", compilers.tspc), ...options, "--watch", "--pretty", "false", "--preserveWatchOutput"], { cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] }));
  }

  /** Compiles without a complaint, or throws what the compiler said. */
  async build(compiler: "tspc" | "tsc" = "tspc", ...options: string[]): Promise<void> {
    const { exitCode, output } = await this.compile(compiler, ...options);
    if (exitCode !== 0 || output !== "") throw new Error(`${compiler}: ${output}`);
  }

  /** Runs an emitted file. */
  run(name: string): Promise<Outcome> {
    return this.#node("--enable-source-maps", join("out", name));
  }

  /** The text of an emitted file. */
  emitted(name: string, outDir = "out"): string {
    return readFileSync(join(this.folder, outDir, name), "utf8");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a file of the project anew. */
  change(name: string, text: string): void {
    this.#write(name, text);
  }

  #write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  async #node(...command: string[]): Promise<Outcome> {
    try {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { cwd: this.folder, timeout: 60_000 });
      return { exitCode: 0, output: (stdout + stderr).trim() };
    } catch (failure) {
      const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
      return { exitCode: code, output: (stdout + stderr).trim() };
    }
  }
}

/** A compiler that watches. */
export class Watch {
  readonly #process: ChildProcess;
  #output = "";
  #read = 0;

  constructor(process: ChildProcess) {
    this.#process = process;
    for (const stream of [process.stdout, process.stderr]) stream?.on("data", (data: Buffer) => (this.#output += data.toString()));
  }

  /** What the compiler has said about the next compilation, once it is over. @throws Error after 40 seconds */
  async compiled(): Promise<string> {
    const over = "Watching for file changes.";
    for (const end = Date.now() + 40_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const at = this.#output.indexOf(over, this.#read);
      if (at < 0) continue;
      const said = this.#output.slice(this.#read, at);
      this.#read = at + over.length;
      return said;
    }
    throw new Error(`the compiler has not finished: ${this.#output}`);
  }

  stop(): void {
    this.#process.kill();
  }
}

/** Runs `test` with a project that is removed afterwards, whatever happens. */
export async function withProject(
  files: Record<string, string>,
  options: ProjectOptions,
  test: (project: Project) => Promise<void>,
): Promise<void> {
  const project = new Project(files, options);
  try {
    await test(project);
  } finally {
    project.remove();
  }
}
