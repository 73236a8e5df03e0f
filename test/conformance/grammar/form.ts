/**
 * What is a random program made of, before it is text?
 *
 * A tree of nodes, each of a *form*. A form says which kinds of parts it has, how they are written, and how often it is
 * chosen. Names, labels and jump targets are not in the tree: the writer picks them among those that are in scope where
 * the node stands, so every tree is a valid program and so is every tree that shrinking makes of it.
 *
 *     { form: "binary", pick: 7, parts: [a, b] }      ->  (a % b)          operators[7 mod length]
 */
import fc from "fast-check";
import type { Writer } from "./writer.js";

/** The syntactic categories; a form of one category can stand wherever that category is asked for. */
export type Category = "expression" | "object" | "iterable" | "binding" | "target" | "statement";

export interface Node {
  readonly form: string;
  /** Every choice of this node that is not a part: operator, name, variant. */
  readonly pick: number;
  readonly parts: readonly Node[];
  /** A list of statements or elements, where the form has one. */
  readonly list: readonly Node[];
}

export interface Form {
  readonly weight: number;
  readonly parts: readonly Category[];
  readonly list?: Category;
  write(writer: Writer, node: Node): string;
}

export type Forms = Readonly<Record<string, Form>>;

export function form(weight: number, parts: readonly Category[], write: Form["write"]): Form {
  return { weight, parts, write };
}

/** A form with a list of up to four nodes of one category besides its parts. */
export function listForm(weight: number, parts: readonly Category[], list: Category, write: Form["write"]): Form {
  return { weight, parts, list, write };
}

/** One arbitrary for each category. Forms without parts stand first: they are what deep and shrunk trees end in. */
export function arbitrariesOf(grammar: Readonly<Record<Category, Forms>>): Record<Category, fc.Arbitrary<Node>> {
  return fc.letrec<Record<Category, Node>>(tie => {
    const depthIdentifier = fc.createDepthIdentifier();
    function nodes(category: Category): fc.Arbitrary<Node> {
      const entries = Object.entries(grammar[category]).sort(([, a], [, b]) => size(a) - size(b));
      return fc.oneof(
        { maxDepth: 6, depthSize: "small", depthIdentifier, withCrossShrink: true },
        ...entries.map(([name, { weight, parts, list }]) => ({
          weight,
          arbitrary: fc.record({
            form: fc.constant(name),
            pick: fc.nat(999),
            parts: fc.tuple(...parts.map(part => tie(part) as fc.Arbitrary<Node>)),
            list: list === undefined ? fc.constant([]) : fc.array(tie(list) as fc.Arbitrary<Node>, { maxLength: 4, depthIdentifier }),
          }),
        })),
      );
    }
    return {
      expression: nodes("expression"),
      object: nodes("object"),
      iterable: nodes("iterable"),
      binding: nodes("binding"),
      target: nodes("target"),
      statement: nodes("statement"),
    };
  });
}

function size({ parts, list }: Form): number {
  return parts.length + (list === undefined ? 0 : 1);
}
