/**
 * What does a program of coroutines do?
 *
 * It runs on a loop in virtual time, with a plan of what it yields; its log is that of `environment.ts`, with a line for each
 * yield that says when: at which second, in which iteration, with which value of a CoroutineLocal, beside how many others.
 *
 *     t "a"
 *     later "b" at 0.5 #31, "unset", 3 suspended
 *     result undefined at 0.75 #35, "unset", 2 suspended
 */
import { CoroutineFrame } from "../../../runtime/coroutine/coroutine-frame.js";
import { coroutine, Future, moment, setReporter, sleep, StackContext, type Coroutine } from "../../../runtime/index.js";
import { SUCCEEDED } from "../../../runtime/future/future.js";
import { VirtualTimeIOLoop } from "../../../runtime/testing/index.js";
import { createEnvironment, environmentNames } from "../environment.js";
import { hideWording, loadProgram, withTimeLimit, type Factory, type Log, type Program } from "../run-program.js";
import { show } from "../show.js";
import { awaitedKinds, delegatedKinds, local, type AwaitedKind, type DelegatedKind, type Scene } from "./yields.js";

export interface Plan {
  readonly awaited: readonly AwaitedKind[];
  readonly delegated: readonly DelegatedKind[];
  /** Seconds after which the program is cancelled. */
  readonly cancelAt: number | null;
  /** What the program is started in: a StackContext, or one that fails at its third or fourth step. */
  readonly around: "nothing" | "block" | "block that fails on entry" | "block that fails on exit";
}

/** How often a program may start itself once more. */
const STARTS = 2;

/** Nobody waits longer than that for a program; afterwards it is cancelled. */
const SECONDS = 12;

const freeNames = [...environmentNames, "awaited", "delegated"] as const;

/** What goes wrong is in the log, unless the program cannot even be loaded. */
export async function runCoroutines(program: Program, plan: Plan): Promise<Log> {
  const factory = loadProgram(program, freeNames);
  const lines: string[] = [];
  const loop = new VirtualTimeIOLoop();
  const showWording = hideWording();
  const showFutures = hideFutures();
  const before = setReporter((message, error) => {
    // When a Future is found to be nobody's is a matter of the garbage collector. Of the rest, only the beginning does not depend on who is compiled.
    if (!message.includes("never retrieved")) lines.push(`report: ${message.replace(/(<| around | while ).*/s, "")} ${show(error)}`);
  });
  try {
    const main = prepared((names) => mainOf(factory, program, names), plan, loop, lines);
    // Nothing but a promise needs the host; an endless loop can be stopped only where nothing is awaited.
    if (plan.awaited.some((kind) => /promise/i.test(kind))) await loop.run(main);
    else withTimeLimit(() => loop.runSync(main));
  } catch (error) {
    lines.push(`stopped by ${show(error)}`);
  } finally {
    setReporter(before);
    showFutures();
    showWording();
  }
  return lines;
}

function prepared(load: (names: Readonly<Record<string, unknown>>) => () => unknown, plan: Plan, loop: VirtualTimeIOLoop, lines: string[]): () => Future<unknown> {
  const { names } = createEnvironment(lines);
  let iteration = 0;
  let yields = 0;
  let starts = 0;
  const stamp = (): string => `at ${loop.time()} #${iteration}, ${show(local.get())}, ${loop.suspended().length} suspended`;
  const scene: Scene = {
    log: (line) => lines.push(`${line} ${stamp()}`),
    iterable: names.iterable as Scene["iterable"],
    main: undefined,
    shared: new Future(),
    again: () => (starts++ < STARTS ? start() : undefined),
  };

  function awaited(value: unknown): unknown {
    const kind = plan.awaited[yields++ % plan.awaited.length];
    scene.log(`${kind} ${show(value)}`);
    return awaitedKinds[kind](value, scene, yields);
  }

  function delegated(value: unknown): unknown {
    const kind = plan.delegated[yields++ % plan.delegated.length];
    scene.log(`yield* ${kind} ${show(value)}`);
    return delegatedKinds[kind](value, scene, yields);
  }

  /** Counts iterations, some in each half second: if nothing else is to be done, time goes on. */
  const count = coroutine(function* (): Coroutine<void> {
    for (; loop.time() < SECONDS; yield sleep(0.5)) {
      for (let more = 8; more > 0; more--, iteration++) yield moment;
    }
  });

  const play = coroutine(function* (): Coroutine<void> {
    void count();
    loop.callLater(3, () => scene.shared.setResult("shared"));
    if (plan.cancelAt !== null) loop.callLater(plan.cancelAt, () => lines.push(`cancel: ${scene.main?.cancel("from outside")}`));
    const result = around(plan.around, lines, start);
    if (!(result instanceof Future)) {
      scene.log(`main returned ${show(result)}`);
      return;
    }
    scene.main = result;
    scene.log("main returned");
    result.addDoneCallback(() => scene.log(outcomeOf(result)));
    yield sleep(SECONDS);
    if (!result.done()) {
      scene.log("still pending");
      result.cancel("at last");
    }
    yield sleep(SECONDS);
    (names.callKept as () => void)();
    lines.push(`${loop.suspended().length - 1} others suspended`);
  });

  const main = load({ ...names, awaited, delegated });

  function start(): unknown {
    try {
      return main();
    } catch (error) {
      return `exception ${show(error)}`;
    }
  }

  return () => play() as unknown as Future<unknown>;
}

/** Starts the program inside of a block, which tells when it is entered and left. */
function around(kind: Plan["around"], lines: string[], start: () => unknown): unknown {
  if (kind === "nothing") return start();
  let entries = 0;
  const block = new StackContext(() => {
    const number = ++entries;
    return {
      enter() {
        lines.push(`enter ${number}`);
        if (kind === "block that fails on entry" && number === 3) throw new Error("entry");
      },
      exit(error) {
        lines.push(`exit ${number} ${show(error)}`);
        if (kind === "block that fails on exit" && number === 4) throw new Error("exit");
      },
    };
  });
  return block.run(start);
}

/** Evaluates the program's text up to its end, where `main` stands. */
function mainOf(factory: Factory, { modules }: Program, names: Readonly<Record<string, unknown>>): () => unknown {
  return factory((name) => modules![name], {}, ...freeNames.map((name) => names[name]));
}

function outcomeOf(future: Future<unknown>): string {
  if (future.cancelled()) return "cancelled";
  return future.status === SUCCEEDED ? `result ${show(future.result())}` : `failed ${show(future.exception())}`;
}

/** The text of a Future says whether it is compiled, and where it stands: nothing that a program should see here. */
function hideFutures(): () => void {
  const prototypes = [Future.prototype, CoroutineFrame.prototype];
  const originals = prototypes.map((prototype) => Object.getOwnPropertyDescriptor(prototype, "toString")!);
  for (const [index, prototype] of prototypes.entries()) Object.defineProperty(prototype, "toString", { ...originals[index], value: () => "<Future>" });
  return () => {
    for (const [index, prototype] of prototypes.entries()) Object.defineProperty(prototype, "toString", originals[index]);
  };
}
