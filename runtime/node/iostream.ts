/**
 * How does a coroutine read and write a socket?
 *
 *     const stream = new IOStream(connect(port, host));
 *     yield stream.write("GET / HTTP/1.0\r\n\r\n");
 *     const head = yield* stream.readUntil("\r\n\r\n");
 *     const body = yield* stream.readUntilClose();
 *
 * Nothing is read from the socket while enough is buffered, and a write is done when the socket has taken it: neither
 * side can be flooded. Tornado: `iostream.IOStream`.
 */
import type { Duplex } from "node:stream";
import { Future } from "../future/future.js";
import { ProducedFuture } from "../future/produced.js";

/** The stream is closed, and what was asked for did not come. Tornado: `StreamClosedError`. */
export class StreamClosedError extends Error {
  override name = "StreamClosedError";
}

/** So much was read without what `readUntil` looks for. Tornado: `UnsatisfiableReadError`. */
export class UnsatisfiableReadError extends Error {
  override name = "UnsatisfiableReadError";
}

export interface IOStreamOptions {
  /** Bytes that are kept unread before the socket is paused, and the most that one read may need. Default: 1 MiB. */
  readonly maxBufferSize?: number;
}

/** The part of the buffer that a read takes, if it is there. */
type Wanted = (buffered: Buffer, ended: boolean) => number | undefined;

export class IOStream {
  private readonly socket: Duplex;
  private readonly maxBufferSize: number;
  private buffered: Buffer = Buffer.alloc(0);
  private read: { readonly future: Future<Buffer>; readonly wanted: Wanted } | undefined;
  private ended = false;
  private error: unknown;

  constructor(socket: Duplex, { maxBufferSize = 1 << 20 }: IOStreamOptions = {}) {
    this.socket = socket;
    this.maxBufferSize = maxBufferSize;
    socket.on("data", (chunk: Buffer) => this.take(chunk));
    socket.on("end", () => this.finish());
    socket.on("error", (error) => this.finish(error));
    socket.on("close", () => this.finish());
  }

  /** Everything up to and including `delimiter`. */
  readUntil(delimiter: string | Buffer): Future<Buffer> {
    const length = Buffer.byteLength(delimiter);
    return this.start((buffered) => {
      const found = buffered.indexOf(delimiter);
      return found < 0 ? undefined : found + length;
    });
  }

  /** Exactly `count` bytes. */
  readBytes(count: number): Future<Buffer> {
    if (count > this.maxBufferSize) throw new RangeError(`readBytes(${count}) exceeds maxBufferSize ${this.maxBufferSize}`);
    return this.start((buffered) => (buffered.length >= count ? count : undefined));
  }

  /** What there is, at least one byte. */
  readSome(): Future<Buffer> {
    return this.start((buffered) => buffered.length || undefined);
  }

  /** Everything until the other side has closed. */
  readUntilClose(): Future<Buffer> {
    return this.start((buffered, ended) => (ended ? buffered.length : undefined));
  }

  /** A Future that is done when the socket has taken `data`; it fails with {@link StreamClosedError} if it cannot. */
  write(data: string | Uint8Array): Future<undefined> {
    const future = new Future<undefined>();
    if (this.closed()) {
      future.setException(this.closedError());
      return future;
    }
    this.socket.write(data, (error) => {
      if (error) future.setException(this.closedError(error));
      else future.setResult(undefined);
    });
    return future;
  }

  /** No further write; what was written still goes out. The other side may go on. */
  end(): void {
    this.socket.end();
  }

  /** Closes both directions at once. */
  close(): void {
    this.socket.destroy();
  }

  /** True if the stream can no longer be written to. */
  closed(): boolean {
    return this.socket.destroyed || this.socket.writableEnded;
  }

  private start(wanted: Wanted): Future<Buffer> {
    if (this.read !== undefined && !this.read.future.done()) throw new Error("another read of this IOStream is pending");
    const future: ProducedFuture<Buffer> = new ProducedFuture<Buffer>({
      cancel: (reason) => future.cancelNow(reason),
      // What nobody is going to see, because who waited was cancelled just then, is still there for the next read.
      resultIsDropped: () => (this.buffered = Buffer.concat([future.result(), this.buffered])),
    });
    this.read = { future, wanted };
    this.serve();
    return future;
  }

  private take(chunk: Buffer): void {
    this.buffered = this.buffered.length === 0 ? chunk : Buffer.concat([this.buffered, chunk]);
    this.serve();
    if (this.buffered.length >= this.maxBufferSize) this.socket.pause();
  }

  /** Nothing more comes. The first reason counts. */
  private finish(error?: unknown): void {
    if (this.ended) return;
    this.ended = true;
    this.error = error;
    this.serve();
  }

  /** Gives the pending read what it wants, or the reason why it never comes. */
  private serve(): void {
    const read = this.read;
    if (read === undefined || read.future.done()) return;
    const length = read.wanted(this.buffered, this.ended);
    if (length !== undefined) {
      this.read = undefined;
      const data = this.buffered.subarray(0, length);
      this.buffered = this.buffered.subarray(length);
      this.socket.resume();
      read.future.setResult(data);
    } else if (this.ended) {
      this.read = undefined;
      read.future.setException(this.closedError());
    } else if (this.buffered.length >= this.maxBufferSize) {
      this.read = undefined;
      read.future.setException(new UnsatisfiableReadError(`not found in ${this.buffered.length} bytes`));
    } else {
      this.socket.resume();
    }
  }

  private closedError(cause: unknown = this.error): StreamClosedError {
    return new StreamClosedError("Stream is closed", cause === undefined ? undefined : { cause });
  }
}
