import { coroutineMethods, startCoroutine } from "ts-coroutine/machine";
/**
 * Tornado's RequestHandler on node:http: one object per request, `get()` and `post()` are coroutines, an error becomes
 * a 500 and never the end of the server.
 */
import { createServer } from "node:http";
import { coroutine, Future } from "ts-coroutine";
export class HTTPError extends Error {
    status;
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}
export class RequestHandler {
    static { coroutineMethods(this.prototype, "execute"); }
    request;
    response;
    constructor(request, response) {
        this.request = request;
        this.response = response;
    }
    *get() {
        throw new HTTPError(405, "no GET here");
    }
    *post() {
        throw new HTTPError(405, "no POST here");
    }
    write(text) {
        this.response.write(text);
    }
    execute() {
        return startCoroutine(co => {
            step: for (;;) switch (co.state) {
                case 0:
                    co.state = 1;
                case 1:
                    // try {
                    co.state = 2;
                    return co.delegate(this.request.method === "POST" ? this.post() : this.get()); // yield* this.request.method === "POST" ? this.post() : this.get()
                case 2:
                    co.state = 4; continue step;
                case 3: {
                    // } catch (error) {
                    let error = co.caught;
                    this.response.statusCode = error instanceof HTTPError ? error.status : 500;
                    this.write(`${error}\n`);
                    co.state = 4;
                }
                case 4:
                    // } finally {
                    this.response.end();
                    co.finish(0, 5); continue step;
                case 5:
                    // }
                    return co.end();
                default: return co.outcome;
            }
        }, execute$machine);
    }
    /** The body of the request, as it arrives. */
    body() {
        const body = new Future();
        let text = "";
        this.request.setEncoding("utf8");
        this.request.on("data", chunk => (text += chunk));
        this.request.on("end", () => body.setResult(text));
        this.request.on("error", error => body.setException(error));
        return body;
    }
}
/** A server that makes one handler for every request. */
export function serve(Handler) {
    return createServer((request, response) => new Handler(request, response).execute());
}
function execute$machine() {
    return {
        name: "RequestHandler.execute",
        file: "request-handler.ts",
        regions: [
            { states: [1, 2], catch: [3, 3], finally: [4, 4], after: 5 }, // try
        ],
        yields: { 2: [41, 7] },
    };
}
