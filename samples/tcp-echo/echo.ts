/**
 * The server side and the client side of an echo, each a loop that reads as it runs.
 */
import { connect } from "node:net";
import { coroutine, sleep, type Coroutine } from "ts-coroutine";
import { IOStream, once, StreamClosedError } from "ts-coroutine/node";

export class EchoServer {
  connected = 0;
  mostConnected = 0;
  lines = 0;

  @coroutine
  *serve(stream: IOStream): Coroutine<void> {
    this.mostConnected = Math.max(this.mostConnected, ++this.connected);
    try {
      while (true) {
        const line = yield* stream.readUntil("\n");
        yield* stream.write(line.toString().toUpperCase());
        this.lines++;
      }
    } catch (error) {
      if (!(error instanceof StreamClosedError)) throw error;
    } finally {
      this.connected--;
      stream.close();
    }
  }
}

export class EchoClient {
  @coroutine
  *say(port: number, words: string[]): Coroutine<string[]> {
    const socket = connect(port, "127.0.0.1");
    yield* once(socket, "connect");
    const stream = new IOStream(socket);
    try {
      const answers: string[] = [];
      for (const word of words) {
        yield* stream.write(`${word}\n`);
        answers.push((yield* stream.readUntil("\n")).toString().trimEnd());
        yield* sleep(0.05);
      }
      return answers;
    } finally {
      stream.close();
    }
  }
}
