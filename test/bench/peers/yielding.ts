/**
 * How are the cases written with the libraries that made coroutines of generators and promises?
 *
 *     Bluebird    Promise.coroutine(function* () { const value = yield promise; … })     with Bluebird's own promises
 *     co          co.wrap(function* () { … })                                           with native promises
 *     MobX        flow(function* () { … })                                              with native promises
 *
 * Each as its documentation recommends: functions are wrapped once, promises are yielded, a child is called and its promise
 * yielded. MobX and Bluebird run with NODE_ENV=production, without their warnings.
 */
import { content } from "../cases/doxbee/index.js";
import { parts } from "../cases/doxbee/uploads.js";
import { questions, repetitions, tasks } from "../cases/await.js";
import { calls, depth, failure, failures, frames } from "../cases/call.js";
import { LaterCallback, LaterCallbacks } from "../cases/later.js";
import { count } from "../cases/memory.js";
import { PromiseQueue } from "../cases/small-queues.js";
import { children, items, lastBall, room, turns } from "../cases/together.js";
import * as trying from "../cases/try-finally.js";
import type { PeerDatabase } from "./database.js";
import { answering, many, total, type Answering, type Programs } from "./programs.js";
import { uploads } from "./uploads.js";

type Body = (...values: any[]) => Generator<any, any, any>;

/** What Bluebird, co and MobX have in common. */
export interface YieldingLibrary {
  /** Makes an ordinary function, which returns a promise, of a generator function. */
  wrap(body: Body): (...values: any[]) => any;
  /** The promises to use with it. */
  readonly Promises: PromiseConstructor;
  /** Calls when every continuation that is ready has run. */
  soon(callback: () => void): void;
}

class Hand {
  private declare resolve: (ball: number) => void;
  private readonly Promises: PromiseConstructor;

  constructor(Promises: PromiseConstructor) {
    this.Promises = Promises;
  }

  catch(): Promise<number> {
    return new this.Promises((resolve) => (this.resolve = resolve));
  }

  throw(ball: number): void {
    this.resolve(ball);
  }
}

export function yieldingPrograms({ wrap, Promises, soon }: YieldingLibrary): Programs {
  const ask = (source: LaterCallback | LaterCallbacks): Promise<number> => new Promises((resolve) => source.ask(resolve));
  const answerAll = (source: Answering): void => soon(() => source.answer() && answerAll(source));

  const sumPending = wrap(function* (source: LaterCallback) {
    let sum = 0;
    for (let index = 0; index < questions; index++) sum += yield ask(source);
    return sum;
  });
  const sumDone = wrap(function* (value: Promise<number>) {
    let sum = 0;
    for (let index = 0; index < repetitions; index++) sum += yield value;
    return sum;
  });
  const add = wrap(function* (counter: { count: number }, amount: number) {
    return (counter.count += amount);
  });
  const addAll = wrap(function* () {
    const counter = { count: 0 };
    let last = 0;
    for (let call = 0; call < calls; call++) last = yield add(counter, 1);
    return last;
  });
  const fib = wrap(function* (n: number) {
    return n < 2 ? n : (yield fib(n - 1)) + (yield fib(n - 2));
  });
  const play = wrap(function* (own: Hand, other: Hand) {
    let ball = 0;
    for (let turn = 0; turn < turns; turn++) {
      ball = yield own.catch();
      if (ball < lastBall) other.throw(ball + 1);
    }
    return ball;
  });
  const hold = wrap(function* (source: LaterCallbacks) {
    return 1 + (yield ask(source));
  });
  const sumChildren = wrap(function* (source: LaterCallbacks) {
    const started = many(children, () => hold(source));
    return total(yield Promises.all(started));
  });
  const produce = wrap(function* (queue: PromiseQueue) {
    for (let item = 1; item <= items; item++) yield queue.put(item);
  });
  const consume = wrap(function* (queue: PromiseQueue) {
    let sum = 0;
    for (let item = 0; item < items; item++) sum += yield queue.get();
    return sum;
  });
  const countTries = wrap(function* (good: Promise<number>, bad: Promise<number>) {
    let count = 0;
    for (let round = 0; round < trying.rounds; round++) {
      try {
        count += yield round % 2 === 0 ? good : bad;
      } catch {
        count += 1000;
      } finally {
        count += 1_000_000;
      }
    }
    return count;
  });
  const descend = wrap(function* (level: number) {
    return 1 + (level === 0 ? yield new Promises((_, reject) => soon(() => reject(failure))) : yield descend(level - 1));
  });
  const failAll = wrap(function* () {
    let caught = 0;
    for (let turn = 0; turn < failures; turn++) {
      try {
        yield descend(frames - 1);
      } catch (error) {
        if (error === failure) caught++;
      }
    }
    return caught;
  });

  const upload = wrap(function* (database: PeerDatabase, path: string) {
    const transaction = database.begin();
    try {
      const blob = yield database.putContent(content);
      let file = yield database.findFile(path);
      const version = (file === undefined ? 0 : file.version) + 1;
      const versionId = yield database.insertVersion(transaction, version, blob);
      if (file === undefined) file = yield database.createFile(transaction, path);
      yield database.linkVersion(transaction, file, versionId);
      const current = yield database.makeCurrent(transaction, file, version);
      yield database.commit(transaction);
      return current.version;
    } catch (error) {
      transaction.state = "rolled back";
      throw error;
    }
  });
  const tryUpload = wrap(function* (database: PeerDatabase, path: string) {
    try {
      return yield upload(database, path);
    } catch {
      return 0;
    }
  });
  const uploadParts = wrap(function* (database: PeerDatabase) {
    const transaction = database.begin();
    const inserted = Array.from({ length: parts }, (_, part) => database.insertPart(transaction, part));
    const { length } = yield Promises.all(inserted);
    yield database.commit(transaction);
    return length;
  });

  return {
    "await-pending": () => {
      const sources = Array.from({ length: tasks }, () => new LaterCallback());
      const all = Promises.all(sources.map(sumPending));
      answerAll(answering(sources));
      return all.then(total);
    },
    "await-done": () => sumDone(Promises.resolve(1)),
    call: () => {
      const counter = { count: 0 };
      for (let call = 0; call < calls; call++) add(counter, 1);
      return counter.count;
    },
    "call-awaited": () => addAll(),
    "call-depth": () => fib(depth),
    "ping-pong": () => {
      const [left, right] = [new Hand(Promises), new Hand(Promises)];
      play(left, right);
      const last = play(right, left);
      left.throw(1);
      return last;
    },
    "fan-out": () => {
      const source = new LaterCallbacks();
      const sum = sumChildren(source);
      answerAll(source);
      return sum;
    },
    queue: () => {
      const queue = new PromiseQueue(room, Promises);
      produce(queue);
      return consume(queue);
    },
    "try-finally": () => {
      const bad = Promises.reject(trying.failure);
      // Bluebird reports a rejection that nobody waits for in the first turn.
      bad.catch(() => {});
      return countTries(Promises.resolve(1), bad);
    },
    exception: () => failAll(),
    ...uploads((start) => new Promises(start), { sequential: upload, errors: tryUpload, parallel: uploadParts }, (promises) => Promises.all(promises)),
    bytes: () => {
      const source = new LaterCallbacks();
      const waiting = Array.from({ length: count }, () => hold(source));
      return {
        finish: () => {
          source.answer();
          return Promises.all(waiting).then((values) => total(values) - count);
        },
      };
    },
  };
}
