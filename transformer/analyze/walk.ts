/**
 * How is a syntax tree walked without overflowing the stack?
 *
 * A source of any length nests only as deep as its author did, with one exception: `a + b + c + …` is a spine of binary
 * expressions as deep as it is long. The walks here go along such a spine in a loop.
 *
 *     a + b + c + d        BinaryExpression(BinaryExpression(BinaryExpression(a, b), c), d)
 *                          spine: [a + b, a + b + c, a + b + c + d], visited innermost first
 */
import { ts, type TS } from "../typescript.js";

/**
 * The binary expressions along the left side of `node`, innermost first; `node` is the last. Goes no further down than to
 * the first expression that `stops`.
 */
export function leftSpine(node: TS.BinaryExpression, stops: (node: TS.Node) => boolean = () => false): TS.BinaryExpression[] {
  const spine = [node];
  for (let left = node.left; ts.isBinaryExpression(left) && !stops(left); left = left.left) spine.push(left);
  return spine.reverse();
}

/** Visits every node in source order, without recursion: expressions can be as deep as they are long. */
export function walk(root: TS.Node, visit: (node: TS.Node) => void): void {
  const pending: TS.Node[] = [root];
  const putOff = (child: TS.Node): void => {
    pending.push(child);
  };
  while (pending.length > 0) {
    const node = pending.pop()!;
    visit(node);
    const first = pending.length;
    ts.forEachChild(node, putOff);
    reverse(pending, first);
  }
}

/** Turns the part of `list` from `first` on round. */
export function reverse(list: unknown[], first: number): void {
  for (let low = first, high = list.length - 1; low < high; low += 1, high -= 1) {
    const one = list[low];
    list[low] = list[high];
    list[high] = one;
  }
}
