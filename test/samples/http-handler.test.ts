/**
 * Does the handler of the http-handler sample serve real requests at the same time, and survive bad ones?
 */
import { mkdtempSync, rmSync } from "node:fs";
import { request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forms } from "./sample.js";

describe.each(forms)("$form", ({ folder }) => {
  let server: Server;
  let base: string;
  let notes: string;

  beforeEach(async () => {
    const { NoteHandler } = (await import(`${folder}http-handler/note-handler.js`)) as typeof import("../../samples/http-handler/note-handler.js");
    const { serve } = (await import(`${folder}http-handler/request-handler.js`)) as typeof import("../../samples/http-handler/request-handler.js");
    notes = NoteHandler.folder = mkdtempSync(join(tmpdir(), "notes-"));
    server = serve(NoteHandler);
    await new Promise<void>(listening => server.listen(0, "127.0.0.1", listening));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(closed => server.close(closed));
    rmSync(notes, { recursive: true });
  });

  const post = (name: string, body: string): Promise<Response> => fetch(`${base}/${name}`, { method: "POST", body });
  const get = async (name: string): Promise<string> => (await fetch(`${base}/${name}`)).text();

  test("fifty posts and fifty gets at the same time each get their own answer", async () => {
    const names = Array.from({ length: 50 }, (_, n) => `note${n}`);
    const kept = await Promise.all(names.map(async name => (await post(name, `the text of ${name}`)).text()));
    expect(kept).toEqual(names.map(name => `kept ${`the text of ${name}`.length} characters\n`));
    expect(await Promise.all(names.map(get))).toEqual(names.map(name => `the text of ${name}`));
  });

  test("a request in the middle of its body keeps nobody waiting", async () => {
    const order: string[] = [];
    const slow = request(`${base}/slow`, { method: "POST" });
    const answered = new Promise<void>(resolve => slow.on("response", response => response.resume().on("end", resolve)));
    slow.on("response", () => order.push("slow"));
    slow.write("half");
    await post("quick", "text");
    order.push("quick");
    slow.end(" and half");
    await answered;
    expect(order).toEqual(["quick", "slow"]);
    expect(await get("slow")).toBe("half and half");
  });

  test("an error while waiting is a 500, one with a status is that status, and the server goes on", async () => {
    expect((await fetch(`${base}/missing`)).status).toBe(500);
    expect((await fetch(`${base}/not/a/note`)).status).toBe(404);
    expect((await post("empty", "")).status).toBe(400);
    expect((await post("fine", "text")).status).toBe(200);
  });
});
