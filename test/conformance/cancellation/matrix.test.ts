/**
 * Does a cancellation do what the model says, for every shape of try, catch and finally, at every moment?
 *
 * Each shape × cancelled at every half second from its start to beyond its end × before or after what else happens at that
 * moment × once or twice, interpreted and by both printers.
 */
import ts from "typescript";
import { describe, expect, test } from "vitest";
import * as runtime from "../../../runtime/index.js";
import * as machine from "../../../runtime/machine.js";
import { VirtualTimeIOLoop } from "../../../runtime/testing/index.js";
import { createTransformer, transformSource } from "../../../transformer/index.js";
import { expectedBehaviour, type Behaviour } from "./model.js";
import { shapes, sourceOf } from "./shapes.js";

type Coroutines = Readonly<Record<string, (log: (what: string) => void) => runtime.Future<unknown>>>;

const all = shapes();
const source = sourceOf(all);

function load(mode: string): Coroutines {
  const text = mode === "text" ? transformSource(source, { fileName: "matrix.ts" })!.code : source;
  const before = mode === "ast" ? [createTransformer()] : [];
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  const { outputText } = ts.transpileModule(text, { fileName: "matrix.ts", compilerOptions, transformers: { before } });
  expect(outputText.includes("startCoroutine")).toBe(mode !== "interpreted");
  const modules: Record<string, unknown> = { "ts-coroutine": runtime, "ts-coroutine/machine": machine };
  const exports = {} as { coroutines: Coroutines };
  // oxlint-disable-next-line no-new-func
  new Function("exports", "require", outputText)(exports, (name: string) => modules[name]);
  return exports.coroutines;
}

interface Moment {
  readonly time: number;
  /** After the timeouts that are due at the same time, which were asked for later than the moment itself. */
  readonly after: boolean;
  /** Half a second later again. */
  readonly twice: boolean;
}

/** Runs one coroutine and cancels it at one moment. */
function behaviour(start: Coroutines[string], { time, after, twice }: Moment): Behaviour {
  const loop = new VirtualTimeIOLoop();
  const log: string[] = [];
  const reports: string[] = [];
  const before = runtime.setReporter((_, error) => void reports.push((error as Error).message));
  try {
    let future!: runtime.Future<unknown>;
    let end = NaN;
    loop.runSync(() => {
      const cancel = (): void => {
        const isDone = future.done();
        expect(future.cancel("the matrix")).toBe(!isDone);
      };
      if (after) loop.callAt(time - 0.25, () => loop.callAt(time, cancel));
      else loop.callAt(time, cancel);
      if (twice) loop.callAt(time + 0.5, cancel);
      future = start((what) => log.push(`${loop.time()}: ${what}`));
      future.addDoneCallback(() => {
        end = loop.time();
        future.exception();
      });
      return runtime.sleep(30);
    });
    expect(loop.suspended()).toEqual([]);
    const error = future.exception();
    const outcome = future.cancelled() ? "cancelled" : error === undefined ? `result ${String(future.result())}` : `failed ${(error as Error).message}`;
    return { log, outcome, end, reports };
  } finally {
    runtime.setReporter(before);
  }
}

/** From the start to beyond the end. */
function momentsOf(length: number): Moment[] {
  const times = Array.from({ length: 2 * length + 2 }, (_, half) => half / 2);
  return times.flatMap((time) => [
    { time, after: false, twice: false },
    { time, after: false, twice: true },
    // Between the whole seconds nothing else is due.
    ...(Number.isInteger(time) ? [{ time, after: true, twice: false }] : []),
  ]);
}

describe.each(["interpreted", "ast", "text"])("%s", (mode) => {
  test("every shape, cancelled at every moment", () => {
    const coroutines = load(mode);
    let runs = 0;
    for (const [name, block] of all) {
      for (const moment of momentsOf(expectedBehaviour(block, Infinity).end)) {
        const expected = expectedBehaviour(block, moment.time);
        const actual = behaviour(coroutines[name], moment);
        runs++;
        // `expect` formats its arguments; most of the time there is nothing to say.
        if (JSON.stringify(actual) !== JSON.stringify(expected)) expect({ name, moment, ...actual }).toEqual({ name, moment, ...expected });
      }
    }
    expect(all.size).toBeGreaterThan(900);
    expect(runs).toBeGreaterThan(15_000);
  });
});
