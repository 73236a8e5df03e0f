/**
 * How does a generator function become a machine?
 *
 *     statements/, expressions/        the body            →  a list of operations
 *     states.ts                        the operations      →  blocks, numbered
 *     variables/carried.ts, early.ts   the variables       →  where each of them lives
 *     variables/naming.ts, rewrite.ts  the names           →  what stands in their places
 *     finish.ts                        the operations      →  statements, ready to be printed
 *
 * Each step is one pass over the operations or over the names.
 */
import { ts, type TS } from "../typescript.js";
import { Builder, type FileContext } from "./builder.js";
import { locate, settle } from "./variables/carried.js";
import { Finisher, regionRows } from "./finish.js";
import type { GeneratorFunction, Machine, MachineKind, Variable } from "./machine.js";
import { nameVariables, type NamePool } from "./variables/naming.js";
import { rewriteMentions } from "./variables/rewrite.js";
import { lowerBody } from "./statements/statement.js";
import { cutIntoStates } from "./states.js";

export interface MachineIdentity {
  readonly kind: MachineKind;
  /** The decorator that made it a machine, if it is to go. */
  readonly decorator: TS.Decorator | null;
  /** `Reader.readAll` */
  readonly name: string;
  /** `readAll$machine` */
  readonly describe: string;
}

/** Lowers one function. Errors go to `context.report`. */
export function lowerToMachine(context: FileContext, node: GeneratorFunction & { body: TS.Block }, identity: MachineIdentity, pool: NamePool): Machine {
  const builder = new Builder(context, node, identity.kind);
  lowerBody(builder, node.body);
  const blocks = cutIntoStates(builder);
  const statesOf = locate(builder, blocks);
  const carried = settle(builder, blocks, statesOf);
  nameVariables(builder, carried, pool, statesOf);
  rewriteMentions(builder, carried, statesOf);
  const states = new Finisher(builder, carried).states(blocks);
  const slots = [...carried.values()].filter((one) => one.residence !== "local").map((one): Variable => one.slot ?? one.variable);
  const temporaries = builder.variables.filter((variable) => variable.states.size > (builder.kept.has(variable) ? 1 : 0));
  const yields = new Map<number, TS.YieldExpression>();
  let endsThroughRegion = builder.exitsInside;
  for (const { operations } of blocks) {
    for (const operation of operations) {
      if (operation.operation === "suspend") yields.set(operation.label.state, operation.node);
      else if (operation.operation === "finish" || (operation.operation === "return" && operation.leaves)) endsThroughRegion = true;
    }
  }
  // A declaration that is assigned to has lost its name by now, if the function around it made an expression of it.
  const isAnonymous = identity.kind === "function" && !ts.isMethodDeclaration(node) && (node.name === undefined || context.rewrites.has(node.name));
  return {
    ...identity,
    node,
    selfName: isAnonymous ? pool.fresh("self") : null,
    frame: builder.frame.name,
    loop: builder.loop.name,
    prologue: builder.prologue,
    hoisted: [...slots, ...temporaries],
    states,
    regions: regionRows(builder, blocks),
    endsThroughRegion,
    yields,
  };
}
