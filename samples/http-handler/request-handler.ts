/**
 * Tornado's RequestHandler on node:http: one object per request, `get()` and `post()` are coroutines, an error becomes
 * a 500 and never the end of the server.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { coroutine, Future, type Coroutine } from "ts-coroutine";

export class HTTPError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export class RequestHandler {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request;
    this.response = response;
  }

  *get(): Coroutine<void> {
    throw new HTTPError(405, "no GET here");
  }

  *post(): Coroutine<void> {
    throw new HTTPError(405, "no POST here");
  }

  write(text: string): void {
    this.response.write(text);
  }

  @coroutine
  *execute(): Coroutine<void> {
    try {
      yield* this.request.method === "POST" ? this.post() : this.get();
    } catch (error) {
      this.response.statusCode = error instanceof HTTPError ? error.status : 500;
      this.write(`${error}\n`);
    } finally {
      this.response.end();
    }
  }

  /** The body of the request, as it arrives. */
  body(): Future<string> {
    const body = new Future<string>();
    let text = "";
    this.request.setEncoding("utf8");
    this.request.on("data", chunk => (text += chunk));
    this.request.on("end", () => body.setResult(text));
    this.request.on("error", error => body.setException(error));
    return body;
  }
}

/** A server that makes one handler for every request. */
export function serve(Handler: typeof RequestHandler): Server {
  return createServer((request, response) => new Handler(request, response).execute());
}
