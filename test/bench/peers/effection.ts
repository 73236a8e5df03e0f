/**
 * How are the cases written with Effection?
 *
 * As its guides do: operations are generator functions that `yield*` other operations; what calls back is an `action`, which
 * must return its clean-up; `all` runs several together; a value that comes once is made with `withResolvers`; `run` starts
 * all of it. There is no `bytes`: what its 20,000 finished tasks hold goes away at a time of its own, so no number came out twice
 * the same. Between producer and consumer is its own `createQueue`, which has no limit.
 */
import { content } from "../cases/doxbee/index.js";
import { parts } from "../cases/doxbee/uploads.js";
import { questions, repetitions, tasks } from "../cases/await.js";
import { calls, depth, failure, failures, frames } from "../cases/call.js";
import { LaterCallback, LaterCallbacks } from "../cases/later.js";
import { children, items, lastBall, turns } from "../cases/together.js";
import * as trying from "../cases/try-finally.js";
import type { Ask, PeerDatabase } from "./database.js";
import { answering, answerUntil, many, total, type Programs } from "./programs.js";
import { uploads } from "./uploads.js";

type Operation<T> = Iterable<any, T, any>;

/** What of Effection is used here. */
export interface Effection {
  run<T>(operation: () => Operation<T>): PromiseLike<T>;
  action<T>(executor: (resolve: (value: T) => void, reject: (error: Error) => void) => () => void): Operation<T>;
  all<T>(operations: readonly Operation<T>[]): Operation<T[]>;
  spawn<T>(operation: () => Operation<T>): Operation<Operation<T>>;
  withResolvers<T>(): { operation: Operation<T>; resolve(value: T): void; reject(error: Error): void };
  createQueue<T>(): { add(item: T): void; next(): Operation<IteratorResult<T>> };
}

const nothingToCleanUp = (): void => {};

class Hand {
  private declare resolve: (ball: number) => void;
  private readonly action: Effection["action"];

  constructor(action: Effection["action"]) {
    this.action = action;
  }

  catch(): Operation<number> {
    return this.action((resolve) => {
      this.resolve = resolve;
      return nothingToCleanUp;
    });
  }

  throw(ball: number): void {
    this.resolve(ball);
  }
}

