/**
 * How does an error that nobody looks at come to light?
 *
 * A Future that fails is looked at again a microtask later. If nobody has asked for the exception by then, it goes on a
 * list, and it is reported exactly once: when `IOLoop.run` ends, when the loop closes, or when the Future is collected
 * as garbage, whichever comes first. The success path runs no code for this.
 *
 *     void reader.readAll(urls);           the Future is dropped
 *     Future exception was never retrieved: <Reader.readAll …>   with the error
 */
import { running } from "../context/context.js";
import { FAILED, type Future } from "./future.js";
import type { IOLoop } from "../loop/ioloop.js";
import { standardHost } from "../loop/host.js";
import { report } from "./report.js";

/** What is kept of a failed Future: not the Future, so that it can be collected. */
interface Failure {
  readonly description: string;
  readonly error: unknown;
  readonly loop: IOLoop | undefined;
}

interface Suspect {
  readonly future: Future<unknown>;
  readonly loop: IOLoop | undefined;
}

let suspects: Suspect[] = [];
const mostSuspects = 1000;
/** In the order of failing. */
const failures = new Set<Failure>();
const failureOf = new WeakMap<Future<unknown>, Failure>();

const collected = new FinalizationRegistry<Failure>(reportFailure);

/** Called with every Future that fails. */
export function watchFailure(future: Future<unknown>): void {
  if (suspects.length === 0) standardHost.soon(sortOut);
  // In virtual time hours may pass before the next microtask.
  else if (suspects.length === mostSuspects) sortOut();
  suspects.push({ future, loop: running.context?.loop });
}

/** Puts on the list which of the suspects still nobody has looked at. */
function sortOut(): void {
  const all = suspects;
  suspects = [];
  for (const { future, loop } of all) {
    // Several may have given up the same Future, each without looking.
    if (future.status !== FAILED || failureOf.has(future)) continue;
    letGoOfFrames(future.content);
    const failure: Failure = { description: String(future), error: future.content, loop };
    failures.add(failure);
    failureOf.set(future, failure);
    collected.register(future, failure);
  }
}

/**
 * Until its stack is asked for, an error of V8 keeps the objects whose methods were running, and the Future is one of
 * those: it would never be garbage.
 */
function letGoOfFrames(error: unknown): void {
  try {
    void (error as Error | null | undefined)?.stack;
  } catch {
    // A getter of the user's own.
  }
}

/** Called when somebody looks at the exception of a Future for the first time. */
export function failureWasSeen(future: Future<unknown>): void {
  if (failures.size === 0) return;
  const failure = failureOf.get(future);
  if (failure !== undefined) failures.delete(failure);
}

/** Reports every failure under `loop` that nobody has looked at until now. */
export function reportUnretrieved(loop: IOLoop): void {
  sortOut();
  for (const failure of failures) if (failure.loop === loop) reportFailure(failure);
}

function reportFailure(failure: Failure): void {
  if (!failures.delete(failure)) return;
  report(`Future exception was never retrieved: ${failure.description}`, failure.error);
}
