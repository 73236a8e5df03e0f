/**
 * A hundred clients talk to one server at the same time.
 */
import { createServer, type AddressInfo } from "node:net";
import { IOLoop, multi } from "ts-coroutine";
import { IOStream } from "ts-coroutine/node";
import { EchoClient, EchoServer } from "./echo.js";

const echo = new EchoServer();
const server = createServer(socket => echo.serve(new IOStream(socket)));
await new Promise<void>(listening => server.listen(0, "127.0.0.1", listening));
const { port } = server.address() as AddressInfo;

const answers = await IOLoop.run(() =>
  multi(Array.from({ length: 100 }, (_, n) => new EchoClient().say(port, ["hello", `I am ${n}`, "bye"]))),
);
server.close();

console.log(answers[0].join(", "));
console.log(answers[99].join(", "));
console.log(`${echo.lines} lines echoed, ${echo.mostConnected} clients at the same time`);
