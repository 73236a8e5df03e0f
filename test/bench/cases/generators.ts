/**
 * Is an explicit machine faster than the engine's own generators?
 *
 * Each pair of methods is the same source, once with `@generator` and once without. `next()` is called in a plain loop;
 * `for-of` over the same generator is a case of its own, because engines treat it specially. Every way has a loop of its own, as
 * every reader of a generator has in a program: what the engine learns at one of them does not spoil the others.
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
    "ts-coroutine": () => {
      let sum = 0;
      for (let object = 0; object < objects; object++) {
        const each = numbers.three(object);
        for (let result = each.next(); !result.done; result = each.next()) sum += result.value;
      }
      return sum;
    },
    native: () => {
      let sum = 0;
      for (let object = 0; object < objects; object++) {
        const each = numbers.threeNative(object);
        for (let result = each.next(); !result.done; result = each.next()) sum += result.value;
      }
      return sum;
    },
  }),
  pair("ten", "generator: a loop of ten yields", 10, {
    "ts-coroutine": () => {
      let sum = 0;
      for (let object = 0; object < objects; object++) {
        const each = numbers.ten(object);
        for (let result = each.next(); !result.done; result = each.next()) sum += result.value;
      }
      return sum;
    },
    native: () => {
      let sum = 0;
      for (let object = 0; object < objects; object++) {
        const each = numbers.tenNative(object);
        for (let result = each.next(); !result.done; result = each.next()) sum += result.value;
      }
      return sum;
    },
  }),
  pair("finally", "generator: ten yields, each in a try/finally", 10, {
    "ts-coroutine": () => {
      let sum = 0;
      for (let object = 0; object < objects; object++) {
        const each = numbers.tenClosing(object);
        for (let result = each.next(); !result.done; result = each.next()) sum += result.value;
      }
      return sum;
    },
    native: () => {
      let sum = 0;
      for (let object = 0; object < objects; object++) {
        const each = numbers.tenClosingNative(object);
        for (let result = each.next(); !result.done; result = each.next()) sum += result.value;
      }
      return sum;
    },
  }),
  pair("for-of", "generator: a loop of ten yields, read by for-of", 10, {
    "ts-coroutine": () => {
      let sum = 0;
      for (let object = 0; object < objects; object++) for (const value of numbers.ten(object)) sum += value;
      return sum;
    },
    native: () => {
      let sum = 0;
      for (let object = 0; object < objects; object++) for (const value of numbers.tenNative(object)) sum += value;
      return sum;
    },
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
