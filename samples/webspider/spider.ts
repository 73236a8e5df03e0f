/**
 * A spider: some workers take addresses from one queue, fetch the pages at the same time and queue what these link to.
 */
import { asFuture, coroutine, Queue, type Coroutine } from "ts-coroutine";

export class Spider {
  readonly titles = new Map<string, string>();
  readonly broken: string[] = [];
  mostAtOnce = 0;

  readonly #queue = new Queue<string>();
  readonly #seen = new Set<string>();
  #fetching = 0;

  @coroutine
  *crawl(start: string, workers: number): Coroutine<void> {
    this.#found(start);
    const working = Array.from({ length: workers }, () => asFuture(this.#work()));
    yield* this.#queue.join();
    for (const worker of working) worker.cancel();
  }

  @coroutine
  *#work(): Coroutine<never> {
    while (true) {
      const url = yield* this.#queue.get();
      try {
        const page = yield* this.#fetch(url);
        this.titles.set(url, /<title>(.*)<\/title>/.exec(page)?.[1] ?? "");
        for (const [, link] of page.matchAll(/href="([^"]+)"/g)) this.#found(new URL(link, url).href);
      } catch {
        this.broken.push(url);
      } finally {
        this.#queue.taskDone();
      }
    }
  }

  @coroutine
  *#fetch(url: string): Coroutine<string> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#fetching);
    try {
      const response = yield* asFuture(fetch(url));
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return yield* asFuture(response.text());
    } finally {
      this.#fetching--;
    }
  }

  #found(url: string): void {
    if (this.#seen.has(url)) return;
    this.#seen.add(url);
    this.#queue.putNowait(url);
  }
}
