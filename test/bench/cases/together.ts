/**
 * What does it cost when coroutines work together?
 *
 * `ping-pong`: two coroutines hand a number back and forth; each waits for the other's. `fan-out`: one coroutine starts ten
 * thousand others, each of which waits for a value of its own, and waits for all of them. `queue`: a producer and a
 * consumer with a queue between them that holds at most ten items. The engine has no such queue; native's and the
 * callbacks' are written here, as small as they can be.
 */
import { coroutine, Future, IOLoop, multi, Queue, type Coroutine } from "ts-coroutine";
import type { TimeCase } from "../case.js";
import { LaterCallbacks, LaterFutures, LaterPromises, throughLoop, throughNextTick, type Schedule } from "./later.js";
import { CallbackQueue, PromiseQueue } from "./small-queues.js";

/** Each player plays so often. */
export const turns = 5000;
/** The one that is not thrown back. */
export const lastBall = 2 * turns;
export const children = 10_000;
export const items = 10_000;
export const room = 10;

/** Where one player waits and the other one throws. */
class FutureHand {
  private waiting = new Future<number>();

  catch(): Future<number> {
    return (this.waiting = new Future());
  }

  throw(ball: number): void {
    this.waiting.setResult(ball);
  }
}

export class PromiseHand {
  private declare resolve: (ball: number) => void;

  catch(): Promise<number> {
    return new Promise((resolve) => (this.resolve = resolve));
  }

  throw(ball: number): void {
    this.resolve(ball);
  }
}

class CallbackHand {
  private readonly schedule: Schedule;
  private declare callback: (ball: number) => void;

  constructor(schedule: Schedule) {
    this.schedule = schedule;
  }

  catch(callback: (ball: number) => void): void {
    this.callback = callback;
  }

  throw(ball: number): void {
    this.schedule(this.callback, ball);
  }
}

class Player {
  @coroutine
  *play(own: FutureHand, other: FutureHand, times = turns): Coroutine<number> {
    let ball = 0;
    for (let turn = 0; turn < times; turn++) {
      ball = yield* own.catch();
      if (ball < lastBall) other.throw(ball + 1);
    }
    return ball;
  }

  async playNative(own: PromiseHand, other: PromiseHand, times = turns): Promise<number> {
    let ball = 0;
    for (let turn = 0; turn < times; turn++) {
      ball = await own.catch();
      if (ball < lastBall) other.throw(ball + 1);
    }
    return ball;
  }

  playByHand(own: CallbackHand, other: CallbackHand, done: (ball: number) => void, times = turns): void {
    let turn = 0;
    const next = (ball: number): void => {
      if (++turn < times) own.catch(next);
      else done(ball);
      if (ball < lastBall) other.throw(ball + 1);
    };
    own.catch(next);
  }
}

const player = new Player();

function playByHand(schedule: Schedule): Promise<number> {
  return new Promise((resolve) => {
    const [left, right] = [new CallbackHand(schedule), new CallbackHand(schedule)];
    player.playByHand(left, right, () => {});
    player.playByHand(right, left, resolve);
    left.throw(1);
  });
}

export const pingPong: TimeCase = {
  kind: "time",
  name: "ping-pong",
  title: "catch the ball and throw it back",
  operations: lastBall,
  answer: lastBall,
  ways: {
    "ts-coroutine": () => {
      const [left, right] = [new FutureHand(), new FutureHand()];
      void player.play(left, right);
      const last = player.play(right, left);
      left.throw(1);
      return last;
    },
    native: () => {
      const [left, right] = [new PromiseHand(), new PromiseHand()];
      void player.playNative(left, right);
      const last = player.playNative(right, left);
      left.throw(1);
      return last;
    },
    "callbacks-loop": () => playByHand(throughLoop),
    "callbacks-next-tick": () => playByHand(throughNextTick),
  },
};

