/**
 * Starts the server, keeps one client waiting in the middle of its POST, and serves the others meanwhile.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { NoteHandler } from "./note-handler.js";
import { serve } from "./request-handler.js";

NoteHandler.folder = await mkdtemp(`${tmpdir()}/notes-`);
const server = serve(NoteHandler);
await new Promise<void>(listening => server.listen(0, "127.0.0.1", listening));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function show(method: string, path: string, body?: string): Promise<void> {
  const response = await fetch(base + path, { method, body });
  console.log(`${method} ${path} -> ${response.status} ${(await response.text()).trim()}`);
}

const slow = request(`${base}/slow`, { method: "POST" });
const slowIsServed = new Promise<void>(served =>
  slow.on("response", response => {
    console.log(`POST /slow -> ${response.statusCode}, at last`);
    response.resume().on("end", served);
  }),
);
slow.write("the first half");

await show("POST", "/tea", "Earl Grey");
await Promise.all([show("GET", "/tea"), show("GET", "/tea"), show("GET", "/tea")]);
await show("GET", "/coffee");
await show("GET", "/no/such/note");
await show("POST", "/tea", "");
slow.end(" and the second");
await slowIsServed;
await show("GET", "/slow");

server.close();
await rm(NoteHandler.folder, { recursive: true });
