/**
 * Crawls the sample site with five workers.
 */
import { IOLoop } from "ts-coroutine";
import { startSite } from "./site.js";
import { Spider } from "./spider.js";

const { server, base } = await startSite();
const spider = new Spider();
await IOLoop.run(() => spider.crawl(`${base}/1`, 5));
server.close();

console.log(`${spider.titles.size} pages, from "${spider.titles.get(`${base}/1`)}" to "${spider.titles.get(`${base}/31`)}"`);
console.log(`dead links: ${spider.broken.map(url => url.slice(base.length)).join(", ")}`);
console.log(`pages on their way at the same time: ${spider.mostAtOnce}`);
