/**
 * What does the compiler make of one method?
 *
 * `readAll` has a loop, a closure per iteration and a `finally`; every `yield*` may suspend it. `npm start` prints it
 * beside its machine: a `switch` with one case for every place where the method can go on.
 */
import { coroutine, IOLoop, sleep, type Coroutine } from "ts-coroutine";

class Reader {
  @coroutine
  *fetch(url: string): Coroutine<string> {
    console.log(`  fetching ${url}`);
    yield* sleep(0.01);
    return `the body of ${url}`;
  }

  @coroutine
  *readAll(urls: string[]): Coroutine<(() => void)[]> {
    const jobs: (() => void)[] = [];
    try {
      for (const url of urls) {
        const body = yield* this.fetch(url);
        jobs.push(() => console.log(`  ${url}: ${body}`));
      }
    } finally {
      this.close();
    }
    return jobs;
  }

  close(): void {
    console.log("  closed");
  }
}

console.log("reading:");
const jobs = await IOLoop.run(() => new Reader().readAll(["/one", "/two", "/three"]));
console.log("and what the closures kept:");
for (const job of jobs) job();
