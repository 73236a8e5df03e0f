/**
 * What does the loop ask of the program it runs in (Node, a browser, Deno, Bun, a test)?
 *
 *     soon      a microtask: work that became ready goes on before the host does anything else
 *     later     a macrotask: the loop has had its share, let timers, I/O and painting of the host go first
 *     after     a timer: nothing is ready, the next deadline is known
 *
 * Only standard globals are used, so the same file serves everywhere. A test replaces the whole object.
 */

/** How a loop reads the clock and gets called back. All times in seconds. */
export interface Host {
  /** Seconds on a clock that does not go backwards. */
  now(): number;
  /** Calls back as soon as the running code has returned to the host. */
  soon(callback: () => void): void;
  /** Calls back after the host has served its own timers and I/O. */
  later(callback: () => void): void;
  /** Calls back once, not before `seconds` have passed. Returns a function that calls it off. */
  after(seconds: number, callback: () => void): () => void;
  /** Calls back when the process is about to end because it waits for nothing. Returns a function that calls it off. */
  onExhausted(callback: () => void): () => void;
}

/** A host timer takes 31 bits of milliseconds; a deadline beyond that is reached in several waits. */
const longestDelay = 2 ** 31 - 1;

interface EventSource {
  once?(event: "beforeExit", callback: () => void): void;
  removeListener?(event: "beforeExit", callback: () => void): void;
}

/** A macrotask without the 4 ms that browsers add to nested `setTimeout(0)`. */
function macrotask(): (callback: () => void) => void {
  if (typeof setImmediate === "function") return (callback) => void setImmediate(callback);
  if (typeof MessageChannel !== "function") return (callback) => void setTimeout(callback, 0);
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (callback) => {
    waiting.push(callback);
    port2.postMessage(undefined);
  };
}

/** Its `then` is a microtask, too, and costs a third to two thirds of `queueMicrotask`, for which Node makes an `AsyncResource`. */
const resolved = Promise.resolve();

/** The host this module was loaded in. */
export const standardHost: Host = {
  now: () => performance.now() / 1000,
  soon: (callback) => void resolved.then(callback),
  later: macrotask(),
  after(seconds, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(Math.ceil(seconds * 1000), 0), longestDelay));
    return () => clearTimeout(timer);
  },
  onExhausted(callback) {
    const { process } = globalThis as { process?: EventSource };
    process?.once?.("beforeExit", callback);
    return () => process?.removeListener?.("beforeExit", callback);
  },
};
