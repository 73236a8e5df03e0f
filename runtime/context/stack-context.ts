/// <reference lib="esnext.disposable" preserve="true" />
/**
 * How does a block stay "around" code that runs later?
 *
 * Whatever is started inside a `StackContext` (a callback, a timeout, a coroutine) runs inside it too: the loop enters
 * the context again before it and leaves it after it. That is Tornado's `stack_context` module, from before there were
 * context variables:
 *
 *     runWithStackContext(new StackContext(() => logTo("request 7")), () => this.handle(request));
 *
 *     const block = new StackContext(() => logTo("request 7")).enter();
 *     try { yield this.handle(request); }          // StackContextInconsistentError is thrown at this yield:
 *     finally { block.exit(); }                    // other code would run inside a block that it did not enter
 *
 * The contexts around running code are a chain of entries in its `Context`; without any there is nothing to do.
 */
import { inContext, running, type Context } from "./context.js";
import { StackContextInconsistentError } from "../errors.js";
import { report } from "../future/report.js";
import { currentContext } from "../loop/ioloop.js";

/** Both parts are optional; `exit` gets the exception that leaves the block, if one does, and cannot stop it. */
export interface ContextManager {
  enter?(): void;
  exit?(error?: unknown): void;
}

/** One block around the running code, and what is around that. */
export interface StackEntry {
  readonly block: Block;
  readonly outer: StackEntry | undefined;
}

/** What the three kinds of blocks share: they replace the running context, and they must be left in order. */
export abstract class Block {
  /** False after `deactivate()`: code that is started from now on or resumed later no longer runs inside. */
  active = true;
  private outside: Context | undefined;
  private inside: Context | undefined;

  /** Enters the block. Returns the block, so that `using block = new StackContext(…).enter()` works. */
  enter(): this {
    this.outside = currentContext();
    this.inside = { ...this.outside, stack: { block: this, outer: this.around(this.outside.stack) } };
    this.enterManaged();
    running.context = this.inside;
    return this;
  }

  /**
   * Leaves the block.
   * @throws {@link StackContextInconsistentError} if the running code is not directly inside it.
   */
  exit(error?: unknown): void {
    const left = running.context;
    try {
      this.exitManaged(error);
    } finally {
      running.context = this.outside;
    }
    if (left?.stack !== this.inside?.stack) {
      throw new StackContextInconsistentError("a StackContext was left in another place than it was entered");
    }
  }

  [Symbol.dispose](): void {
    this.exit();
  }

  /** Removes the block from whatever runs in later iterations; what runs now stays inside. */
  deactivate(): void {
    this.active = false;
  }

  /** Runs `body` inside the block, this time. An exception has left the block's manager before it goes on. */
  run<R>(body: () => R): R {
    this.enter();
    let result: R;
    try {
      result = body();
    } catch (error) {
      this.exit(error);
      throw error;
    }
    this.exit();
    return result;
  }

  /** @internal Runs a callback inside again. */
  abstract reenter(body: () => void): void;
  /** What stays active around the block. */
  protected around(outside: StackEntry | undefined): StackEntry | undefined {
    return outside;
  }
  protected enterManaged(): void {}
  protected exitManaged(_error: unknown): void {}
}

/** Enters and leaves what `factory` makes, around the block and around everything that was started in it. */
export class StackContext extends Block {
  private readonly factory: () => ContextManager;
  private manager: ContextManager | undefined;

  constructor(factory: () => ContextManager) {
    super();
    this.factory = factory;
  }

  override reenter(body: () => void): void {
    const manager = this.factory();
    manager.enter?.();
    let failure: { readonly error: unknown } | undefined;
    try {
      body();
    } catch (error) {
      failure = { error };
    }
    manager.exit?.(failure?.error);
    if (failure !== undefined) throw failure.error;
  }

  protected override enterManaged(): void {
    this.manager = this.factory();
    this.manager.enter?.();
  }

  protected override exitManaged(error: unknown): void {
    this.manager?.exit?.(error);
  }
}

/**
 * Gives exceptions of callbacks started inside to `handler`; if that returns true they go no further. The exception of a
 * coroutine does not come here: it is in the coroutine's Future.
 */
export class ExceptionStackContext extends Block {
  private readonly handler: (error: unknown) => boolean | void;

  constructor(handler: (error: unknown) => boolean | void) {
    super();
    this.handler = handler;
  }

  /** Also the exception of the block itself goes to the handler first; when it is consumed, `undefined` is returned. */
  override run<R>(body: () => R): R {
    try {
      return super.run(body);
    } catch (error) {
      if (this.handler(error) === true) return undefined as R;
      throw error;
    }
  }

  override reenter(body: () => void): void {
    try {
      body();
    } catch (error) {
      if (this.handler(error) !== true) throw error;
    }
  }}

/** Inside it no context is active: for work that outlives whoever happens to start it. */
export class NullContext extends Block {
  override reenter(body: () => void): void {
    body();
  }

  protected override around(): undefined {
    return undefined;
  }
}

/** @internal Runs `body` inside all active blocks of `stack`, the outermost entered first. */
export function runInStack(stack: StackEntry, body: () => void): void {
  let run = body;
  for (let entry: StackEntry | undefined = stack; entry !== undefined; entry = entry.outer) {
    const { block } = entry;
    const inner = run;
    if (block.active) run = () => block.reenter(inner);
  }
  run();
}

/**
 * @internal Runs one step of a coroutine inside `stack`. What a block throws on entry belongs to the coroutine and is handed to
 * `refused`; on exit, when the step is over, it belongs to nobody and is reported.
 */
export function stepInStack(stack: StackEntry, coroutine: Place, step: () => void, refused: (error: unknown) => void): void {
  let entered = false;
  try {
    runInStack(stack, () => {
      entered = true;
      step();
    });
  } catch (error) {
    if (entered) report(`Exception in a StackContext around ${coroutine.place()}`, error);
    else refused(error);
  }
}

/** What can say where it stands in the source. */
interface Place {
  place(): string;
}

const wrapped = new WeakSet<object>();

/**
 * Returns a function that calls `callback` in the context of now, whenever it is called; a wrapped one is returned as it
 * is, and so is `undefined`. The loop does this to every callback it is given. Tornado: `wrap`.
 */
export function wrap<F extends ((...args: any[]) => unknown) | undefined>(callback: F): F {
  if (callback === undefined || wrapped.has(callback)) return callback;
  const context = currentContext();
  const inNow = function (this: unknown, ...args: unknown[]): unknown {
    let result: unknown;
    inContext(context, () => {
      if (context.stack === undefined) result = callback.apply(this, args);
      else runInStack(context.stack, () => void (result = callback.apply(this, args)));
    });
    return result;
  };
  wrapped.add(inNow);
  return inNow as unknown as F;
}

/**
 * Calls `body` inside `context` and returns what it returns. If `body` is a coroutine, all of it runs inside: entering
 * and leaving stay outside of its yields. Tornado: `run_with_stack_context`.
 */
export function runWithStackContext<R>(context: StackContext | ExceptionStackContext | NullContext, body: () => R): R {
  return context.run(body);
}
