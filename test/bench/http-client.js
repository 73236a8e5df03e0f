/**
 * Who sends the requests of the HTTP case?
 *
 * A process of its own, so that its work is not counted: a fixed number of GETs over a fixed number of connections that stay
 * open. It is told where and how many, answers how many came back as they should, and ends with its parent. Plain JavaScript,
 * because it runs where it stands.
 *
 *     parent -> { port, path, expected, requests, connections }          parent <- { good }
 */
import { Agent, get } from "node:http";

function ask(agent, port, path) {
  return new Promise((resolve, reject) => {
    get({ agent, host: "127.0.0.1", port, path }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve(text));
    }).on("error", reject);
  });
}

process.on("message", async ({ port, path, expected, requests, connections }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let left = requests;
  let good = 0;
  async function oneAfterTheOther() {
    while (left-- > 0) if ((await ask(agent, port, path)) === expected) good++;
  }
  try {
    await Promise.all(Array.from({ length: connections }, oneAfterTheOther));
  } catch (error) {
    console.error(`the client of the HTTP case: ${error.message}`);
  }
  agent.destroy();
  process.send({ good });
});
process.on("disconnect", () => process.exit());
