/**
 * What does a web server notice of it?
 *
 * The `http-handler` sample as it stands (one object per request, `get` and `execute` are coroutines) answers GETs with the
 * text of a file, beside handlers for node:http that do the same by hand: an async function, and callbacks. All read the file
 * with node:fs/promises, as the sample does, so that what differs is the handler; `callbacks-node-fs` reads it with the
 * callbacks of node:fs, which are cheaper than its promises. Only the processor time of the server is counted.
 */
import { readFile as readFileByHand } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { NoteHandler } from "../../../samples/http-handler/note-handler.js";
import { serve } from "../../../samples/http-handler/request-handler.js";
import type { TimeCase } from "../case.js";
import { httpLoad } from "../http-load.js";

function fileOf(request: IncomingMessage): string | undefined {
  const name = /^\/(\w+)$/.exec(request.url ?? "")?.[1];
  return name === undefined ? undefined : `${httpLoad.folder}/${name}.txt`;
}

function refuse(response: ServerResponse, status: number, error: unknown): void {
  response.statusCode = status;
  response.write(`${String(error)}\n`);
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const file = fileOf(request);
    if (file === undefined) refuse(response, 404, "a note is called /name");
    else response.write(await readFile(file, "utf8"));
  } catch (error) {
    refuse(response, 500, error);
  } finally {
    response.end();
  }
}

function handleByHand(request: IncomingMessage, response: ServerResponse): void {
  const file = fileOf(request);
  const fail = (status: number, error: unknown): void => {
    refuse(response, status, error);
    response.end();
  };
  if (file === undefined) return fail(404, "a note is called /name");
  void readFile(file, "utf8").then(
    (text) => {
      response.write(text);
      response.end();
    },
    (error: unknown) => fail(500, error),
  );
}

function handleWithNodeFs(request: IncomingMessage, response: ServerResponse): void {
  const file = fileOf(request);
  const fail = (status: number, error: unknown): void => {
    refuse(response, status, error);
    response.end();
  };
  if (file === undefined) return fail(404, "a note is called /name");
  readFileByHand(file, "utf8", (error, text) => {
    if (error !== null) return fail(500, error);
    response.write(text);
    response.end();
  });
}

const coroutineServer = (): Server => {
  NoteHandler.folder = httpLoad.folder;
  return serve(NoteHandler);
};
const asyncServer = (): Server => createServer((request, response) => void handle(request, response));
const serverByHand = (): Server => createServer(handleByHand);
const serverWithNodeFs = (): Server => createServer(handleWithNodeFs);

export function http(name: string, requests: number): TimeCase {
  return {
    kind: "time",
    name,
    title: "one GET of the http-handler sample, the client not counted",
    operations: requests,
    answer: requests,
    leastRounds: 100,
    end: () => httpLoad.end(),
    ways: {
      "ts-coroutine": () => httpLoad.run(coroutineServer, requests),
      native: () => httpLoad.run(asyncServer, requests),
      callbacks: () => httpLoad.run(serverByHand, requests),
      "callbacks-node-fs": () => httpLoad.run(serverWithNodeFs, requests),
    },
  };
}
