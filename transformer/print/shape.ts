/**
 * What surrounds the step?
 *
 *     @coroutine *get() { … }         get() { …  return startCoroutine(step, get$machine); }
 *     @generator *walk() { … }        walk() { … return startGenerator(step, walk$machine); }
 *     function* walk() { … }          function walk() { … return makeGenerator(step, walk$machine, walk, new.target); }
 *
 * The decorator and the asterisk go; everything else of the signature stays. With `generators: "all"` the function must
 * still pass for a generator function: marks.ts says how it is marked as one.
 */
import type { FileContext } from "../lower/builder.js";
import type { GeneratorFunction, Machine } from "../lower/machine.js";
import { ts, type TS } from "../typescript.js";
import { inferredName, isMarkedAtHead, markOf } from "./marks.js";

export interface Shape {
  /** The imported function that starts the step. */
  readonly start: string;
  /** What it gets after the step, as JavaScript. */
  readonly arguments: readonly string[];
  /** Parts of the signature that are gone. */
  readonly omitted: readonly TS.Node[];
  /** A function expression is the first argument of this call; the others are JavaScript. */
  readonly around: { readonly callee: string; readonly others: readonly string[] } | null;
  /** After a function declaration: a statement. */
  readonly following: string | null;
}

export function shapeOf(machine: Machine, context: FileContext): Shape {
  const { node, kind, describe } = machine;
  const omitted = machine.decorator ? [machine.decorator] : [];
  if (kind !== "function") {
    const start = context.imported(kind === "coroutine" ? "startCoroutine" : "startGenerator").name;
    return { start, arguments: [describe], omitted, around: null, following: null };
  }
  const start = context.imported("makeGenerator").name;
  if (ts.isMethodDeclaration(node)) return { start, arguments: [describe], omitted, around: null, following: null };
  const list = [describe, machine.selfName ?? selfName(node, machine, context) ?? "undefined", "new.target"];
  if (ts.isFunctionDeclaration(node) && !context.expressions.has(node)) {
    return { start, arguments: list, omitted, around: null, following: isMarkedAtHead(node, context) ? null : markOf(machine, context) };
  }
  // A declaration that is assigned to, printed as an expression, has lost its name.
  const given = node.name && context.rewrites.has(node.name) ? node.name.text : null;
  const name = node.name ? given : inferredName(node);
  const mark = context.imported("generatorFunction").name;
  return { start, arguments: list, omitted, around: { callee: mark, others: name === null ? [describe] : [describe, JSON.stringify(name)] }, following: null };
}

/** The name by which the function can mean itself: not one that it hides, or that may mean something else by then. */
function selfName(node: Exclude<GeneratorFunction, TS.MethodDeclaration>, { hoisted }: Machine, { names, rewrites }: FileContext): string | null {
  if (node.name === undefined || rewrites.has(node.name)) return null;
  const { text } = node.name;
  // What the body declares in its blocks stands inside the step, if it does not live longer.
  const ofBody = names.scopeOf.get(node.body!)?.bindings.get(text);
  const isHidden =
    names.scopeOf.get(node)?.bindings.has(text) ||
    (ofBody !== undefined && !["let", "const", "class"].includes(ofBody.kind)) ||
    hoisted.some(({ name }) => name === text);
  const binding = names.bindingOf.get(node.name);
  const isSteady = binding !== undefined && binding.declarations.length === 1 && !binding.references.some((reference) => reference.writes);
  return isHidden || !isSteady ? null : text;
}
