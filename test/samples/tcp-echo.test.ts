/**
 * Do the server and the client of the tcp-echo sample hold many conversations at once, and end them?
 */
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forms } from "./sample.js";

describe.each(forms)("$form", ({ folder }) => {
  let sample: typeof import("../../samples/tcp-echo/echo.js");
  let runtime: typeof import("../../runtime/index.js");
  let server: Server;
  let port: number;

  beforeEach(async () => {
    sample = await import(`${folder}tcp-echo/echo.js`);
    // The samples use the package as it is built; so must who waits for their coroutines.
    runtime = await import(new URL("../../dist/bundle/index.js", import.meta.url).href);
    const { IOStream }: typeof import("../../runtime/node/index.js") = await import(new URL("../../dist/bundle/node/index.js", import.meta.url).href);
    const echo = new sample.EchoServer();
    server = createServer(socket => echo.serve(new IOStream(socket)));
    await new Promise<void>(listening => server.listen(0, "127.0.0.1", listening));
    port = (server.address() as AddressInfo).port;
  });

  afterEach(() => new Promise(closed => server.close(closed)));

  test("two hundred clients, each with its own lines", async () => {
    const clients = Array.from({ length: 200 }, (_, n) => new sample.EchoClient().say(port, [`client ${n}`, "bye"]));
    const answers = await runtime.IOLoop.run(() => runtime.multi(clients));
    expect(answers).toEqual(clients.map((_, n) => [`CLIENT ${n}`, "BYE"]));
  });

  test("the server closes its side when the client leaves", async () => {
    await runtime.IOLoop.run(() => new sample.EchoClient().say(port, ["once"]));
    // Only a server without open connections can close; afterEach waits for that too.
    const open = await new Promise(resolve => setTimeout(() => server.getConnections((_, count) => resolve(count)), 50));
    expect(open).toBe(0);
  });

  test("nobody at the other end is an error the caller can catch", async () => {
    await expect(runtime.IOLoop.run(() => new sample.EchoClient().say(1, ["hello"]))).rejects.toThrow("ECONNREFUSED");
  });
});
