/**
 * Where does a state begin?
 *
 * Where something lands: a jump, a resumption, or a handler of a region. So the list of operations is cut at the labels
 * that are used, and at the boundaries of regions. What cannot be reached is dropped first, and so are jumps to the next
 * operation.
 *
 *     label 1; code A; jump 2; label 2; suspend → 3; label 3; jump 1
 *     becomes   case 0: A; suspend → 1     case 1: jump 0
 */
import type { Builder } from "./builder.js";
import { isEarly } from "./variables/early.js";
import { isCode, isLabel, isNode, type Hole, type Label, type Operation, type Place } from "./machine.js";

/** A state before its operations are turned into statements. */
export interface Block {
  readonly number: number;
  readonly place: Place;
  readonly operations: Operation[];
  /** Runs on into the next block. */
  fallsThrough: boolean;
  comment?: string;
}

/** Cuts the operations of a machine into states, numbers them and tells every label its state. */
export function cutIntoStates(builder: Builder): Block[] {
  const forwarded = forwardJumps(builder.operations);
  let operations: readonly Operation[] = forwarded.size === 0 ? builder.operations : builder.operations.map((operation) => withTarget(operation, forwarded));
  let uses = countUses(operations, forwarded);
  // Dropping dead code can leave a label without a use, and so more code dead; it settles in two or three rounds.
  for (;;) {
    const live = dropUnreachable(operations, uses);
    const isSettled = live === operations || live.length === operations.length;
    operations = live;
    if (isSettled) break;
    uses = countUses(operations, forwarded);
  }
  const blocks = cut(operations, uses, (operation) => !entersQuietly(builder, operation));
  for (const [label, target] of forwarded) label.state = target.state;
  return blocks;
}

/** A jump goes to where it leads in the end. */
function withTarget(operation: Operation, forwarded: ReadonlyMap<Label, Label>): Operation {
  if (operation.operation !== "jump" && operation.operation !== "branch") return operation;
  const target = forwarded.get(operation.label);
  return target === undefined ? operation : { ...operation, label: target };
}

type Uses = ReadonlyMap<Label, number>;

/** Labels where nothing happens but a jump, and where that leads in the end. */
function forwardJumps(operations: readonly Operation[]): Map<Label, Label> {
  const next = new Map<Label, Label>();
  let landing: Label[] = [];
  for (const operation of operations) {
    if (operation.operation === "label") {
      if (!operation.label.stays) landing.push(operation.label);
    } else if (operation.operation !== "part" && operation.operation !== "remark") {
      if (operation.operation === "jump") for (const label of landing) next.set(label, operation.label);
      landing = [];
    } else if (operation.operation === "part" && operation.enters) {
      // Who jumps to here enters the region, even if it has nothing to do there.
      landing = [];
    }
  }
  const forwarded = new Map<Label, Label>();
  for (const label of next.keys()) {
    const path = new Set<Label>();
    let target = label;
    while (next.has(target) && !path.has(target)) {
      path.add(target);
      target = next.get(target)!;
    }
    // An empty endless loop leads to itself.
    if (!path.has(target)) forwarded.set(label, target);
  }
  return forwarded;
}

/** How often each label is jumped to. Jumps inside verbatim statements have been counted when they were replaced. */
function countUses(operations: readonly Operation[], forwarded: ReadonlyMap<Label, Label>): Uses {
  const uses = new Map<Label, number>();
  function use(label: Label, count = 1): void {
    const target = forwarded.get(label) ?? label;
    uses.set(target, (uses.get(target) ?? 0) + count);
  }
  function useHoles(hole: Hole): void {
    if (isLabel(hole)) use(hole);
    else if (!isNode(hole) && isCode(hole)) hole.holes.forEach(useHoles);
  }
  for (const operation of operations) {
    if (operation.operation === "label") use(operation.label, operation.label.uses);
    else if ("label" in operation) use(operation.label);
    else if (operation.operation === "finish") use(operation.region.after);
    else if (operation.operation === "code") useHoles(operation.code);
  }
  return uses;
}

function isTerminal(operation: Operation): boolean {
  switch (operation.operation) {
    case "jump":
    case "leave":
    case "suspend":
    case "return":
    case "finish":
      return true;
    case "code":
      return operation.ends === true;
    default:
      return false;
  }
}

