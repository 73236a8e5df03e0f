/**
 * What does a program of coroutines do?
 *
 * It runs on a loop in virtual time, with a plan of what it yields; its log is that of `environment.ts`, with a line for each
 * yield that says when: at which second, in which iteration, with which value of a CoroutineLocal.
 *
 *     t "a"
 *     later "b" at 0.5 #31, unset
 *     result undefined at 0.75 #35
 */
import { CoroutineFrame } from "../../../runtime/coroutine/coroutine-frame.js";
import { coroutine, Future, moment, setReporter, sleep, type Coroutine } from "../../../runtime/index.js";
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
}

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
  // When a Future is found to be nobody's is a matter of the garbage collector.
  const before = setReporter((message, error) => message.includes("never retrieved") || lines.push(`report: ${message.replace(/[<:].*/s, "")} ${show(error)}`));
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
  const stamp = (): string => `at ${loop.time()} #${iteration}, ${show(local.get())}`;
  const scene: Scene = {
    log: (line) => lines.push(`${line} ${stamp()}`),
    iterable: names.iterable as Scene["iterable"],
    main: undefined,
    shared: new Future(),
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
    const result = start();
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
