/**
 * What is every coroutine waiting for?
 *
 *     console.log(dump());
 *
 *     Reader.readAll at reader.ts:8:20
 *       waits for Reader.fetch at reader.ts:30:11
 *         waits for <Future pending>
 *     Server.serve at server.ts:12:7
 *       waits for its turn
 *
 * Nothing is kept for this: the frames know what they wait for, the machines know where their yields stand.
 */
import type { CoroutineFrame } from "./coroutine-frame.js";
import { IOLoop } from "../loop/ioloop.js";

/** A line for each coroutine that is suspended on `loop`, indented below the one that waits for it. */
export function dump(loop: IOLoop = IOLoop.current()): string {
  return loop.live.roots().map((root) => describeWait(root).join("\n")).join("\n");
}

/** The lines of a coroutine and of what it waits for. */
function describeWait(coroutine: CoroutineFrame<unknown>): string[] {
  const child = coroutine.awaitedCoroutine();
  const inner = child === undefined ? [String(coroutine.awaited() ?? "its turn")] : describeWait(child);
  const [first, ...rest] = inner;
  return [coroutine.place(), `  waits for ${first}`, ...rest.map((line) => `  ${line}`)];
}
