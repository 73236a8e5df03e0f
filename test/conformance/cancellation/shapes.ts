/**
 * Which bodies can a coroutine have, as far as a cancellation is concerned?
 *
 *     wait 1; fail 2            log("1"); yield sleep(1); log("1 waited");  throw new Error("2");
 *     call { … }                yield coroutine(function* () { … })();
 *     try { … } catch { … } finally { … }, with every combination of short, waiting, failing and returning parts,
 *     one inside the other
 *
 * A shape is a tree: `sourceOf` makes a program of it, `model.ts` says what the program must do.
 */
export type Shape =
  | { readonly kind: "wait" | "log" | "fail" | "return"; readonly name: string }
  | { readonly kind: "call"; readonly body: Block }
  | { readonly kind: "try"; readonly body: Block; readonly catch: Block | null; readonly finally: Block | null };

export type Block = readonly Shape[];

/** All of them, each under a name. */
export function shapes(): ReadonlyMap<string, Block> {
  const all = new Map<string, Block>();
  for (const [leaf, body] of Object.entries(leaves)) {
    all.set(leaf, body("body"));
    for (const [name, around] of tries()) all.set(`${name} around ${leaf}`, [around(body("body"), ""), { kind: "log", name: "end" }]);
  }
  for (const [outer, aroundOuter] of tries()) {
    for (const [inner, aroundInner] of tries()) {
      for (const leaf of ["wait, fail", "call with cleanup"]) {
        const body = [aroundInner(leaves[leaf]("body"), "inner "), { kind: "log", name: "between" } as const];
        all.set(`${outer} around ${inner} around ${leaf}`, [aroundOuter(body, "outer "), { kind: "wait", name: "end" }]);
      }
    }
  }
  return all;
}

/** Small blocks; `name` stands in what they log. */
const leaves: Readonly<Record<string, (name: string) => Block>> = {
  "wait": (name) => [{ kind: "wait", name }],
  "wait, fail": (name) => [{ kind: "wait", name }, { kind: "fail", name }],
  "wait, return": (name) => [{ kind: "wait", name }, { kind: "return", name }],
  "call": (name) => [{ kind: "call", body: [{ kind: "wait", name }, { kind: "return", name }] }],
  "call that fails": (name) => [{ kind: "call", body: [{ kind: "wait", name }, { kind: "fail", name }] }],
  "call with cleanup": (name) => [{ kind: "call", body: [cleanup(name, [{ kind: "wait", name: `${name} cleanup` }])] }],
  "call whose cleanup fails": (name) => [{ kind: "call", body: [cleanup(name, [{ kind: "fail", name: `${name} cleanup` }])] }],
};

function cleanup(name: string, last: Block): Shape {
  return { kind: "try", body: [{ kind: "wait", name }], catch: null, finally: last };
}

type Around = (body: Block, name: string) => Shape;

/** Every pair of a `catch` and a `finally`, or one of them. */
function tries(): [string, Around][] {
  const parts: Readonly<Record<string, ((name: string) => Block) | null>> = {
    "none": null,
    "log": (name) => [{ kind: "log", name }],
    "wait": leaves["wait"],
    "fail": (name) => [{ kind: "fail", name }],
    "wait, fail": leaves["wait, fail"],
    "return": (name) => [{ kind: "return", name }],
    "wait, return": leaves["wait, return"],
  };
  return ["none", "log", "wait"].flatMap((handler) =>
    Object.keys(parts)
      .filter((last) => handler !== "none" || last !== "none")
      .map((last): [string, Around] => [
        `try, catch: ${handler}, finally: ${last}`,
        (body, name) => ({ kind: "try", body, catch: parts[handler]?.(`${name}catch`) ?? null, finally: parts[last]?.(`${name}finally`) ?? null }),
      ]),
  );
}

/** A module that exports all shapes as coroutines of a log. */
export function sourceOf(all: ReadonlyMap<string, Block>): string {
  const bodies = [...all].map(([name, block]) => `${JSON.stringify(name)}: coroutine(function* (log) {\n${statements(block, "  ")}\n}),`);
  return `import { coroutine, sleep } from "ts-coroutine";\nexport const coroutines = {\n${bodies.join("\n")}\n};\n`;
}

function statements(block: Block, indent: string): string {
  return block.map((shape) => `${indent}${statement(shape, indent)}`).join("\n");
}

function statement(shape: Shape, indent: string): string {
  const inner = (block: Block): string => `{\n${statements(block, `${indent}  `)}\n${indent}}`;
  switch (shape.kind) {
    case "log":
      return `log(${JSON.stringify(shape.name)});`;
    case "wait":
      return `log(${JSON.stringify(shape.name)}); yield sleep(1); log(${JSON.stringify(`${shape.name} waited`)});`;
    case "fail":
      return `throw new Error(${JSON.stringify(shape.name)});`;
    case "return":
      return `return ${JSON.stringify(shape.name)};`;
    case "call":
      return `yield coroutine(function* () ${inner(shape.body)})();`;
    case "try":
      return `try ${inner(shape.body)}${shape.catch ? ` catch ${inner(shape.catch)}` : ""}${shape.finally ? ` finally ${inner(shape.finally)}` : ""}`;
  }
}
