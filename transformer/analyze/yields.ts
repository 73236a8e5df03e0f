/**
 * Which nodes contain a yield of the function they stand in?
 *
 *     *get() {                          contains: the body, the `if`, its block, the declaration, the yield
 *       const log = () => …;            does not: it stays as it is
 *       if (x) { const y = yield f; }
 *     }
 *
 * Everything that is not in the set is emitted as the source's own text. One walk over the file serves all its functions:
 * each yield marks its ancestors up to its function, and stops at the first one that is marked already.
 */
import { ts, type TS } from "../typescript.js";
import { walk } from "./walk.js";

export interface Yields {
  /** Nodes with a yield of their own function somewhere inside, the yield itself included. */
  readonly contains: ReadonlySet<TS.Node>;
  /** Functions in whose parameters a yield stands. */
  readonly inParameters: ReadonlyMap<TS.Node, TS.Node>;
}

/** Finds the yields of every function of the file. The nodes must know their parents. */
export function findYields(root: TS.Node): Yields {
  const contains = new Set<TS.Node>();
  const inParameters = new Map<TS.Node, TS.Node>();

  function mark(yieldExpression: TS.Node): void {
    for (let node = yieldExpression; !contains.has(node); node = node.parent) {
      contains.add(node);
      const parent = node.parent;
      if (parent === undefined) return;
      if (ts.isParameter(node) && ts.isFunctionLike(parent)) inParameters.set(parent, yieldExpression);
      if (isFunctionBoundary(parent, node)) return;
    }
  }
  walk(root, (node) => {
    if (ts.isYieldExpression(node)) mark(node);
  });
  return { contains, inParameters };
}

/** Whether `child`, a child of `parent`, is evaluated when `parent` is called, not where `parent` stands. */
export function isFunctionBoundary(parent: TS.Node, child: TS.Node): boolean {
  if (ts.isClassStaticBlockDeclaration(parent)) return true;
  if (ts.isPropertyDeclaration(parent)) return child === parent.initializer;
  if (!ts.isFunctionLike(parent)) return false;
  // A computed name and a decorator belong to the code around the function.
  return child !== (parent as TS.FunctionLikeDeclaration).name && !ts.isDecorator(child);
}
