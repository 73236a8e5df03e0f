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
import { CoroutineFrame } from "./coroutine-frame.js";
import { otherThanPage } from "./live-coroutines.js";
import { IOLoop } from "../loop/ioloop.js";

type Chain = ReadonlySet<CoroutineFrame<unknown>>;

/** A line for each coroutine that is suspended on `loop`, indented below the one that waits for it. */
export function dump(loop: IOLoop = IOLoop.current()): string {
  const roots = loop.live.roots();
  const isFirst = (root: CoroutineFrame<unknown>): boolean => !(otherThanPage(root) instanceof CoroutineFrame);
  const seen = new Set<CoroutineFrame<unknown>>();
  const lines: string[] = [];
  // Those that wait for each other in a circle have no first one; they come last.
  for (const root of [...roots.filter(isFirst), ...roots]) {
    if (seen.has(root)) continue;
    const chain = chainFrom(root);
    for (const coroutine of chain) seen.add(coroutine);
    lines.push(...describeChain(chain));
  }
  return lines.join("\n");
}

/** A coroutine, the one it waits for, the one that waits for, and so on. */
function chainFrom(root: CoroutineFrame<unknown>): Chain {
  const chain = new Set<CoroutineFrame<unknown>>();
  for (let each: CoroutineFrame<unknown> | undefined = root; each !== undefined && !chain.has(each); each = each.awaitedCoroutine()) chain.add(each);
  return chain;
}

/** Of a chain that is longer, the rest is counted: who waits a million deep wants to know that, not every line. */
const deepest = 100;

function describeChain(chain: Chain): string[] {
  const last = [...chain].at(-1)!;
  const back = last.awaitedCoroutine();
  const end = back === undefined ? String(last.awaited() ?? "its turn") : `${back.place()} again: nothing can wake them`;
  const lines = [...chain].slice(0, deepest).map((coroutine) => coroutine.place());
  lines.push(chain.size > deepest ? `${chain.size - deepest} more, the last of which waits for ${end}` : end);
  return lines.map((line, depth) => (depth === 0 ? line : `${"  ".repeat(depth)}waits for ${line}`));
}
