/** Do coroutines get along with Node: sockets, events, callbacks, threads, AsyncLocalStorage? */
import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter } from "node:events";
import { readFile } from "node:fs";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { PassThrough } from "node:stream";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { coroutine, type Coroutine, Future, IOLoop, moment, multi, sleep } from "ts-coroutine";
import {
  followAsyncLocalStorage,
  fromCallback,
  IOStream,
  once,
  runInExecutor,
  StreamClosedError,
  UnsatisfiableReadError,
} from "ts-coroutine/node";

describe("IOStream", () => {
  let server: Server;
  let accepted: (socket: Socket) => void = () => {};

  beforeAll(async () => {
    server = createServer((socket) => accepted(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterAll(() => server.close());

  const pair = coroutine(function* (): Generator<any, [IOStream, IOStream], any> {
    const serverSide = new Future<Socket>();
    accepted = (socket) => serverSide.setResult(socket);
    const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
    const socket = yield* serverSide;
    return [new IOStream(client, { maxBufferSize: 1000 }), new IOStream(socket)];
  });

  test("reads until a delimiter, an exact number of bytes, some bytes, and until the other side closes", () =>
    IOLoop.run(
      coroutine(function* () {
        const [client, remote] = yield* pair();
        yield remote.write("one\r\ntwo\r\n12345rest");
        expect(String(yield* client.readUntil("\r\n"))).toBe("one\r\n");
        expect(String(yield* client.readUntil("\r\n"))).toBe("two\r\n");
        expect(String(yield* client.readBytes(5))).toBe("12345");
        expect(String(yield* client.readSome())).toBe("rest");
        yield remote.write("last");
        remote.end();
        expect(String(yield* client.readUntilClose())).toBe("last");
        client.end();
      }),
    ));

  test("what was read for a coroutine that is cancelled in that iteration is there for the next read", () =>
    IOLoop.run(
      coroutine(function* () {
        const both = new PassThrough();
        const stream = new IOStream(both);
        const reads = coroutine(function* (): Coroutine<unknown> {
          return yield stream.readUntil("\n");
        }) as () => Future<unknown>;
        const first = reads();
        // Registered behind the stream's own listener: the read has its line by then.
        both.once("data", () => first.cancel());
        both.write("line\nrest");
        yield sleep(0.005);
        expect(first.cancelled()).toBe(true);
        expect(String(yield* stream.readUntil("\n"))).toBe("line\n");
        expect(String(yield* stream.readSome())).toBe("rest");
      }),
    ));

  test("a read that cannot be satisfied any more fails", () =>
    IOLoop.run(
      coroutine(function* () {
        const [client, remote] = yield* pair();
        const read = client.readUntil("never");
        yield remote.write("x");
        remote.close();
        try {
          yield read;
          expect.unreachable();
        } catch (error) {
          expect(error).toBeInstanceOf(StreamClosedError);
        }
        client.close();
        yield sleep(0.01);
        try {
          yield client.write("x");
          expect.unreachable();
        } catch (error) {
          expect(error).toBeInstanceOf(StreamClosedError);
        }
      }),
    ));

  test("a delimiter that does not come within maxBufferSize is an error", () =>
    IOLoop.run(
      coroutine(function* () {
        const [client, remote] = yield* pair();
        void remote.write("x".repeat(5000));
        try {
          yield client.readUntil("\n");
          expect.unreachable();
        } catch (error) {
          expect(error).toBeInstanceOf(UnsatisfiableReadError);
        }
        client.close();
        remote.close();
      }),
    ));

  test("neither side can be flooded: a writer waits for a reader that sleeps", () =>
    IOLoop.run(
      coroutine(function* () {
        const [client, remote] = yield* pair();
        const chunk = Buffer.alloc(1 << 20);
        let written = 0;
        const writer = coroutine(function* () {
          for (let i = 0; i < 20; i++) {
            yield remote.write(chunk);
            written++;
          }
          remote.end();
        })();
        yield sleep(0.05);
        expect(written).toBeLessThan(20);
        let length = 0;
        while (length < 20 * chunk.length) length += (yield* client.readSome()).length;
        yield writer;
        expect(written).toBe(20);
        client.end();
      }),
    ));

  test("an echo server serves many clients at once", () =>
    IOLoop.run(
      coroutine(function* () {
        const serve = coroutine(function* (stream: IOStream) {
          try {
            for (;;) yield stream.write(yield* stream.readUntil("\n"));
          } catch (error) {
            if (!(error instanceof StreamClosedError)) throw error;
          }
        });
        accepted = (socket) => void serve(new IOStream(socket));
        const client = coroutine(function* (name: number): Coroutine<string> {
          const stream = new IOStream(connect((server.address() as AddressInfo).port, "127.0.0.1"));
          const lines: string[] = [];
          for (let i = 0; i < 3; i++) {
            yield stream.write(`${name}.${i}\n`);
            lines.push(String(yield* stream.readUntil("\n")).trim());
          }
          stream.close();
          return lines.join();
        });
        const replies: string[] = yield* multi(Array.from({ length: 50 }, (_, name) => client(name)));
        expect(replies).toEqual(Array.from({ length: 50 }, (_, name) => `${name}.0,${name}.1,${name}.2`));
      }),
    ));
});

test("a socket and a timer are served beside a coroutine that yields done Futures for ever", async () => {
  const done = new Future<void>();
  done.setResult();
  let stop = false;
  const spins = coroutine(function* () {
    while (!stop) yield done;
  });
  const server = createServer((socket) => socket.end("served"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const spinning = spins();
  const timer = new Promise<void>((resolve) => setTimeout(resolve, 10));
  const reply = new Promise<string>((resolve) => {
    connect((server.address() as AddressInfo).port, "127.0.0.1").once("data", (data) => resolve(String(data)));
  });
  expect(await reply).toBe("served");
  await timer;
  stop = true;
  await spinning;
  server.close();
});

describe("events and callbacks", () => {
  test("once gives the arguments of the next event, fails with an error, and leaves no listener", () =>
    IOLoop.run(
      coroutine(function* () {
        const emitter = new EventEmitter();
        const data = once(emitter, "data");
        emitter.emit("data", 1, 2);
        expect(yield* data).toEqual([1, 2]);
        const failing = once(emitter, "data");
        emitter.emit("error", new Error("failed"));
        expect(String(failing.exception())).toBe("Error: failed");
        once(emitter, "data").cancel();
        expect(emitter.eventNames()).toEqual([]);
      }),
    ));

  test("fromCallback", () =>
    IOLoop.run(
      coroutine(function* () {
        const text = yield* fromCallback<string>((callback) => readFile(import.meta.filename, "utf8", callback));
        expect(text).toContain("fromCallback");
        try {
          yield fromCallback<Buffer>((callback) => readFile("/does/not/exist", callback));
          expect.unreachable();
        } catch (error) {
          expect((error as NodeJS.ErrnoException).code).toBe("ENOENT");
        }
      }),
    ));
});

describe("runInExecutor", () => {
  const worker = new URL("./worker.mjs", import.meta.url);

  test("runs in a thread and gives the result or the exception", () =>
    IOLoop.run(
      coroutine(function* () {
        expect(yield* runInExecutor<number>(worker, "add", 1, 2)).toBe(3);
        try {
          yield runInExecutor(worker, "fail", "in the thread");
          expect.unreachable();
        } catch (error) {
          expect(String(error)).toBe("RangeError: in the thread");
        }
      }),
    ));

  test("cancelling ends the thread", () =>
    IOLoop.run(
      coroutine(function* () {
        const future = runInExecutor(worker, "blockForEver");
        yield sleep(0.01);
        future.cancel();
        expect(future.cancelled()).toBe(true);
      }),
    ));
});

test("any number of runs at a time listen to the process once, and not at all afterwards", async () => {
  const before = process.listenerCount("beforeExit");
  const runs = Array.from({ length: 20 }, () => IOLoop.run(() => sleep(0.001)));
  expect(process.listenerCount("beforeExit")).toBe(before + 1);
  await Promise.all(runs);
  expect(process.listenerCount("beforeExit")).toBe(before);
});

describe("AsyncLocalStorage", () => {
  afterEach(() => followAsyncLocalStorage(false));

  const storage = new AsyncLocalStorage<string>();

  class Handler {
    @coroutine
    *get(): Coroutine<(string | undefined)[]> {
      const seen = [storage.getStore()];
      yield sleep(0.001);
      seen.push(storage.getStore());
      yield this.child(seen);
      seen.push(storage.getStore());
      return seen;
    }

    @coroutine
    *child(seen: unknown[]): Coroutine<void> {
      yield moment;
      seen.push(storage.getStore());
    }
  }

  test("follows a coroutine, its children and callbacks once it is switched on", async () => {
    followAsyncLocalStorage();
    const seen = await IOLoop.run(
      coroutine(function* () {
        let inCallback: string | undefined;
        const a = storage.run("a", () => {
          IOLoop.current().callLater(0, () => (inCallback = storage.getStore()));
          return new Handler().get();
        });
        const b = storage.run("b", () => new Handler().get());
        return [yield a, yield b, inCallback, storage.getStore()];
      }),
    );
    expect(seen).toEqual([["a", "a", "a", "a"], ["b", "b", "b", "b"], "a", undefined]);
  });
});
