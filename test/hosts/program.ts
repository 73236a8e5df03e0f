/**
 * What has to come out the same in every host?
 *
 * A walk through the run time: each line says what happened in one part of it, and nothing in it depends on how fast the
 * machine is. Compiled in all three modes; `hosts.test.ts` runs it in Node, Chromium, Deno and Bun.
 */
import {
  abortable,
  coroutine,
  CoroutineLocal,
  Future,
  IOLoop,
  isCoroutineFunction,
  Lock,
  map,
  moment,
  multi,
  PeriodicCallback,
  Queue,
  race,
  setReporter,
  sleep,
  withTimeout,
  type Coroutine,
} from "ts-coroutine";
import { VirtualTimeIOLoop } from "ts-coroutine/testing";

type Log = string[];

const nameOf = (error: unknown): string => (error as Error).name;

/** A method, its parameters, a private helper, try and finally, a loop with closures, a promise. */
class Reader {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  @coroutine
  *readAll(names: string[]): Coroutine<string> {
    const late: (() => string)[] = [];
    try {
      for (const name of names) {
        const body = yield* this.#read(name);
        late.push(() => `${name}=${body}`);
      }
    } finally {
      yield sleep(0.001);
      this.#log.push("reader closed");
    }
    return late.map((each) => each()).join();
  }

  @coroutine
  *#read(name: string): Coroutine<number> {
    const [length] = yield* multi([Promise.resolve(name.length), sleep(0.002)]);
    return length;
  }
}

const runs: Record<string, (log: Log) => Coroutine<void> | Future<void>> = {
  coroutines: coroutine(function* (log: Log) {
    const reader = new Reader(log);
    log.push(yield* reader.readAll(["one", "three"]), String(isCoroutineFunction(reader.readAll)));
    try {
      yield 42;
    } catch (error) {
      log.push(nameOf(error));
    }
  }),

  "the order of things": coroutine(function* (log: Log) {
    const letters = coroutine(function* (letter: string): Coroutine<void> {
      for (let i = 0; i < 3; i++) {
        log.push(letter);
        yield moment;
      }
    });
    const loop = IOLoop.current();
    loop.callLater(0.02, () => log.push("20 ms"));
    loop.callLater(0.01, () => log.push("10 ms"));
    loop.addCallback(() => log.push("callback"));
    yield [letters("a"), letters("b"), sleep(0.03)];
  }),

  cancellation: coroutine(function* (log: Log) {
    const works = coroutine(function* (): Coroutine<void> {
      try {
        yield abortable((signal) => new Promise<void>(() => signal.addEventListener("abort", () => log.push(`aborted: ${signal.reason}`))));
      } catch {
        log.push("catch");
      } finally {
        yield sleep(0.001);
        log.push("cleaned");
      }
    });
    const future = works();
    future.cancel("enough");
    try {
      yield future;
    } catch (error) {
      log.push((error as Error).message);
    }
    try {
      yield withTimeout(0.001, works());
    } catch (error) {
      log.push(nameOf(error));
    }
    yield race([sleep(0.001), works()], { cancelLosers: true });
    yield sleep(0.01);
  }),

  "queues and locks": coroutine(function* (log: Log) {
    const queue = new Queue<number>(2);
    const lock = new Lock();
    const consumer = coroutine(function* (name: string): Coroutine<void> {
      for (;;) {
        const item = yield* queue.get();
        const release = yield* lock.acquire();
        yield moment;
        log.push(`${name}${item}`);
        release();
        queue.taskDone();
      }
    });
    const consumers = [consumer("x"), consumer("y")];
    for (let item = 0; item < 5; item++) yield queue.put(item);
    yield queue.join();
    for (const each of consumers) each.cancel();
    log.push(String(yield* map([3, 1, 2], (n) => sleep(n / 1000).then(() => n), { concurrency: 2 })));
  }),

  "errors are reported": coroutine(function* (log: Log) {
    const before = setReporter((message, error) => void log.push(`${message}: ${(error as Error).message}`));
    IOLoop.current().addCallback(function broken() {
      throw new Error("one");
    });
    try {
      yield [1, 2].map((n) => Promise.reject(new Error(String(n))));
    } catch (error) {
      log.push((error as Error).message);
    }
    setReporter(before);
  }),

  "context and periodic callbacks": coroutine(function* (log: Log) {
    const id = new CoroutineLocal("none");
    const handler = coroutine(function* (value: string): Coroutine<void> {
      id.set(value);
      yield sleep(0.001);
      log.push(id.get());
    });
    yield [handler("1"), handler("2")];
    log.push(id.get());
    let calls = 0;
    const done = new Future<void>();
    const periodic = new PeriodicCallback(() => void (++calls === 3 && done.setResult()), 2);
    periodic.start();
    yield done;
    periodic.stop();
    log.push(`${calls} calls`);
  }),

  "depth": coroutine(function* (log: Log) {
    const count = coroutine(function* (n: number): Coroutine<number> {
      return n === 0 ? 0 : 1 + (yield* count(n - 1));
    }) as (n: number) => Future<number>;
    log.push(String(yield* count(100_000)));
    const first = new Future<number>();
    let last = first;
    for (let i = 0; i < 100_000; i++) {
      const next = new Future<number>();
      last.addDoneCallback((future) => next.setResult(future.result() + 1));
      last = next;
    }
    first.setResult(0);
    log.push(String(last.result()));
  }),

  "the host has its turn": coroutine(function* (log: Log) {
    let stop = false;
    const spins = coroutine(function* (yielded: () => unknown): Coroutine<void> {
      while (!stop) yield yielded();
    });
    setTimeout(() => (stop = true), 10);
    const done = new Future<void>();
    done.setResult();
    yield [spins(() => done), spins(() => moment), spins(() => Promise.resolve())];
    log.push("stopped by a timer of the host");
  }),

  "virtual time": coroutine(function* (log: Log) {
    const loop = new VirtualTimeIOLoop({ seed: 1 });
    loop.runSync(
      coroutine(function* (): Coroutine<void> {
        yield sleep(86_400);
      }),
    );
    log.push(`a day is ${loop.time()} seconds`);
    try {
      loop.runSync(
        coroutine(function* stuck(): Coroutine<void> {
          yield new Future<void>();
        }),
      );
    } catch (error) {
      log.push((error as Error).message.split("\n")[0]);
    }
    yield loop.close();
  }),

  "closing a loop": coroutine(function* (log: Log) {
    const serves = coroutine(function* (): Coroutine<void> {
      try {
        yield new Future<void>();
      } finally {
        yield sleep(0.001);
        log.push("cleaned");
      }
    });
    const loop = new IOLoop();
    yield loop.run(() => void serves());
    log.push(`${loop.suspended().length} suspended`);
    yield loop.close();
    log.push(`${loop.suspended().length} suspended`);
  }),
};

/** Runs everything; a line for each part. */
export async function run(): Promise<string[]> {
  const lines: string[] = [];
  for (const [title, body] of Object.entries(runs)) {
    const log: Log = [];
    await IOLoop.run(() => body(log), { timeout: 30 }).catch((error: unknown) => log.push(String(error)));
    lines.push(`${title}: ${log.join(" ")}`);
  }
  return lines;
}

/** Waits for what never comes. A host that says when it has nothing left to do makes this fail. */
export function deadlock(): Promise<string> {
  const waits = coroutine(function* waitsForNothing() {
    yield new Future<void>();
  });
  return IOLoop.run(waits).then(String, (error: Error) => error.message.split("\n")[0]);
}
