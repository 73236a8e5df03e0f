/** Which cases are there, in the order in which they are printed? */
import type { Case } from "../case.js";
import { awaitDone, awaitPending } from "./await.js";
import { call, callAwaited, callDepth, exception } from "./call.js";
import { doxbee, doxbeeMemory } from "./doxbee/index.js";
import { generators } from "./generators.js";
import { bytes, bytesDeep, bytesShared, sleeping } from "./memory.js";

export const cases: readonly Case[] = [
  awaitPending,
  awaitDone,
  call,
  callAwaited,
  callDepth,
  exception,
  doxbee,
  ...generators,
  bytes,
  bytesShared,
  bytesDeep,
  sleeping,
  doxbeeMemory,
];
