/**
 * How do the coroutines of a loop come to their end when it closes?
 *
 *     cancel all that nobody waits for   ──>   their finally blocks run   ──>   again, for what those have started
 *
 * until none is left, or until the host says that nothing is left that could wake the rest: a cleanup may wait for ever.
 */
import type { Future } from "../future/future.js";
import type { Host } from "./host.js";
import type { LiveCoroutines } from "../coroutine/live-coroutines.js";

/** Cancels every coroutine and waits for the cleanup. Returns those whose cleanup nothing can wake any more. */
export async function endCoroutines(live: LiveCoroutines, host: Host): Promise<Future<unknown>[]> {
  let isExhausted = false;
  let forget = (): void => {};
  const exhausted = new Promise<void>((resolve) => {
    forget = host.onExhausted(() => {
      isExhausted = true;
      resolve();
    });
  });
  for (let roots = live.roots(); roots.length > 0 && !isExhausted; roots = live.roots()) {
    const ended = roots.map((coroutine) => new Promise<void>((end) => coroutine.addDoneCallback(() => end())));
    for (const coroutine of roots) coroutine.cancel("the IOLoop is closing");
    await Promise.race([Promise.all(ended), exhausted]);
  }
  forget();
  return live.all();
}
