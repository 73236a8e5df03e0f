/**
 * How are the cases written with Effect?
 *
 * As its own guide for authors says: reusable functions are `Effect.fnUntraced(function* …)` where no tracing is needed, what
 * calls back is `Effect.callback`, several run together with `Effect.all(…, { concurrency: "unbounded" })`, failures are handled
 * with `Effect.catch` and `Effect.ensuring` (a try around `yield*` does not see them), producer and consumer share a
 * `Queue.bounded`, and `Effect.runPromise` stands at the edge.
 */
import { content } from "../cases/doxbee/index.js";
import type { File } from "../cases/doxbee/database.js";
import { parts } from "../cases/doxbee/uploads.js";
import { questions, repetitions, tasks } from "../cases/await.js";
import { calls, depth, failure, failures, frames } from "../cases/call.js";
import { LaterCallback, LaterCallbacks } from "../cases/later.js";
import { count } from "../cases/memory.js";
import { children, items, lastBall, room, turns } from "../cases/together.js";
import * as trying from "../cases/try-finally.js";
import type { Ask, PeerDatabase } from "./database.js";
import { answering, answerUntil, many, total, type Programs } from "./programs.js";
import { uploads } from "./uploads.js";

/** An effect is a value that describes work; its type parameters are not worth repeating here. */
type AnyEffect = Iterable<any, any, any> & { pipe(...steps: unknown[]): AnyEffect };

/** What of Effect is used here. */
export interface EffectLibrary {
  readonly Effect: {
    fnUntraced(body: (...values: any[]) => Generator<any, any, any>): (...values: any[]) => AnyEffect;
    gen(body: () => Generator<any, any, any>): AnyEffect;
    callback(register: (resume: (effect: AnyEffect) => void) => void): AnyEffect;
    all(effects: readonly AnyEffect[], options: { concurrency: "unbounded" }): AnyEffect;
    succeed(value: unknown): AnyEffect;
    fail(error: unknown): AnyEffect;
    sync(thunk: () => unknown): AnyEffect;
    catch(handle: (error: unknown) => AnyEffect): unknown;
    tapError(handle: (error: unknown) => AnyEffect): unknown;
    ensuring(finalizer: AnyEffect): unknown;
    forkChild(effect: AnyEffect): AnyEffect;
    runPromise(effect: AnyEffect): Promise<any>;
    readonly yieldNow: AnyEffect;
  };
  readonly Queue: {
    bounded(capacity: number): AnyEffect;
    offer(queue: unknown, item: number): AnyEffect;
    take(queue: unknown): AnyEffect;
  };
}

