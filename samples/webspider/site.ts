/**
 * A small web site to crawl: 31 pages, each linking to two further ones and back to the first, and one dead link.
 */
import { createServer, type Server } from "node:http";

export const pages = 31;

export function startSite(): Promise<{ server: Server; base: string }> {
  const server = createServer((request, response) => {
    const page = Number(request.url?.slice(1));
    // A page takes a moment, as pages do; so several are on their way at the same time.
    setTimeout(() => {
      response.statusCode = page >= 1 && page <= pages ? 200 : 404;
      const links = [1, page * 2, page * 2 + 1].filter(link => link <= pages + 1);
      response.end(`<title>Page ${page}</title>${links.map(link => `<a href="/${link}">${link}</a>`).join(" ")}`);
    }, 10);
  });
  return new Promise(started =>
    server.listen(0, "127.0.0.1", () => {
      const address = server.address() as { port: number };
      started({ server, base: `http://127.0.0.1:${address.port}` });
    }),
  );
}
