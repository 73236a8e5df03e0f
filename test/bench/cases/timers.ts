/**
 * What does it cost to have very many sleep at the same time?
 *
 * Each sleeps once, all of them together: a tenth of a second and a little more where the time is measured; the time is that of starting them, of their
 * timers and of going on. Native sleeps as everybody writes it, with a promise and setTimeout. Because Node's timers are
 * part of that, `native-loop-timers` is the same async function with a promise that a timer of our loop resolves, and
 * `callbacks` are functions that our loop's timers call. `sleeping-…` is what is held while all are asleep.
 */
import { coroutine, IOLoop, multi, sleep, type Coroutine } from "ts-coroutine";
import type { MemoryCase, TimeCase } from "../case.js";

/** Seconds; the deadlines are spread over a few turns, so that the order of the timers matters. */
const spread = (nap: number, sleeper: number): number => nap + (sleeper % 16) / 1000;
const shortNap = 0.1;
/** Nobody may wake up before all are asleep and the garbage is collected, which takes seconds with a million. */
const longNapOf = (count: number): number => 0.5 + count * 20e-6;

class Sleeper {
  @coroutine
  *doze(nap: number): Coroutine<number> {
    yield* sleep(nap);
    return 1;
  }

  async dozeNative(nap: number): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, nap * 1000));
    return 1;
  }

  async dozeOnLoop(nap: number): Promise<number> {
    await new Promise((resolve) => IOLoop.current().callLater(nap, resolve, undefined));
    return 1;
  }

  dozeByHand(nap: number, done: (value: number) => void): void {
    IOLoop.current().callLater(nap, () => done(1));
  }
}

const sleeper = new Sleeper();
const total = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

function startAll<Value>(count: number, nap: number, start: (nap: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => start(spread(nap, index)));
}

/** Each way starts all sleepers at once and answers how many woke up. */
const waysToSleep = (count: number, nap: number): MemoryCase["ways"] & Record<"native" | "callbacks", () => any> => {
  const asleep = (result: Promise<number>) => ({ finish: () => result });
  return {
    "ts-coroutine": () => inLoop(() => asleep(toPromise(multi(startAll(count, nap, (each) => sleeper.doze(each))).then((values) => total(values as number[]))))),
    native: () => asleep(Promise.all(startAll(count, nap, (each) => sleeper.dozeNative(each))).then(total)),
    "native-loop-timers": () => inLoop(() => asleep(Promise.all(startAll(count, nap, (each) => sleeper.dozeOnLoop(each))).then(total))),
    callbacks: () =>
      inLoop(() =>
        asleep(
          new Promise((resolve) => {
            let awake = 0;
            const wake = (value: number): void => {
              if ((awake += value) === count) resolve(awake);
            };
            for (let index = 0; index < count; index++) sleeper.dozeByHand(spread(nap, index), wake);
          }),
        ),
      ),
  };
};

const toPromise = (result: PromiseLike<number>): Promise<number> => Promise.resolve(result);

/** Runs `start` where timers belong: in an iteration of the loop. */
function inLoop<Value>(start: () => Value): Promise<Value> {
  return IOLoop.run(start as () => any) as Promise<Value>;
}

/** How long `count` sleepers take, without the waiting: only processor time is counted. */
export function sleepers(name: string, count: number, long?: true): TimeCase {
  const ways = Object.fromEntries(Object.entries(waysToSleep(count, shortNap)).map(([way, suspend]) => [way, async () => (await suspend!()).finish()]));
  const title = `one of ${count} that sleep together`;
  return { kind: "time", name, title, operations: count, answer: count, ways: ways as TimeCase["ways"], long };
}

/** How much `count` sleepers hold. */
export function sleeping(name: string, count: number, long?: true): MemoryCase {
  return { kind: "memory", name, title: `a sleeping coroutine and its timer, one of ${count}`, operations: count, answer: count, ways: waysToSleep(count, longNapOf(count)), long };
}