/** The operations that can be reached; the list itself, if that is all of them. */
function dropUnreachable(operations: readonly Operation[], uses: Uses): readonly Operation[] {
  const deadRegions = new Set<unknown>();
  let live = true;
  /** Null: all until now. */
  let kept: Operation[] | null = null;
  for (let index = 0; index < operations.length; index += 1) {
    const operation = operations[index];
    let stays: Operation | null = operation;
    if (operation.operation === "part") {
      const { place, enters } = operation;
      if (enters && place !== null) {
        // A handler is entered by the run time, if its region was ever entered.
        if (place.part !== "body") live = !deadRegions.has(place.region);
        else if (!live) deadRegions.add(place.region);
      }
      // Of a region whose body is never entered, only the place of what is reached otherwise remains.
      if (enters && place !== null && deadRegions.has(place.region)) stays = { ...operation, enters: false };
    } else if (operation.operation === "label") {
      live ||= (uses.get(operation.label) ?? 0) > 0;
    } else if (operation.operation === "remark") {
      // What it is about may be gone; it stays where it stood.
    } else if (!live || (operation.operation === "jump" && landsNext(operations, index, operation.label))) {
      stays = null;
    } else {
      live = !isTerminal(operation);
    }
    if (stays !== operation) kept ??= operations.slice(0, index);
    if (kept !== null && stays !== null) kept.push(stays);
  }
  return kept ?? operations;
}

/** Whether only labels and boundaries stand between the jump at `index` and its label. */
function landsNext(operations: readonly Operation[], index: number, label: Label): boolean {
  for (let next = index + 1; next < operations.length; next += 1) {
    const operation = operations[next];
    if (operation.operation === "label") {
      if (operation.label === label) return true;
    } else if (operation.operation !== "part" && operation.operation !== "remark") {
      return false;
    }
  }
  return false;
}

function cut(operations: readonly Operation[], uses: Uses, doesSomething: (operation: Operation) => boolean): Block[] {
  const blocks: Block[] = [];
  let place: Place = null;
  let comment: string | undefined;
  /** Where the labels begin that land at the next operation; -1: there are none. */
  let landing = -1;
  let current = open(null);
  /** Comments stand before the next thing, and begin no state. */
  let remarks: Operation[] = [];

  function open(at: Place): Block {
    const block: Block = { number: blocks.length, place: at, operations: [], fallsThrough: true };
    blocks.push(block);
    return block;
  }

  /** The block for the operation at `index`: a new one if something lands here or the place has changed. */
  function blockFor(index: number): Block {
    const isNew = current.place !== place || (landing >= 0 && current.operations.some(doesSomething));
    if (isNew) current = open(place);
    for (; landing >= 0 && landing < index; landing += 1) {
      const operation = operations[landing];
      if (operation.operation === "label" && isUsed(operation.label)) operation.label.state = current.number;
    }
    if (comment !== undefined && isNew) current.comment = comment;
    landing = -1;
    comment = undefined;
    return current;
  }

  function isUsed(label: Label): boolean {
    return (uses.get(label) ?? 0) > 0;
  }

  for (let index = 0; index < operations.length; index += 1) {
    const operation = operations[index];
    if (operation.operation === "part") {
      place = operation.place;
      comment = operation.comment ?? comment;
      // The run time enters a handler even if nothing happens in it.
      if (operation.enters && place !== null && place.part !== "body") blockFor(index);
    } else if (operation.operation === "label") {
      if (!isUsed(operation.label)) continue;
      if (landing < 0) landing = index;
      if (operation.label.stays) blockFor(index + 1);
    } else if (operation.operation === "remark") {
      remarks.push(operation);
    } else if (operation.operation === "iteration") {
      if (!needsCopies(operation)) continue;
      // What follows must not see the variables of the last turn.
      if (current.operations.length > 0) current = open(place);
      blockFor(index).operations.push(operation);
    } else {
      const block = blockFor(index);
      block.operations.push(...remarks, operation);
      remarks = [];
      if (isTerminal(operation)) block.fallsThrough = false;
    }
  }
  if (landing >= 0) blockFor(operations.length);
  return blocks;
}

/** Entering a block does nothing, unless a variable of it may be read too early. */
function entersQuietly(builder: Builder, operation: Operation): boolean {
  if (operation.operation !== "scope") return false;
  const { names } = builder.context;
  return ![...operation.scope.bindings.values()].some((binding) => binding.references.some((reference) => isEarly(binding, reference, names)));
}

/** Only variables that a closure captures need a copy for every turn. */
function needsCopies(operation: Extract<Operation, { operation: "iteration" }>): boolean {
  for (const binding of operation.scope.bindings.values()) {
    if (binding.references.some((reference) => reference.closure !== null)) return true;
  }
  return false;
}
