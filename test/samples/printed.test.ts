/**
 * Do the samples print what a reader is told they print, compiled and interpreted?
 */
import { describe, expect, test } from "vitest";
import { forms, run } from "./sample.js";

describe.each(forms)("$form", ({ form, folder }) => {
  test("generator: next() and next(16) take turns with the body, and a break closes it", async () => {
    expect(await run(folder, "generator")).toBe(
      [
        "  gen: started",
        "next()    { value: 'a square, please', done: false }",
        "  gen: was sent 16",
        "next(16)  { value: 'how many times?', done: false }",
        "  gen: was sent 3",
        "next(3)   { value: 12, done: true }",
        "next()    { value: undefined, done: true }",
        "a loop that breaks closes its generator:",
        "10",
        "9",
        "  countdown: closed",
      ].join("\n"),
    );
  });

  test("coroutine: one fetch after the other, the finally block, then the closures with their own bodies", async () => {
    expect(await run(folder, "coroutine")).toBe(
      [
        "reading:",
        "  fetching /one",
        "  fetching /two",
        "  fetching /three",
        "  closed",
        "and what the closures kept:",
        "  /one: the body of /one",
        "  /two: the body of /two",
        "  /three: the body of /three",
      ].join("\n"),
    );
  });

  test("callbacks: both ways give the same sum, the same error and leave the shop each time", async () => {
    const [answers, code] = (await run(folder, "callbacks/main")).split("\n\nand what runs as the coroutine:\n\n");
    expect(answers.split("\n")).toEqual([
      "  left the shop after breakfast",
      "by hand      breakfast: 9",
      "  left the shop after breakfast",
      "as coroutine breakfast: 9",
      "  left the shop after mystery",
      "by hand      mystery: Error: the shop knows no unicorn",
      "  left the shop after mystery",
      "as coroutine mystery: Error: the shop knows no unicorn",
    ]);
    expect(code).toContain(form === "compiled" ? "switch (co.state)" : "*total(order)");
  });

  test("timeouts: two attempts are too slow, the third answers, and the loop was never blocked", async () => {
    expect(await run(folder, "timeouts")).toBe(
      [
        "attempt 1: no answer within 200 ms",
        "attempt 2: no answer within 200 ms",
        "the answer: 42",
        "with one attempt: TimeoutError",
        "and the clock ticked on",
      ].join("\n"),
    );
  });

  test("http-handler: the slow client is answered last, errors are statuses, notes are kept", async () => {
    const lines = (await run(folder, "http-handler/main")).split("\n");
    expect(lines).toEqual([
      "POST /tea -> 200 kept 9 characters",
      "GET /tea -> 200 Earl Grey",
      "GET /tea -> 200 Earl Grey",
      "GET /tea -> 200 Earl Grey",
      expect.stringMatching(/^GET \/coffee -> 500 Error: ENOENT/),
      "GET /no/such/note -> 404 Error: a note is called /name",
      "POST /tea -> 400 Error: an empty note",
      "POST /slow -> 200, at last",
      "GET /slow -> 200 the first half and the second",
    ]);
  });

  test("webspider: every page once, the dead link named, never more pages at once than workers", async () => {
    const [pages, dead, atOnce] = (await run(folder, "webspider/main")).split("\n");
    expect(pages).toBe('31 pages, from "Page 1" to "Page 31"');
    expect(dead).toBe("dead links: /32");
    expect(atOnce).toBe("pages on their way at the same time: 5");
  });

  test("tcp-echo: every client gets its own lines back", async () => {
    const [first, last, count] = (await run(folder, "tcp-echo/main")).split("\n");
    expect(first).toBe("HELLO, I AM 0, BYE");
    expect(last).toBe("HELLO, I AM 99, BYE");
    const [, lines, clients] = /^(\d+) lines echoed, (\d+) clients at the same time$/.exec(count) ?? [];
    expect(Number(lines)).toBe(300);
    expect(Number(clients)).toBeGreaterThan(10);
  });
});
