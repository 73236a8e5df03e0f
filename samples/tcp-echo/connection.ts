/**
 * A socket that can be waited for: `readLine()` and `write()` return Futures.
 */
import { connect, type Socket } from "node:net";
import { createInterface, type Interface } from "node:readline";
import { asFuture, coroutine, Future, type Coroutine } from "ts-coroutine";

export class Connection {
  readonly #socket: Socket;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#reader = createInterface({ input: socket });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** The next line, or `undefined` after the last one. */
  @coroutine
  *readLine(): Coroutine<string | undefined> {
    const { value, done } = yield* asFuture(this.#lines.next());
    return done ? undefined : value;
  }

  /** Done when the system has taken the text: a slow reader makes its writer wait. */
  write(text: string): Future<void> {
    const written = new Future<void>();
    this.#socket.write(text, error => (error ? written.setException(error) : written.setResult()));
    return written;
  }

  close(): void {
    this.#reader.close();
    this.#socket.end();
  }
}

export function dial(port: number): Future<Connection> {
  const connection = new Future<Connection>();
  const socket = connect(port, "127.0.0.1", () => connection.setResult(new Connection(socket)));
  socket.on("error", error => (connection.done() ? socket.destroy() : connection.setException(error)));
  return connection;
}
