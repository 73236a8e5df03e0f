/**
 * What are the variables of a machine called?
 *
 * As in the source, wherever that is possible: a variable that moved out of the switch keeps its name unless another one
 * of that name is in sight there (`x` → `x$2`). Temporaries are named after what they hold (`left`, `method`, `each`).
 * The same source always gives the same names.
 */
import type { Binding, Names, Scope } from "../../analyze/names.js";
import type { Builder } from "../builder.js";
import type { Carried, StatesOf } from "./carried.js";
import type { Variable } from "../machine.js";

/** Property names that a temporary can be named after, and that no variable can have. */
const reserved = new Set(
  ("arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if " +
    "implements import in instanceof interface let new null package private protected public return static super switch this throw true try " +
    "typeof var void while with yield").split(" "),
);

/** Names in use around a group of nested machines; made-up names avoid them and each other. */
export class NamePool {
  private readonly texts: ReadonlySet<string>;
  private readonly taken = new Set<string>();
  /** The number that the next name of a hint tries first. */
  private readonly counts = new Map<string, number>();

  constructor(texts: ReadonlySet<string>) {
    this.texts = texts;
  }

  /** A name made of `hint` that nothing else has. */
  fresh(hint: string): string {
    const stem = hint.replace(/\$$/, "");
    let count = this.counts.get(hint) ?? 1;
    let name = count === 1 ? hint : `${stem}$${count}`;
    while (this.texts.has(name) || this.taken.has(name) || reserved.has(name)) name = `${stem}$${(count += 1)}`;
    this.counts.set(hint, count);
    this.taken.add(name);
    return name;
  }
}

/** Names the carried variables, then the temporaries. */
export function nameVariables(builder: Builder, carried: ReadonlyMap<Binding, Carried>, pool: NamePool, statesOf: StatesOf): void {
  const named = new Map<string, Carried[]>();
  for (const one of carried.values()) {
    const { name } = one.binding;
    const homonyms = named.get(name) ?? [];
    const clashes = homonyms.some((other) => overlap(one, other)) || clashesOutside(builder, carried, one, statesOf);
    one.variable.name = clashes ? pool.fresh(name) : name;
    if (!clashes) named.set(name, [...homonyms, one]);
    if (one.slot !== null) one.slot.name = pool.fresh(one.slot.hint);
  }
  for (const variable of builder.variables) nameTemporary(variable, pool);
}

function nameTemporary(variable: Variable, pool: NamePool): void {
  if (variable.states.size > 0) variable.name = pool.fresh(variable.hint);
}

/** Two variables of one name can both keep it if no state sees both, and not both live outside the switch. */
function overlap(one: Carried, other: Carried): boolean {
  if (one.residence !== "local" && other.residence !== "local") return true;
  for (const state of one.states) if (other.states.has(state)) return true;
  return false;
}

/** Whether a parameter, a variable around the function or a global of this name is mentioned where `one` would hide it. */
function clashesOutside(builder: Builder, carried: ReadonlyMap<Binding, Carried>, one: Carried, statesOf: StatesOf): boolean {
  const { name } = one.binding;
  const { names } = builder.context;
  const body = names.scopeOf.get(builder.node.body!)?.bindings.get(name);
  const isInPrologue = body !== undefined && !carried.has(body);
  const isParameter = names.scopeOf.get(builder.node)?.bindings.has(name) === true;
  if ((isInPrologue || isParameter) && one.residence !== "local") return true;
  const mentions = isInPrologue ? body.references.map(({ node }) => node) : outerMentions(names, builder, name);
  return mentions.some((identifier) => {
    if (identifier.pos < builder.node.pos || identifier.end > builder.node.end) return false;
    return one.residence !== "local" || [...statesOf(identifier)].some((state) => one.states.has(state));
  });
}

function outerMentions(names: Names, builder: Builder, name: string) {
  for (let scope: Scope | null | undefined = names.scopeOf.get(builder.node); scope; scope = scope.parent) {
    const binding = scope.bindings.get(name);
    if (binding !== undefined) return binding.references.map((reference) => reference.node);
  }
  return names.globals.get(name) ?? [];
}
