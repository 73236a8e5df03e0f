/** Which cases are there, in the order in which they are printed? */
import type { Case } from "../case.js";
import { awaitDone, awaitPending } from "./await.js";
import { call, callAwaited, callDepth, exception } from "./call.js";
import { doxbee, doxbeeMemory } from "./doxbee/index.js";
import { generators } from "./generators.js";
import { http } from "./http.js";
import { bytes, bytesDeep, bytesShared } from "./memory.js";
import { sleepers, sleeping } from "./timers.js";
import { fanOut, pingPong, queue } from "./together.js";
import { tryFinally } from "./try-finally.js";

/** How many of what there can be any number of: as many as count, or so few that a test takes no time. */
export type Scale = "usual" | "tiny";

export function casesOf(scale: Scale): readonly Case[] {
  const many = (count: number): number => (scale === "usual" ? count : 100);
  return [
    awaitPending,
    awaitDone,
    call,
    callAwaited,
    callDepth,
    pingPong,
    fanOut,
    queue,
    tryFinally,
    exception,
    doxbee("doxbee", "sequential", many(10_000)),
    doxbee("doxbee-errors", "errors", many(10_000)),
    doxbee("doxbee-parallel", "parallel", many(1000)),
    doxbee("doxbee-parallel-10k", "parallel", many(10_000), true),
    doxbee("doxbee-100k", "sequential", many(100_000), true),
    doxbee("doxbee-errors-100k", "errors", many(100_000), true),
    doxbee("doxbee-parallel-100k", "parallel", many(100_000), true),
    ...generators,
    http("http", many(1000)),
    sleepers("sleepers", many(20_000)),
    sleepers("sleepers-million", many(1_000_000), true),
    bytes,
    bytesShared,
    bytesDeep,
    sleeping("sleeping", many(20_000)),
    sleeping("sleeping-million", many(1_000_000), true),
    doxbeeMemory("doxbee-memory", many(10_000)),
  ];
}
