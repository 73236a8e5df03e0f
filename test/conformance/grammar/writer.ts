/**
 * Which names, labels and jumps may a node use where it stands?
 *
 * The writer turns a tree into text from left to right and keeps what is in scope: variables per block (with shadowing),
 * enclosing loops and labels per function, and whether `yield` and `super` may stand here.
 *
 *     { form: "name", pick: 3 }     ->  v1            the third name that is visible here, modulo their number
 *     { form: "break", pick: 1 }    ->  break l2;     or `;` where there is nothing to break out of
 */
import type { Category, Forms, Node } from "./form.js";

type Kind = "let" | "const" | "var" | "catch" | "parameter" | "function" | "class";

interface Variable {
  readonly name: string;
  readonly kind: Kind;
}

interface JumpTarget {
  readonly label: string | undefined;
  readonly kind: "loop" | "switch" | "block";
}

/** What changes at the border of a function. */
interface FunctionContext {
  readonly yields: boolean;
  readonly superAllowed: boolean;
  readonly jumps: JumpTarget[];
  readonly depth: number;
  /** Index of the scope that holds the parameters and the body's own declarations. */
  readonly outermostScope: number;
}

export class Writer {
  readonly #forms: Forms;
  #scopes: Variable[][] = [[]];
  #function: FunctionContext = { yields: false, superAllowed: false, jumps: [], depth: 0, outermostScope: 0 };
  #private = false;
  #counter = 0;

  constructor(grammar: Readonly<Record<Category, Forms>>) {
    this.#forms = Object.assign({}, ...Object.values(grammar)) as Forms;
  }

  /** Writes the text of a generator: a method of the class with the private names, or a function outside of it. */
  generator<T>(place: "method" | "function", write: () => T): T {
    this.#function = { yields: true, superAllowed: place === "method", jumps: [], depth: 0, outermostScope: this.#scopes.length };
    this.#private = place === "method";
    return this.scope(write);
  }

  get yields(): boolean {
    return this.#function.yields;
  }

  get superAllowed(): boolean {
    return this.#function.superAllowed;
  }

  get privateAllowed(): boolean {
    return this.#private;
  }

  /** How many functions this place is nested in. */
  get depth(): number {
    return this.#function.depth;
  }

  write(node: Node): string {
    return this.#forms[node.form].write(this, node);
  }

  /** Writes the statements one after another in the current scope. */
  statements(list: readonly Node[]): string {
    return list.map(node => this.write(node)).join("\n");
  }

  /** `{ … }` with a scope of its own. */
  block(list: readonly Node[], before: () => string = () => ""): string {
    return this.scope(() => `{ ${before()}${this.statements(list)} }`);
  }

  scope<T>(write: () => T): T {
    this.#scopes.push([]);
    try {
      return write();
    } finally {
      this.#scopes.pop();
    }
  }

  /** A function's inside: no jumps out of it, and `yield` only if it is a generator. */
  inFunction<T>(kind: "arrow" | "function" | "generator", write: () => T): T {
    const outer = this.#function;
    this.#function = {
      yields: kind === "generator",
      superAllowed: kind === "arrow" && outer.superAllowed,
      jumps: [],
      depth: outer.depth + 1,
      outermostScope: this.#scopes.length,
    };
    try {
      return this.scope(write);
    } finally {
      this.#function = outer;
    }
  }

  /** The inside of something that `break` (and `continue`) can name. */
  inJumpTarget<T>(target: JumpTarget, write: () => T): T {
    this.#function.jumps.push(target);
    try {
      return write();
    } finally {
      this.#function.jumps.pop();
    }
  }

  fresh(prefix: string): string {
    return `${prefix}${this.#counter++}`;
  }

  /** Declares a name in the current block: a new one, or one that shadows a name of an outer block. */
  declare(kind: Kind, pick: number): string {
    const scope = this.#scopes[this.#scopes.length - 1];
    const taken = new Set(scope.map(({ name }) => name));
    const outer = this.#scopes.slice(0, -1).flat().filter(({ name }) => !taken.has(name));
    // A `var` belongs to the whole function, so another block's name would clash with it.
    const shadows = kind !== "var" && outer.length > 0 && pick % 4 === 0;
    const name = shadows ? outer[pick % outer.length].name : this.fresh("v");
    scope.push({ name, kind });
    return name;
  }

  /** A `var` or parameter of this function, declared once more by a `var` here; undefined where there is none. */
  declareAgain(pick: number): string | undefined {
    const { outermostScope } = this.#function;
    const own = new Set(this.#scopes.slice(outermostScope).flat());
    const candidates = this.#visible().filter(variable => own.has(variable) && (variable.kind === "var" || variable.kind === "parameter"));
    const variable = choose(candidates, pick);
    // The blocks around it must not declare the name themselves later on.
    if (variable !== undefined) for (const scope of this.#scopes.slice(outermostScope)) if (!scope.includes(variable)) scope.push(variable);
    return variable?.name;
  }

  /** A visible name, or undefined if there is none yet. */
  reference(pick: number): string | undefined {
    const names = this.#visible();
    return names.length === 0 ? undefined : names[pick % names.length].name;
  }

  /** A visible name that can be written to; rarely one that cannot. */
  writable(pick: number): string | undefined {
    const names = this.#visible().filter(({ kind }) => kind !== "const" || pick % 13 === 0);
    return names.length === 0 ? undefined : names[pick % names.length].name;
  }

  #visible(): Variable[] {
    const byName = new Map(this.#scopes.flat().map(variable => [variable.name, variable]));
    return [...byName.values()].reverse();
  }

  /** `break`, `break l1`, … as far as there is something to leave. */
  breakStatement(pick: number): string {
    const { jumps } = this.#function;
    const plain = jumps.some(({ kind }) => kind !== "block") ? ["break"] : [];
    return choose([...plain, ...jumps.flatMap(({ label }) => (label === undefined ? [] : [`break ${label}`]))], pick) ?? "";
  }

  continueStatement(pick: number): string {
    const loops = this.#function.jumps.filter(({ kind }) => kind === "loop");
    const plain = loops.length > 0 ? ["continue"] : [];
    return choose([...plain, ...loops.flatMap(({ label }) => (label === undefined ? [] : [`continue ${label}`]))], pick) ?? "";
  }
}

export function choose<T>(list: readonly T[], pick: number): T | undefined {
  return list.length === 0 ? undefined : list[pick % list.length];
}
