/**
 * A handler that waits for files and for slow clients; while it waits, other requests are served.
 */
import { readFile, writeFile } from "node:fs/promises";
import { asFuture, coroutine, type Coroutine } from "ts-coroutine";
import { HTTPError, RequestHandler } from "./request-handler.js";

export class NoteHandler extends RequestHandler {
  static folder = "";

  @coroutine
  override *get(): Coroutine<void> {
    this.write(yield* asFuture(readFile(this.file(), "utf8")));
  }

  @coroutine
  override *post(): Coroutine<void> {
    const text = yield* this.body();
    if (text === "") throw new HTTPError(400, "an empty note");
    yield* asFuture(writeFile(this.file(), text));
    this.write(`kept ${text.length} characters\n`);
  }

  private file(): string {
    const name = /^\/(\w+)$/.exec(this.request.url ?? "")?.[1];
    if (name === undefined) throw new HTTPError(404, "a note is called /name");
    return `${NoteHandler.folder}/${name}.txt`;
  }
}