class Parent {
  @coroutine
  *child(source: LaterFutures): Coroutine<number> {
    return 1 + (yield* source.ask());
  }

  @coroutine
  *sum(source: LaterFutures, count = children): Coroutine<number> {
    const started: Coroutine<number>[] = [];
    for (let child = 0; child < count; child++) started.push(this.child(source));
    const values = yield* multi(started);
    return total(values as number[]);
  }

  async childNative(source: LaterPromises): Promise<number> {
    return 1 + (await source.ask());
  }

  async sumNative(source: LaterPromises, count = children): Promise<number> {
    const started: Promise<number>[] = [];
    for (let child = 0; child < count; child++) started.push(this.childNative(source));
    return total(await Promise.all(started));
  }

  sumByHand(source: LaterCallbacks, done: (sum: number) => void): void {
    const values: number[] = [];
    let missing = children;
    for (let child = 0; child < children; child++) {
      source.ask((value) => {
        values[child] = 1 + value;
        if (--missing === 0) done(total(values));
      });
    }
  }
}

const total = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);
const parent = new Parent();

export const fanOut: TimeCase = {
  kind: "time",
  name: "fan-out",
  title: `one of ${children} that are started and waited for together`,
  operations: children,
  answer: 2 * children,
  ways: {
    "ts-coroutine": () => {
      const source = new LaterFutures();
      const sum = parent.sum(source);
      IOLoop.current().addCallback(() => source.answerAll());
      return sum;
    },
    native: () => {
      const source = new LaterPromises();
      const sum = parent.sumNative(source);
      queueMicrotask(() => source.answerAll());
      return sum;
    },
    callbacks: () => {
      const source = new LaterCallbacks();
      let answer = 0;
      parent.sumByHand(source, (sum) => (answer = sum));
      source.answerAll();
      return answer;
    },
  },
};

class Work {
  @coroutine
  *produce(queue: Queue<number>, count = items): Coroutine<void> {
    for (let item = 1; item <= count; item++) yield* queue.put(item);
  }

  @coroutine
  *consume(queue: Queue<number>, count = items): Coroutine<number> {
    let sum = 0;
    for (let item = 0; item < count; item++) sum += yield* queue.get();
    return sum;
  }

  async produceNative(queue: PromiseQueue, count = items): Promise<void> {
    for (let item = 1; item <= count; item++) await queue.put(item);
  }

  async consumeNative(queue: PromiseQueue, count = items): Promise<number> {
    let sum = 0;
    for (let item = 0; item < count; item++) sum += await queue.get();
    return sum;
  }

  produceByHand(queue: CallbackQueue, count = items): void {
    let item = 0;
    const next = (): void => {
      if (item++ < count) queue.put(item, next);
    };
    next();
  }

  consumeByHand(queue: CallbackQueue, done: (sum: number) => void, count = items): void {
    let sum = 0;
    let item = 0;
    const next = (value: number): void => {
      sum += value;
      if (++item < count) queue.get(next);
      else done(sum);
    };
    queue.get(next);
  }
}

const work = new Work();

function throughQueue(schedule: Schedule): Promise<number> {
  return new Promise((resolve) => {
    const queue = new CallbackQueue(room, schedule);
    work.produceByHand(queue);
    work.consumeByHand(queue, resolve);
  });
}

export const queue: TimeCase = {
  kind: "time",
  name: "queue",
  title: `one item through a queue of ${room}, put and got`,
  operations: items,
  answer: (items * (items + 1)) / 2,
  ways: {
    "ts-coroutine": () => {
      const queue = new Queue<number>(room);
      void work.produce(queue);
      return work.consume(queue);
    },
    native: () => {
      const queue = new PromiseQueue(room);
      void work.produceNative(queue);
      return work.consumeNative(queue);
    },
    "callbacks-loop": () => throughQueue(throughLoop),
    "callbacks-next-tick": () => throughQueue(throughNextTick),
  },
};
