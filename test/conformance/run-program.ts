/**
 * What does a program do?
 *
 * A program is the text of a script that defines `main`; `main()` returns the generator under test (or anything else,
 * which is then only written down). It is evaluated in strict mode, in this realm, once per tape, with the names of
 * `environment.ts` in scope. What it does is its log: one list of lines per tape.
 *
 *     function* main() { log(yield t("a", 1)); }
 *
 *     next(undefined)
 *     t "a"
 *       -> {value: 1, done: false}
 *     …
 */
import { Script } from "node:vm";
import { createEnvironment, environmentNames } from "./environment.js";
import { engineErrors, show } from "./show.js";
import { drive, tapesFor, type Tape } from "./tape.js";

/** A program ready to be evaluated, and where its `require` looks. */
export interface Program {
  readonly code: string;
  readonly modules?: Readonly<Record<string, unknown>>;
}

/** The lines of one run. */
export type Log = readonly string[];

/** Wrong output may loop for ever without writing a line. */
const TIME_LIMIT_IN_MILLISECONDS = 2000;

const JOB = Symbol.for("conformance job");
const jobScript = new Script('globalThis[Symbol.for("conformance job")]()');

/** Runs `job` with a time limit; an endless loop becomes an exception. */
export function withTimeLimit(job: () => void): void {
  Reflect.set(globalThis, JOB, job);
  try {
    jobScript.runInThisContext({ timeout: TIME_LIMIT_IN_MILLISECONDS });
  } finally {
    Reflect.deleteProperty(globalThis, JOB);
  }
}

/** The program as a function of the names it can see, which returns its `main`. */
export type Factory = (require: (name: string) => unknown, exports: object, ...names: unknown[]) => () => unknown;

/** Parses a program without running it. Throws the engine's SyntaxError. */
export function loadProgram(program: Program, names: readonly string[] = environmentNames): Factory {
  const parameters = ["require", "exports", ...names].join(", ");
  const text = `(function (${parameters}) { "use strict"; ${program.code}\n; return main; })`;
  return new Script(text, { filename: "program.js" }).runInThisContext() as Factory;
}

/** Runs `program` once with each tape. Never throws: what goes wrong is in the log. */
export function runProgram(program: Program, tapes: readonly Tape[]): Log[] {
  let factory: Factory;
  try {
    factory = loadProgram(program);
  } catch (error) {
    return tapes.map(() => [`does not load: ${String(error)}`]);
  }
  return runTapes(factory, program, tapes).map(({ lines }) => lines);
}

/** Runs `program` resumed to its end and returns the tapes that its number of yields asks for. */
export function automaticTapes(program: Program): Tape[] {
  const [{ yields }] = runTapes(loadProgram(program), program, [[]]);
  return tapesFor(yields);
}

interface Run {
  readonly lines: string[];
  yields: number;
}

/**
 * A function's source is what the compiler changes, the words of an engine's error are nobody's semantics: a program that
 * makes strings of them sees the same in every way. To be called when it has ended: what this returns.
 */
export function hideWording(): () => void {
  const functions = Function.prototype;
  const errors = Error.prototype;
  const ofFunctions = Object.getOwnPropertyDescriptor(functions, "toString")!;
  const ofErrors = Object.getOwnPropertyDescriptor(errors, "toString")!;
  Object.defineProperty(functions, "toString", { ...ofFunctions, value: () => "function () { … }" });
  Object.defineProperty(errors, "toString", {
    ...ofErrors,
    value(this: Error) {
      return engineErrors.has(this.name) ? this.name : Reflect.apply(ofErrors.value as () => string, this, []);
    },
  });
  return () => {
    Object.defineProperty(functions, "toString", ofFunctions);
    Object.defineProperty(errors, "toString", ofErrors);
  };
}

/** All tapes within one time limit, because a limit costs more than most programs; what it cuts off says so. */
function runTapes(factory: Factory, program: Program, tapes: readonly Tape[]): Run[] {
  const runs: Run[] = tapes.map(() => ({ lines: [], yields: 0 }));
  let current = 0;
  const showWording = hideWording();
  try {
    withTimeLimit(() => {
      for (; current < tapes.length; current++) runTape(factory, program, tapes[current], runs[current]);
    });
  } catch (error) {
    for (const { lines } of runs.slice(current)) lines.push(`stopped by ${show(error)}`);
  } finally {
    showWording();
  }
  return runs;
}

function runTape(factory: Factory, program: Program, tape: Tape, run: Run): void {
  const { names } = createEnvironment(run.lines);
  function require(name: string): unknown {
    const module = program.modules?.[name];
    if (module === undefined) throw new Error(`the program requires ${name}`);
    return module;
  }
  try {
    const main = factory(require, {}, ...environmentNames.map(name => names[name]));
    run.yields = drive(main, tape, run.lines);
    names.callKept();
  } catch (error) {
    run.lines.push(`stopped by ${show(error)}`);
  }
}
