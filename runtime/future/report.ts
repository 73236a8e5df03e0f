/**
 * Where do errors go that no program text can catch?
 *
 * To the console, unless the program says otherwise:
 *
 *     setReporter((message, error) => logger.error({ error }, message));
 */

import { withTrace } from "../coroutine/trace.js";

/** Gets what was going on (`Exception in callback …`) and the exception, if there is one. Must not throw. */
export type Reporter = (message: string, error?: unknown) => void;

const toConsole: Reporter = (message, ...error) => console.error(message, ...error);

let reporter = toConsole;

/** Sends reports to `next` from now on, or to the console again when it is left out. Returns the reporter until now. */
export function setReporter(next: Reporter = toConsole): Reporter {
  const before = reporter;
  reporter = next;
  return before;
}

/** Reports once, at once. */
export const report: Reporter = (message, ...error) => {
  const traced = error.map(withTrace);
  try {
    reporter(message, ...traced);
  } catch (failure) {
    // Whoever reports is in the middle of other people's work, which must go on.
    toConsole("Exception in the reporter", failure);
    toConsole(message, ...traced);
  }
};
