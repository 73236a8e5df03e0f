/**
 * Where does a machine go on when a part of it is left by an exception, a `return`, a `break` or a `continue`?
 *
 * The happy path of a `try` runs no code: the emitted machine only keeps `frame.state` inside the right range. Whoever
 * leaves abnormally comes here, and the region table says, from the innermost region outwards, what is on the way:
 *
 *     try {                       { states: [1, 4],            a throw from 1..4 goes to state 5 with the exception
 *       …                           catch: [5, 6],             a throw from 5..6, or any other exit from 1..6,
 *     } catch (error) {             finally: [7, 7],           runs state 7 first, with the completion kept in a slot
 *       …                           after: 8 }                 until `frame.finish()` takes it up again
 *     } finally { … }
 *
 * This is ECMA-262's completion record (6.2.4), kept per region instead of on a stack. An abnormal exit *out of* a
 * `finally` block discards the completion that was pending in it, as 14.15.3 (try statement) requires.
 */
import { DONE, type Closable, type Completion, type Describe, type FrameFields, type Region } from "./frame.js";

/** Where an unwinding ended: at a handler of the machine, or beyond the machine. */
export type Outcome = "resume" | "returned" | "threw";

interface Table {
  readonly regions: readonly Region[];
  /** State -> index of the innermost region that contains it, or -1. */
  readonly innermost: readonly number[];
}

/** Kept on the description's function: an exception in a hot loop asks for it each time. */
interface DescribeWithTable extends Describe {
  table?: Table;
}

/** The region table of a machine, with an index by state; built at the first abnormal exit of any of its frames. */
function tableOf(describe: DescribeWithTable): Table {
  if (describe.table !== undefined) return describe.table;
  const regions = describe().regions ?? [];
  const innermost: number[] = [];
  // A parent stands before its children, so the innermost region is the last one to claim a state.
  regions.forEach((region, index) => {
    claim(innermost, region.states, index);
    claim(innermost, region.catch, index);
    claim(innermost, region.finally, index);
  });
  const table = { regions, innermost };
  describe.table = table;
  return table;
}

/** Says of the states of `range` that region `index` is the innermost one. New places hold -1. */
function claim(innermost: number[], range: readonly [first: number, last: number] | undefined, index: number): void {
  if (range === undefined) return;
  while (innermost.length <= range[1]) innermost.push(-1);
  innermost.fill(index, range[0], range[1] + 1);
}

function within(range: readonly [number, number] | undefined, state: number): boolean {
  return range !== undefined && range[0] <= state && state <= range[1];
}

function contains(region: Region, state: number): boolean {
  return within(region.states, state) || within(region.catch, state) || within(region.finally, state);
}

/**
 * Leaves the current state with `completion`. Afterwards `frame.state` is the state to run (`"resume"`), or
 * {@link DONE} with the result or the exception in `frame.sent` (`"returned"`, `"threw"`). Throws nothing.
 */
export function unwind(frame: FrameFields, completion: Completion): Outcome {
  const { regions, innermost } = tableOf(frame.describe);
  return leaveRegions(frame, completion, regions, innermost[frame.state] ?? -1);
}

/** As {@link unwind}, but region `first` is the innermost one that is left. */
function leaveRegions(frame: FrameFields, completion: Completion, regions: readonly Region[], first: number): Outcome {
  const state = frame.state;
  let index = first;
  while (index >= 0) {
    const region = regions[index];
    if (completion.kind === "jump" && contains(region, completion.target)) break;
    const inFinally = within(region.finally, state);
    if (inFinally) {
      takeSlot(frame, index);
    } else {
      if (region.closes) completion = close(takeSlot(frame, index), completion);
      if (completion.kind === "throw" && region.catch !== undefined && within(region.states, state)) {
        frame.state = region.catch[0];
        frame.sent = completion.value;
        return "resume";
      }
      if (region.finally !== undefined) {
        (frame.slots ??= [])[index + 1] = completion;
        frame.state = region.finally[0];
        return "resume";
      }
    }
    index = region.inside ?? -1;
  }
  if (completion.kind === "jump") {
    frame.state = completion.target;
    return "resume";
  }
  frame.state = DONE;
  frame.sent = completion.value;
  return completion.kind === "throw" ? "threw" : "returned";
}

/** Empties the slot of a region and returns what was in it. */
function takeSlot(frame: FrameFields, region: number): unknown {
  const held = frame.slots?.[region + 1];
  if (held !== undefined) frame.slots![region + 1] = undefined;
  return held;
}

function close(held: unknown, completion: Completion): Completion {
  return held === undefined ? completion : (held as Closable).close(completion);
}

/** The end of the `finally` block of region `index` with a completion pending: it leaves the enclosing regions in turn. */
export function finish(frame: FrameFields, index: number): Outcome {
  const { regions } = tableOf(frame.describe);
  const pending = takeSlot(frame, index) as Completion;
  return leaveRegions(frame, pending, regions, regions[index].inside ?? -1);
}
