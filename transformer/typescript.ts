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

/** What {@link ts} was made from. */
let compiler: typeof TS | undefined;

/** Sets the compiler in use. Without an argument: the `typescript` package next to this one, loaded on first need. */
export function useTypeScript(instance?: typeof TS): void {
  const wanted = instance ?? compiler ?? (createRequire(import.meta.url)("typescript") as typeof TS);
  if (wanted === compiler) return;
  compiler = wanted;
  ts = withQuickAccess(wanted);
}

/**
 * The compiler's exports are more than 2,000 getters of one object, which an engine looks up in a hash table, every time.
 * Those that are called for every node of a file are copied into an object small enough to be compiled against: with it
 * the transformer takes a fifth less time. All others are found behind it.
 */
function withQuickAccess(instance: typeof TS): typeof TS {
  const quick = Object.create(instance) as typeof TS;
  for (const name of Object.keys(instance) as (keyof typeof TS)[]) {
    if (/^(is[A-Z]|forEachChild$|factory$|setTextRange$)|Kind$|Flags$/.test(name)) Object.defineProperty(quick, name, { value: instance[name] });
  }
  // An engine compiles accesses to what is some object's prototype.
  Object.create(quick);
  return quick;
}
