/**
 * How does a coroutine run that no compiler has touched?
 *
 * The engine's own generator keeps its place and its variables; this frame only passes on what the driver decides:
 *
 *     advance    generator.next(sent), or what the other two have asked for: generator.throw(error), .return()
 */
import { CoroutineFrame } from "./coroutine-frame.js";
import { currentContext } from "../loop/ioloop.js";
import type { Outcome } from "../machine/unwind.js";

/** What a frame does to the generator when it advances; the values of `state` before the end. */
const NEXT = 0;
const THROW = 1;
const RETURN = 2;

export class InterpretedCoroutine<T> extends CoroutineFrame<T> {
  private declare generator: Generator<unknown, T, unknown>;

  constructor(generator: Generator<unknown, T, unknown>, name: () => string) {
    super();
    this.context = currentContext();
    this.sent = undefined;
    this.state = NEXT;
    this.generator = generator;
    this.describe = () => ({ name: name(), file: "", yields: {} });
  }

  protected override drive(): void {
    do {
      let result: IteratorResult<unknown, T>;
      try {
        result = this.advance();
      } catch (error) {
        this.endWithError(error);
        return;
      }
      if (result.done) {
        this.endWithResult(result.value);
        return;
      }
      if (!this.goesOnAfter(result.value)) return;
    } while (!this.pausesAfterMany());
  }

  private advance(): IteratorResult<unknown, T> {
    const { state, sent, generator } = this;
    this.state = NEXT;
    return (
      state === NEXT ? generator.next(sent)
      : state === THROW ? generator.throw(sent)
      : generator.return(undefined as T)
    );
  }

  /** Whether there is a handler, the generator alone knows: the driver is told to advance, and finds out. */
  protected override throwIntoBody(error: unknown): Outcome {
    this.state = THROW;
    this.sent = error;
    return "resume";
  }

  protected override returnFromBody(): Outcome {
    this.state = RETURN;
    return "resume";
  }

  protected override release(): void {
    this.generator = finished;
    this.sent = undefined;
  }
}

/** In place of the generator of a coroutine that has ended, so that its variables can be collected. */
const finished = (function* (): Generator<unknown, never, unknown> {
  throw new Error("this coroutine has ended");
})();
