/**
 * Which TypeScript does the transformer talk to?
 *
 * The one that runs it. ts-patch loads its own instance of the compiler and hands it to a plugin (`extras.ts`); nodes
 * made by a second copy would carry ids and generated names that clash with the first one's. So no file here imports
 * the `typescript` package for values: they use the binding below, which every entry point sets before it does anything.
 *
 *     import { ts, type TS } from "../typescript.js";     `ts.isBlock(node)` for values, `TS.Block` for types
 */
import { createRequire } from "node:module";
import type TS from "typescript";

export type { TS };

/** The compiler in use; set by {@link useTypeScript}. */
export let ts: typeof TS;

/** Sets the compiler in use. Without an argument: the `typescript` package next to this one, loaded on first need. */
export function useTypeScript(instance?: typeof TS): void {
  if (instance !== undefined) ts = instance;
  else ts ??= createRequire(import.meta.url)("typescript") as typeof TS;
}