export function effectionPrograms({ run, action, all, spawn, withResolvers, createQueue }: Effection): Programs {
  const ask = (source: LaterCallback | LaterCallbacks): Operation<number> =>
    action((resolve) => {
      source.ask(resolve);
      return nothingToCleanUp;
    });
  const askDatabase: Ask = (start) =>
    action((resolve, reject) => {
      start(resolve, reject);
      return nothingToCleanUp;
    });

  function* sumPending(source: LaterCallback): Operation<number> {
    let sum = 0;
    for (let index = 0; index < questions; index++) sum += yield* ask(source);
    return sum;
  }
  function* sumDone(value: Operation<number>): Operation<number> {
    let sum = 0;
    for (let index = 0; index < repetitions; index++) sum += yield* value;
    return sum;
  }
  function* add(counter: { count: number }, amount: number): Operation<number> {
    return (counter.count += amount);
  }
  function* addAll(): Operation<number> {
    const counter = { count: 0 };
    let last = 0;
    for (let call = 0; call < calls; call++) last = yield* add(counter, 1);
    return last;
  }
  function* fib(n: number): Operation<number> {
    return n < 2 ? n : (yield* fib(n - 1)) + (yield* fib(n - 2));
  }
  function* play(own: Hand, other: Hand): Operation<number> {
    let ball = 0;
    for (let turn = 0; turn < turns; turn++) {
      ball = yield* own.catch();
      if (ball < lastBall) other.throw(ball + 1);
    }
    return ball;
  }
  function* hold(source: LaterCallbacks): Operation<number> {
    return 1 + (yield* ask(source));
  }
  function* countTries(good: Operation<number>, bad: Operation<number>): Operation<number> {
    let count = 0;
    for (let round = 0; round < trying.rounds; round++) {
      try {
        count += yield* round % 2 === 0 ? good : bad;
      } catch {
        count += 1000;
      } finally {
        count += 1_000_000;
      }
    }
    return count;
  }
  function* descend(level: number): Operation<number> {
    return 1 + (level === 0 ? yield* failing() : yield* descend(level - 1));
  }
  const failing = (): Operation<number> =>
    action((_, reject) => {
      queueMicrotask(() => reject(failure));
      return nothingToCleanUp;
    });
  function* failAll(): Operation<number> {
    let caught = 0;
    for (let turn = 0; turn < failures; turn++) {
      try {
        yield* descend(frames - 1);
      } catch (error) {
        if (error === failure) caught++;
      }
    }
    return caught;
  }
  function settled(settle: (resolvers: ReturnType<typeof withResolvers<number>>) => void): Operation<number> {
    const resolvers = withResolvers<number>();
    settle(resolvers);
    return resolvers.operation;
  }

  function* upload(database: PeerDatabase, path: string): Operation<number> {
    const transaction = database.begin();
    try {
      const blob = yield* database.putContent(content);
      let file = yield* database.findFile(path);
      const version = (file === undefined ? 0 : file.version) + 1;
      const versionId = yield* database.insertVersion(transaction, version, blob);
      if (file === undefined) file = yield* database.createFile(transaction, path);
      yield* database.linkVersion(transaction, file, versionId);
      const current = yield* database.makeCurrent(transaction, file, version);
      yield* database.commit(transaction);
      return current.version;
    } catch (error) {
      transaction.state = "rolled back";
      throw error;
    }
  }
  function* tryUpload(database: PeerDatabase, path: string): Operation<number> {
    try {
      return yield* upload(database, path);
    } catch {
      return 0;
    }
  }
  function* uploadParts(database: PeerDatabase): Operation<number> {
    const transaction = database.begin();
    const { length } = yield* all(Array.from({ length: parts }, (_, part) => database.insertPart(transaction, part) as Operation<number>));
    yield* database.commit(transaction);
    return length;
  }

  return {
    "await-pending": () => {
      const sources = Array.from({ length: tasks }, () => new LaterCallback());
      return answerUntil(answering(sources), run(() => all(sources.map(sumPending)))).then(total);
    },
    "await-done": () => run(() => sumDone(settled(({ resolve }) => resolve(1)))),
    "call-awaited": () => run(addAll),
    "call-depth": () => run(() => fib(depth)),
    "ping-pong": () =>
      run(function* () {
        const [left, right] = [new Hand(action), new Hand(action)];
        const first = yield* spawn(() => play(left, right));
        const second = yield* spawn(() => play(right, left));
        // A task that was spawned begins when its parent waits.
        yield* action((resolve: (value: undefined) => void) => {
          queueMicrotask(() => {
            left.throw(1);
            resolve(undefined);
          });
          return nothingToCleanUp;
        });
        yield* first;
        return yield* second;
      }),
    "fan-out": () => {
      const source = new LaterCallbacks();
      return answerUntil(source, run(() => all(many(children, () => hold(source))))).then(total);
    },
    queue: () =>
      run(function* () {
        const queue = createQueue<number>();
        yield* spawn(function* () {
          for (let item = 1; item <= items; item++) queue.add(item);
        });
        let sum = 0;
        for (let item = 0; item < items; item++) sum += (yield* queue.next()).value;
        return sum;
      }),
    "try-finally": () =>
      run(() =>
        countTries(
          settled(({ resolve }) => resolve(1)),
          settled(({ reject }) => reject(trying.failure)),
        ),
      ),
    exception: () => run(failAll),
    ...uploads(askDatabase, { sequential: upload, errors: tryUpload, parallel: uploadParts }, (operations: Operation<number>[]) => run(() => all(operations))),
  };
}
