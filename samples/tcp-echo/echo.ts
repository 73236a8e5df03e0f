/**
 * The server side and the client side of an echo, each a loop that reads as it runs.
 */
import { coroutine, sleep, type Coroutine } from "ts-coroutine";
import { dial, type Connection } from "./connection.js";

export class EchoServer {
  connected = 0;
  mostConnected = 0;
  lines = 0;

  @coroutine
  *serve(connection: Connection): Coroutine<void> {
    this.mostConnected = Math.max(this.mostConnected, ++this.connected);
    try {
      let line: string | undefined;
      while ((line = yield* connection.readLine()) !== undefined) {
        this.lines++;
        yield* connection.write(`${line.toUpperCase()}\n`);
      }
    } finally {
      this.connected--;
      connection.close();
    }
  }
}

export class EchoClient {
  @coroutine
  *say(port: number, words: string[]): Coroutine<string[]> {
    const connection = yield* dial(port);
    try {
      const answers: string[] = [];
      for (const word of words) {
        yield* connection.write(`${word}\n`);
        answers.push((yield* connection.readLine()) ?? "(closed)");
        yield* sleep(0.05);
      }
      return answers;
    } finally {
      connection.close();
    }
  }
}