export function effectPrograms({ Effect, Queue }: EffectLibrary): Programs {
  const together = { concurrency: "unbounded" } as const;
  const ask = (source: LaterCallback | LaterCallbacks): AnyEffect => Effect.callback((resume) => source.ask((value) => resume(Effect.succeed(value))));
  const askDatabase: Ask = (start) =>
    Effect.callback((resume) =>
      start(
        (value) => resume(Effect.succeed(value)),
        (error) => resume(Effect.fail(error)),
      ),
    );

  const sumPending = Effect.fnUntraced(function* (source: LaterCallback) {
    let sum = 0;
    for (let index = 0; index < questions; index++) sum += yield* ask(source);
    return sum;
  });
  const sumDone = Effect.fnUntraced(function* (value: AnyEffect) {
    let sum = 0;
    for (let index = 0; index < repetitions; index++) sum += yield* value;
    return sum;
  });
  const add = Effect.fnUntraced(function* (counter: { count: number }, amount: number) {
    return (counter.count += amount);
  });
  const addAll = Effect.fnUntraced(function* () {
    const counter = { count: 0 };
    let last = 0;
    for (let call = 0; call < calls; call++) last = yield* add(counter, 1);
    return last;
  });
  const fib = Effect.fnUntraced(function* (n: number) {
    return n < 2 ? n : (yield* fib(n - 1)) + (yield* fib(n - 2));
  });

  class Hand {
    private declare resume: (effect: AnyEffect) => void;

    catch(): AnyEffect {
      return Effect.callback((resume) => void (this.resume = resume));
    }

    throw(ball: number): void {
      this.resume(Effect.succeed(ball));
    }
  }
  const play = Effect.fnUntraced(function* (own: Hand, other: Hand) {
    let ball = 0;
    for (let turn = 0; turn < turns; turn++) {
      ball = yield* own.catch();
      // Who catches must be waiting before the other one throws back.
      if (ball < lastBall) queueMicrotask(() => other.throw(ball + 1));
    }
    return ball;
  });
  const hold = Effect.fnUntraced(function* (source: LaterCallbacks) {
    return 1 + (yield* ask(source));
  });
  const produce = Effect.fnUntraced(function* (queue: unknown) {
    for (let item = 1; item <= items; item++) yield* Queue.offer(queue, item);
  });
  const sumThroughQueue = Effect.fnUntraced(function* () {
    const queue = yield* Queue.bounded(room);
    yield* Effect.forkChild(produce(queue));
    let sum = 0;
    for (let item = 0; item < items; item++) sum += yield* Queue.take(queue);
    return sum;
  });
  const countTries = Effect.fnUntraced(function* (good: AnyEffect, bad: AnyEffect) {
    let count = 0;
    const caught = Effect.catch(() => Effect.succeed(1000));
    const closed = Effect.ensuring(Effect.sync(() => (count += 1_000_000)));
    for (let round = 0; round < trying.rounds; round++) {
      const value = yield* (round % 2 === 0 ? good : bad).pipe(caught, closed);
      count += value;
    }
    return count;
  });
  const failing = Effect.callback((resume) => queueMicrotask(() => resume(Effect.fail(failure))));
  const descend = Effect.fnUntraced(function* (level: number) {
    return 1 + (level === 0 ? yield* failing : yield* descend(level - 1));
  });
  const failAll = Effect.fnUntraced(function* () {
    let caught = 0;
    const count = Effect.catch((error) => Effect.sync(() => error === failure && caught++));
    for (let turn = 0; turn < failures; turn++) yield* descend(frames - 1).pipe(count);
    return caught;
  });

  const upload = Effect.fnUntraced(function* (database: PeerDatabase, path: string) {
    const transaction = database.begin();
    const steps = Effect.gen(function* () {
      const blob = yield* database.putContent(content);
      let file: File | undefined = yield* database.findFile(path);
      const version = (file === undefined ? 0 : file.version) + 1;
      const versionId = yield* database.insertVersion(transaction, version, blob);
      if (file === undefined) file = (yield* database.createFile(transaction, path)) as File;
      yield* database.linkVersion(transaction, file, versionId);
      const current = yield* database.makeCurrent(transaction, file, version);
      yield* database.commit(transaction);
      return current.version;
    });
    return yield* steps.pipe(Effect.tapError(() => Effect.sync(() => (transaction.state = "rolled back"))));
  });
  const versionZero = Effect.catch(() => Effect.succeed(0));
  const tryUpload = (database: PeerDatabase, path: string): AnyEffect => upload(database, path).pipe(versionZero);
  const uploadParts = Effect.fnUntraced(function* (database: PeerDatabase) {
    const transaction = database.begin();
    const { length } = yield* Effect.all(Array.from({ length: parts }, (_, part) => database.insertPart(transaction, part) as AnyEffect), together);
    yield* database.commit(transaction);
    return length;
  });

  return {
    "await-pending": () => {
      const sources = Array.from({ length: tasks }, () => new LaterCallback());
      const all = Effect.all(sources.map(sumPending), together);
      return answerUntil(answering(sources), Effect.runPromise(all)).then(total);
    },
    "await-done": () => Effect.runPromise(sumDone(Effect.succeed(1))),
    "call-awaited": () => Effect.runPromise(addAll()),
    "call-depth": () => Effect.runPromise(fib(depth)),
    "ping-pong": () => {
      const [left, right] = [new Hand(), new Hand()];
      const last = Effect.runPromise(Effect.all([play(left, right), play(right, left)], together));
      setImmediate(() => left.throw(1));
      return last.then(([, ball]) => ball);
    },
    "fan-out": () => {
      const source = new LaterCallbacks();
      return answerUntil(source, Effect.runPromise(Effect.all(many(children, () => hold(source)), together))).then(total);
    },
    queue: () => Effect.runPromise(sumThroughQueue()),
    "try-finally": () => Effect.runPromise(countTries(Effect.succeed(1), Effect.fail(trying.failure))),
    exception: () => Effect.runPromise(failAll()),
    ...uploads(askDatabase, { sequential: upload, errors: tryUpload, parallel: uploadParts }, (effects: AnyEffect[]) => Effect.runPromise(Effect.all(effects, together))),
    bytes: async () => {
      const source = new LaterCallbacks();
      const all = Effect.all(Array.from({ length: count }, () => hold(source)), together);
      const result = Effect.runPromise(all).then((values: number[]) => total(values) - count);
      while (source.size < count) await new Promise((resolve) => setImmediate(resolve));
      return { finish: () => answerUntil(source, result) };
    },
  };
}
