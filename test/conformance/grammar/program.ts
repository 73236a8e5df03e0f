/**
 * What is a random program, as a whole?
 *
 * A class with a base class, private names, accessors and two generator methods, one of which delegates to the other; or a
 * plain generator function. `programs` is the fast-check arbitrary; `writeProgram` gives the text.
 *
 *     class Program extends Base { #p = 1; … *sub(…) { … } *run(…) { … } }
 *     const main = () => new Program().run(1, { p: 2 }, [3], 4);
 */
import fc from "fast-check";
import { expressions, iterables, objects, targets } from "./expressions.js";
import { arbitrariesOf, type Category, type Forms, type Node } from "./form.js";
import { bindings, statements } from "./statements.js";
import { Writer } from "./writer.js";

const grammar: Readonly<Record<Category, Forms>> = {
  expression: expressions,
  object: objects,
  iterable: iterables,
  binding: bindings,
  target: targets,
  statement: statements,
};

const { statement, expression } = arbitrariesOf(grammar);

export interface ProgramTree {
  readonly place: "method" | "function";
  /** Defaults of the parameters; evaluated at the call. */
  readonly defaults: readonly Node[];
  readonly body: readonly Node[];
  readonly sub: readonly Node[];
}

export const programs: fc.Arbitrary<ProgramTree> = fc.record({
  place: fc.constantFrom("function", "method"),
  defaults: fc.array(expression, { maxLength: 2 }),
  body: fc.array(statement, { minLength: 1, maxLength: 8 }),
  sub: fc.array(statement, { maxLength: 3 }),
});

export function writeProgram({ place, defaults, body, sub }: ProgramTree): string {
  const writer = new Writer(grammar);
  const head = 'const A = watch("A"), B = watch("B");';
  const inner = generator(writer, place, "sub", [], sub);
  const outer = generator(writer, place, "run", defaults, body);
  if (place === "function") return [head, inner, outer.replace("yield SUB;", "yield* sub(5);"), "const main = () => run(1, undefined, 5, { p: 2 }, [3], 4, 6);"].join("\n");
  return [
    head,
    `class Base { get g() { log("get g"); return 1; } set g(v) { log("set g", v); } m(...a) { log("super.m", ...a); return this instanceof Base; } }`,
    `class Program extends Base {`,
    `#p = 1; get #q() { log("get #q"); return this.#p; } set #q(v) { log("set #q", v); this.#p = v; } #m(...a) { log("#m", ...a); return a.length; }`,
    inner,
    outer.replace("yield SUB;", "yield* this.sub(5);"),
    `}`,
    `const main = () => new Program().run(1, undefined, 5, { p: 2 }, [3], 4, 6);`,
  ].join("\n");
}

/** One generator; the larger one begins with a marked place, at which half of all programs delegate to the smaller. */
function generator(writer: Writer, place: "method" | "function", name: string, defaults: readonly Node[], body: readonly Node[]): string {
  return writer.generator(place, () => {
    const parameters = [writer.declare("parameter", 1)];
    for (const value of defaults) {
      const text = writer.inFunction("arrow", () => writer.write(value));
      parameters.push(`${writer.declare("parameter", 1)} = ${text}`);
    }
    // The first default is used, the second is not; see the arguments in `writeProgram`.
    if (defaults.length > 1) parameters.push(`{ p: ${writer.declare("parameter", 1)} }`, `[${writer.declare("parameter", 1)}]`, `...${writer.declare("parameter", 1)}`);
    const delegation = name !== "sub" && body.length % 2 === 0 ? "yield SUB;\n" : "";
    return `${place === "method" ? "" : "function "}*${name}(${parameters.join(", ")}) {\n${delegation}${writer.statements(body)}\n}`;
  });
}
