/**
 * Is an explicit machine faster than the engine's own generators?
 *
 * Each pair of methods is the same source, once with `@generator` and once without. `next()` is called in a plain loop;
 * `for-of` over the same generator is a case of its own, because engines treat it specially.
 */
import { generator } from "ts-coroutine";
import type { TimeCase } from "../case.js";

export const objects = 3000;

class Numbers {
  closed = 0;

  @generator
  *three(first: number): Generator<number, number> {
    yield first;
    yield first + 1;
    yield first + 2;
    return 0;
  }

  *threeNative(first: number): Generator<number, number> {
    yield first;
    yield first + 1;
    yield first + 2;
    return 0;
  }

  @generator
  *ten(first: number): Generator<number, number> {
    for (let index = 0; index < 10; index++) yield first + index;
    return 0;
  }

  *tenNative(first: number): Generator<number, number> {
    for (let index = 0; index < 10; index++) yield first + index;
    return 0;
  }

  @generator
  *tenClosing(first: number): Generator<number, number> {
    for (let index = 0; index < 10; index++) {
      try {
        yield first + index;
      } finally {
        this.closed++;
      }
    }
    return 0;
  }

  *tenClosingNative(first: number): Generator<number, number> {
    for (let index = 0; index < 10; index++) {
      try {
        yield first + index;
      } finally {
        this.closed++;
      }
    }
    return 0;
  }
}

interface Tree {
  readonly value: number;
  readonly left?: Tree;
  readonly right?: Tree;
}

class Walker {
  @generator
  *walk(tree: Tree | undefined): Generator<number, void> {
    if (tree === undefined) return;
    yield* this.walk(tree.left);
    yield tree.value;
    yield* this.walk(tree.right);
  }

  *walkNative(tree: Tree | undefined): Generator<number, void> {
    if (tree === undefined) return;
    yield* this.walkNative(tree.left);
    yield tree.value;
    yield* this.walkNative(tree.right);
  }
}

function balanced(levels: number): Tree | undefined {
  return levels === 0 ? undefined : { value: 1, left: balanced(levels - 1), right: balanced(levels - 1) };
}

function sumByNext(make: (first: number) => Generator<number, number>): number {
  let sum = 0;
  for (let object = 0; object < objects; object++) {
    const numbers = make(object);
    for (let result = numbers.next(); !result.done; result = numbers.next()) sum += result.value;
  }
  return sum;
}

function sumByForOf(make: (first: number) => Generator<number, unknown>): number {
  let sum = 0;
  for (let object = 0; object < objects; object++) for (const value of make(object)) sum += value;
  return sum;
}

/** What `count` numbers from each of 0, 1, … `objects` - 1 on make together. */
function expectedSum(count: number): number {
  return (count * objects * (objects - 1)) / 2 + (objects * count * (count - 1)) / 2;
}

const numbers = new Numbers();
const walker = new Walker();
export const levels = 10;
const tree = balanced(levels);
const trees = 3;

function pair(name: string, title: string, yields: number, ways: Pick<TimeCase["ways"], "ts-coroutine" | "native">): TimeCase {
  return { kind: "time", name: `generator-${name}`, title, operations: objects, answer: expectedSum(yields), ways };
}

export const generators: readonly TimeCase[] = [
  pair("three", "generator: three yields", 3, {
    "ts-coroutine": () => sumByNext((first) => numbers.three(first)),
    native: () => sumByNext((first) => numbers.threeNative(first)),
  }),
  pair("ten", "generator: a loop of ten yields", 10, {
    "ts-coroutine": () => sumByNext((first) => numbers.ten(first)),
    native: () => sumByNext((first) => numbers.tenNative(first)),
  }),
  pair("finally", "generator: ten yields, each in a try/finally", 10, {
    "ts-coroutine": () => sumByNext((first) => numbers.tenClosing(first)),
    native: () => sumByNext((first) => numbers.tenClosingNative(first)),
  }),
  pair("for-of", "generator: a loop of ten yields, read by for-of", 10, {
    "ts-coroutine": () => sumByForOf((first) => numbers.ten(first)),
    native: () => sumByForOf((first) => numbers.tenNative(first)),
  }),
  {
    kind: "time",
    name: "generator-tree",
    title: `generator: yield* down a tree of ${levels} levels, each node`,
    operations: trees * (2 ** levels - 1),
    answer: trees * (2 ** levels - 1),
    ways: {
      "ts-coroutine": () => countNodes(() => walker.walk(tree)),
      native: () => countNodes(() => walker.walkNative(tree)),
    },
  },
];

function countNodes(walk: () => Generator<number, void>): number {
  let count = 0;
  for (let turn = 0; turn < trees; turn++) for (const value of walk()) count += value;
  return count;
}
