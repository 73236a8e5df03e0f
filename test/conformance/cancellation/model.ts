/**
 * What must a cancelled coroutine do?
 *
 * This is said here a second time, without generators, machines, Futures or a loop: a walk over the tree of statements
 * that carries a clock. A statement ends in one of four ways; `cancel` is the fourth, which no `catch` takes, and which
 * a `finally` block may replace as it may replace a `return`.
 */
import type { Block, Shape } from "./shapes.js";

type Completion =
  | { readonly kind: "normal" | "cancel" }
  | { readonly kind: "return" | "throw"; readonly value: string };

export interface Behaviour {
  /** What was logged, with the time. */
  readonly log: readonly string[];
  /** `result x`, `failed x` or `cancelled`. */
  readonly outcome: string;
  /** When it was over, in seconds. */
  readonly end: number;
  /** Failures that nobody could see but the reports. */
  readonly reports: readonly string[];
}

/** What `block` does when it is cancelled at `cancelAt` seconds. */
export function expectedBehaviour(block: Block, cancelAt: number): Behaviour {
  const walk = new Walk(cancelAt);
  const completion = walk.block(block);
  return { log: walk.log, outcome: walk.outcome(completion), end: walk.time, reports: walk.reports };
}

class Walk {
  time = 0;
  readonly log: string[] = [];
  readonly reports: string[] = [];
  private wasCancelled = false;
  private readonly cancelAt: number;

  constructor(cancelAt: number) {
    this.cancelAt = cancelAt;
  }

  block(block: Block): Completion {
    for (const shape of block) {
      const completion = this.shape(shape);
      if (completion.kind !== "normal") return completion;
    }
    return { kind: "normal" };
  }

  /** Once the cancellation has reached a coroutine it ends cancelled, whatever it returns; but a failure is a failure. */
  outcome(completion: Completion): string {
    if (completion.kind === "throw") return `failed ${completion.value}`;
    if (this.wasCancelled) return "cancelled";
    return completion.kind === "return" ? `result ${completion.value}` : "result undefined";
  }

  private shape(shape: Shape): Completion {
    switch (shape.kind) {
      case "log":
        this.say(shape.name);
        return { kind: "normal" };
      case "fail":
        return { kind: "throw", value: shape.name };
      case "return":
        return { kind: "return", value: shape.name };
      case "wait":
        return this.wait(shape.name);
      case "call":
        return this.call(shape.body);
      case "try":
        return this.tryStatement(shape);
    }
  }

  private say(what: string): void {
    this.log.push(`${this.time}: ${what}`);
  }

  /** The first wait that is not over before the cancellation is the one it ends. */
  private wait(name: string): Completion {
    this.say(name);
    const end = this.time + 1;
    if (!this.wasCancelled && this.cancelAt <= end) {
      this.wasCancelled = true;
      this.time = Math.max(this.time, this.cancelAt);
      return { kind: "cancel" };
    }
    this.time = end;
    this.say(`${name} waited`);
    return { kind: "normal" };
  }

  /** A child that is cancelled is cleaned up first; then its parent is cancelled, whatever has become of the child. */
  private call(body: Block): Completion {
    const before = this.wasCancelled;
    const completion = this.block(body);
    if (before === this.wasCancelled) return completion.kind === "throw" ? completion : { kind: "normal" };
    if (completion.kind === "throw") this.reports.push(completion.value);
    return { kind: "cancel" };
  }

  private tryStatement(shape: Extract<Shape, { kind: "try" }>): Completion {
    let completion = this.block(shape.body);
    if (completion.kind === "throw" && shape.catch !== null) completion = this.block(shape.catch);
    if (shape.finally === null) return completion;
    const last = this.block(shape.finally);
    return last.kind === "normal" ? completion : last;
  }
}
