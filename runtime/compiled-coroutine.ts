/**
 * How does a compiled coroutine run?
 *
 * The compiler has made a step function of the body (`machine/frame.ts` explains its shape). The call makes a frame and
 * runs the step until the coroutine has to wait:
 *
 *     *get(url) { return yield this.fetch(url); }
 *
 *     get(url) { return startCoroutine(co => { … co.state = 1; return this.fetch(url); … }, get$machine); }
 */
import { running } from "./context.js";
import { CoroutineFrame } from "./coroutine-frame.js";
import { Future } from "./future.js";
import { currentContext } from "./ioloop.js";
import { DONE, type Describe, type Frame, type FrameFields, type Step } from "./machine/frame.js";
import { installFrameMethods } from "./machine/methods.js";
import { unwind, type Outcome } from "./machine/unwind.js";

export class CompiledCoroutine<T> extends CoroutineFrame<T> implements FrameFields {
  declare step: Step;
  declare describe: Describe;
  declare slots: unknown[] | undefined;

  constructor(step: Step, describe: Describe) {
    super();
    this.context = running.context ?? currentContext();
    this.page = undefined;
    this.line = 0;
    this.state = 0;
    this.step = step;
    this.describe = describe;
    this.slots = undefined;
  }

  /** `yield* x`: a Future is simply what is yielded. */
  delegate(iterable: unknown): unknown {
    if (iterable instanceof Future) return iterable;
    throw new TypeError("yield* of an iterable in a coroutine");
  }

  override whereabouts(): { readonly name: string; readonly position: string } {
    const { name, file, yields } = this.describe();
    const yieldAt = yields[this.state];
    return { name, position: yieldAt === undefined ? "" : ` at ${file}:${yieldAt[0]}:${yieldAt[1]}` };
  }

  protected override advance(): unknown {
    for (;;) {
      try {
        return this.step(this as unknown as Frame);
      } catch (error) {
        // After the machine's own end the exception is final, whoever threw it.
        if (this.state === DONE) throw error;
        if (unwind(this, { kind: "throw", value: error }) !== "resume") throw this.sent;
      }
    }
  }

  protected override raise(error: unknown): Outcome {
    return unwind(this, { kind: "throw", value: error });
  }

  protected override leave(): Outcome {
    return unwind(this, { kind: "return", value: undefined });
  }

  protected override release(): void {
    this.step = ended;
    this.slots = undefined;
  }
}

installFrameMethods(CompiledCoroutine.prototype);

/** In place of the step of a coroutine that has ended, so that its variables can be collected. */
function ended(): never {
  throw new Error("this coroutine has ended");
}

/** Emitted in place of a coroutine's body: runs it up to the first yield of a pending Future, returns its Future. */
export function startCoroutine<T>(step: Step, describe: Describe): Future<T> {
  return new CompiledCoroutine<T>(step, describe).begin();
}
