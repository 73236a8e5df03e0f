import { coroutineMethods, startCoroutine } from "ts-coroutine/machine";
/**
 * A handler that waits for files and for slow clients; while it waits, other requests are served.
 */
import { readFile, writeFile } from "node:fs/promises";
import { asFuture, coroutine } from "ts-coroutine";
import { HTTPError, RequestHandler } from "./request-handler.js";
export class NoteHandler extends RequestHandler {
    static { coroutineMethods(this.prototype, "get", "post"); }
    static folder = "";
    get() {
        var method;
        return startCoroutine(co => {
            step: for (;;) switch (co.state) {
                case 0:
                    method = this.write;
                    co.state = 1;
                    return co.delegate(asFuture(readFile(this.file(), "utf8"))); // yield* asFuture(readFile(this.file(), "utf8"))
                case 1:
                    co.call(method, this, co.sent);
                    return co.end();
            }
        }, get$machine);
    }
    post() {
        var text;
        return startCoroutine(co => {
            step: for (;;) switch (co.state) {
                case 0:
                    co.state = 1;
                    return co.delegate(this.body()); // yield* this.body()
                case 1:
                    text = co.sent;
                    if (text === "")
                        throw new HTTPError(400, "an empty note");
                    co.state = 2;
                    return co.delegate(asFuture(writeFile(this.file(), text))); // yield* asFuture(writeFile(this.file(), text))
                case 2:
                    this.write(`kept ${text.length} characters\n`);
                    return co.end();
            }
        }, post$machine);
    }
    file() {
        const name = /^\/(\w+)$/.exec(this.request.url ?? "")?.[1];
        if (name === undefined)
            throw new HTTPError(404, "a note is called /name");
        return `${NoteHandler.folder}/${name}.txt`;
    }
}
function get$machine() {
    return {
        name: "NoteHandler.get",
        file: "note-handler.ts",
        yields: { 1: [13, 16] },
    };
}
function post$machine() {
    return {
        name: "NoteHandler.post",
        file: "note-handler.ts",
        yields: { 1: [18, 18], 2: [20, 5] },
    };
}
