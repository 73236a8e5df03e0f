/**
 * How does a module run in a real browser, and how does the test get at what it says?
 *
 * Chromium opens a page of a server in this process; the page imports the module, calls its `run()` and posts the lines
 * back. Nothing is needed for that but the browser.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";

/** What the page does: errors are lines, too. */
const page = (module: string): string => `<!doctype html><meta charset="utf-8"><title>ts-coroutine</title>
<script type="module">
  const post = lines => fetch("/lines", { method: "POST", body: JSON.stringify(lines) });
  addEventListener("error", event => post([String(event.message)]));
  import(${JSON.stringify(`/${module}`)}).then(({ run }) => run()).then(post, error => post([String(error?.stack ?? error)]));
</script>`;

/** The browser is there, but in this environment it does not get as far as opening a page. */
export class BrowserDoesNotStart extends Error {}

/** Runs `run()` of `module`, a file in `folder`, in `chromium`; the lines it returns. */
export async function runInBrowser(chromium: string, folder: string, module: string, timeout: number): Promise<string[]> {
  let receive: (lines: string[]) => void;
  let fail: (error: Error) => void;
  const received = new Promise<string[]>((resolve, reject) => {
    receive = resolve;
    fail = reject;
  });
  let opened = false;
  const server = createServer((request, response) => {
    opened = true;
    serve(request, response, folder, module).then((lines) => lines !== undefined && receive(lines), fail);
  });
  const profile = await mkdtemp(join(tmpdir(), "ts-coroutine-chromium-"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const browser = spawn(
    chromium,
    ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`],
    { stdio: "ignore" },
  );
  const exited = once(browser, "exit");
  const giveUp = (reason: string): void => fail(opened ? new Error(reason) : new BrowserDoesNotStart(reason));
  const timer = setTimeout(() => giveUp(`Chromium has said nothing for ${timeout} ms`), timeout);
  browser.once("exit", (code) => giveUp(`Chromium ended with code ${code}`));
  try {
    return await received;
  } finally {
    clearTimeout(timer);
    browser.kill();
    await exited;
    server.close();
    server.closeAllConnections();
    // Chromium's other processes may still write for a moment.
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Answers one request; what was posted, if this is it. */
async function serve(request: IncomingMessage, response: ServerResponse, folder: string, module: string): Promise<string[] | undefined> {
  const { pathname } = new URL(request.url!, "http://localhost");
  if (request.method === "POST") {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk as string;
    response.end();
    return JSON.parse(body) as string[];
  }
  if (pathname === "/") {
    response.setHeader("content-type", "text/html").end(page(module));
  } else {
    const code = await readFile(join(folder, normalize(pathname))).catch(() => undefined);
    if (code === undefined) response.writeHead(404).end();
    else response.setHeader("content-type", "text/javascript").end(code);
  }
  return undefined;
}
