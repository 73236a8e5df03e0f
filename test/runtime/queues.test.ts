/** Do producers and consumers meet in order? After tornado/test/queues_test.py. */
import { describe, expect, test } from "vitest";
import { coroutine, IOLoop, LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull, sleep, TimeoutError } from "ts-coroutine";
import { run } from "./run.js";

describe("Queue", () => {
  test("test_repr_and_str", () => {
    const queue = new Queue<number>(1);
    expect(String(queue)).toBe("<Queue maxsize=1>");
    void queue.get();
    expect(String(queue)).toBe("<Queue maxsize=1 getters[1]>");
    queue.putNowait(1);
    queue.putNowait(2);
    void queue.put(3);
    expect(String(queue)).toBe("<Queue maxsize=1 queue=1 putters[1] tasks=2>");
  });

  test("test_order", () => {
    const queue = new Queue<number>();
    for (const i of [1, 3, 2]) queue.putNowait(i);
    expect([queue.getNowait(), queue.getNowait(), queue.getNowait()]).toEqual([1, 3, 2]);
  });

  test("test_maxsize: must be a number that is not negative", () => {
    expect(() => new Queue(null as never)).toThrow(TypeError);
    expect(() => new Queue(-1)).toThrow(RangeError);
    const queue = new Queue<number>(2);
    expect([queue.empty(), queue.full()]).toEqual([true, false]);
    expect([queue.put(1).done(), queue.put(2).done(), queue.put(3).done()]).toEqual([true, true, false]);
    expect([queue.qsize(), queue.full(), queue.maxsize]).toEqual([2, true, 2]);
  });

  test("test_float_maxsize: rounds up what fits", () => {
    const queue = new Queue<number>(1.3);
    queue.putNowait(1);
    expect(queue.full()).toBe(false);
    queue.putNowait(2);
    expect(queue.full()).toBe(true);
  });

  test("test_blocking_get, test_nonblocking_get", () => {
    const queue = new Queue<number>();
    expect(() => queue.getNowait()).toThrow(QueueEmpty);
    const get = queue.get();
    queue.putNowait(1);
    expect(get.result()).toBe(1);
  });

  test("test_get_with_putters: the item that waited comes in behind the others", () => {
    const queue = new Queue<number>(1);
    queue.putNowait(0);
    const put = queue.put(1);
    expect(queue.getNowait()).toBe(0);
    expect(put.done()).toBe(true);
    expect(queue.getNowait()).toBe(1);
  });

  test("test_nonblocking_put_exception, test_put_with_getters", () => {
    const queue = new Queue<number>(1);
    const gets = [queue.get(), queue.get()];
    queue.putNowait(1);
    queue.putNowait(2);
    expect(gets.map((get) => get.result())).toEqual([1, 2]);
    queue.putNowait(3);
    expect(() => queue.putNowait(4)).toThrow(QueueFull);
  });

  test("test_get_timeout, test_get_zero_timeout, test_get_timeout_preempted", () => {
    run(coroutine(function* () {
      const queue = new Queue<number>();
      const short = queue.get(1);
      const zero = queue.get(0);
      const long = queue.get(5);
      yield sleep(2);
      expect(short.exception()).toBeInstanceOf(TimeoutError);
      expect(zero.exception()).toBeInstanceOf(TimeoutError);
      queue.putNowait(7);
      expect(yield* long).toBe(7);
    }));
  });

  test("test_put_timeout, test_put_clears_timed_out_putters: the item is not put", () => {
    run(coroutine(function* () {
      const queue = new Queue<number>(1);
      queue.putNowait(1);
      const late = queue.put(2, 1);
      const patient = queue.put(3);
      yield sleep(2);
      expect(late.exception()).toBeInstanceOf(TimeoutError);
      expect([queue.getNowait(), queue.getNowait()]).toEqual([1, 3]);
      expect(patient.done()).toBe(true);
      expect(queue.empty()).toBe(true);
    }));
  });

  test("test_task_done_underflow, test_task_done, test_join_empty_queue", () => {
    const queue = new Queue<number>();
    expect(() => queue.taskDone()).toThrow("task_done() called too many times");
    expect(queue.join().done()).toBe(true);
    queue.putNowait(1);
    queue.putNowait(2);
    const join = queue.join();
    queue.getNowait();
    queue.taskDone();
    expect(join.done()).toBe(false);
    queue.getNowait();
    queue.taskDone();
    expect(join.done()).toBe(true);
  });

  test("test_join_timeout", () => {
    run(coroutine(function* () {
      const queue = new Queue<number>();
      queue.putNowait(1);
      try {
        yield queue.join(1);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(TimeoutError);
      }
    }));
  });

  test("test_producer_consumer", () => {
    run(coroutine(function* () {
      const queue = new Queue<number>(3);
      const history: number[] = [];
      const consumer = coroutine(function* (): Generator<any, void, any> {
        for (;;) {
          history.push(yield* queue.get());
          queue.taskDone();
          yield sleep(0.01);
        }
      });
      const producer = coroutine(function* () {
        for (let item = 0; item < 10; item++) yield queue.put(item);
      });
      const consuming = consumer();
      yield producer();
      yield queue.join();
      expect(history).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      consuming.cancel();
    }));
  });

  test("test_async_for", async () => {
    const queue = new Queue<number>();
    for (let i = 0; i < 5; i++) queue.putNowait(i);
    const seen: number[] = [];
    await IOLoop.run(async () => {
      for await (const item of queue) {
        seen.push(item);
        if (seen.length === 5) break;
      }
    });
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  test("a hundred thousand items go through in linear time", () => {
    const queue = new Queue<number>();
    for (let i = 0; i < 100_000; i++) queue.putNowait(i);
    let sum = 0;
    while (!queue.empty()) sum += queue.getNowait();
    expect(sum).toBe(4999950000);
  });
});

describe("other orders", () => {
  test("PriorityQueue: the smallest first, equal ones as they came", () => {
    const queue = new PriorityQueue<[number, string]>();
    for (const item of [[1, "b"], [0, "z"], [1, "a"], [0, "z"]] as [number, string][]) queue.putNowait(item);
    const items = [1, 2, 3, 4].map(() => queue.getNowait());
    expect(items).toEqual([[0, "z"], [0, "z"], [1, "a"], [1, "b"]]);
    const byLength = new PriorityQueue<string>(0, (a, b) => a.length - b.length);
    for (const word of ["three", "a", "to", "b"]) byLength.putNowait(word);
    expect([1, 2, 3, 4].map(() => byLength.getNowait())).toEqual(["a", "b", "to", "three"]);
  });

  test("PriorityQueue and LifoQueue are full and block like any other", () => {
    for (const queue of [new PriorityQueue<number>(1), new LifoQueue<number>(1)]) {
      queue.putNowait(1);
      expect(() => queue.putNowait(2)).toThrow(QueueFull);
      const put = queue.put(0);
      expect(queue.getNowait()).toBe(0);
      expect(put.done()).toBe(true);
      expect(queue.getNowait()).toBe(1);
      expect(() => queue.getNowait()).toThrow(QueueEmpty);
    }
  });

  test("LifoQueue: the last first", () => {
    const queue = new LifoQueue<number>();
    for (const i of [1, 3, 2]) queue.putNowait(i);
    expect([queue.getNowait(), queue.getNowait(), queue.getNowait()]).toEqual([2, 3, 1]);
  });
});
