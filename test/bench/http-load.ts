/**
 * How is a handler put under load, and how does that end?
 *
 *     this process: one server per handler, on loopback          a child: the client (http-client.js)
 *
 * Servers and client start when they are first needed and stay until `end`: what is measured is serving, not starting. What is
 * sent is bounded; a run that has not ended after `limit` seconds fails.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "./package-root.js";

const connections = 32;
const limit = 60;
const text = "A note of the usual length, kept in a file of its own.\n".repeat(4);

class HttpLoad {
  private readonly servers = new Map<() => Server, Server>();
  private client: ChildProcess | undefined;
  private made: string | undefined;

  /** Where the notes are. */
  get folder(): string {
    if (this.made === undefined) {
      this.made = mkdtempSync(join(tmpdir(), "ts-coroutine-notes-"));
      writeFileSync(join(this.made, "tea.txt"), text);
    }
    return this.made;
  }

  /** Sends so many requests to a server of that kind, and answers how many were answered rightly. */
  async run(makeServer: () => Server, requests: number): Promise<number> {
    const { port } = (await this.listening(makeServer)).address() as AddressInfo;
    this.client ??= fork(join(packageRoot, "test/bench/http-client.js"), { execArgv: [] });
    this.client.send({ port, path: "/tea", expected: text, requests, connections });
    const [{ good }] = (await once(this.client, "message", { signal: AbortSignal.timeout(limit * 1000) })) as [{ good: number }];
    return good;
  }

  private async listening(makeServer: () => Server): Promise<Server> {
    let server = this.servers.get(makeServer);
    if (server === undefined) {
      server = makeServer();
      this.servers.set(makeServer, server);
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    }
    return server;
  }

  async end(): Promise<void> {
    this.client?.disconnect();
    this.client = undefined;
    for (const server of this.servers.values()) {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
    this.servers.clear();
    if (this.made !== undefined) rmSync(this.made, { recursive: true });
    this.made = undefined;
  }
}

export const httpLoad = new HttpLoad();
