/** On what was it measured, and beside which versions of the others? */
import { cpus, totalmem } from "node:os";
import type { Peer } from "../peers/programs.js";

export function machine(peers: readonly Peer[]): string[] {
  const [{ model }] = cpus();
  const versions = peers.flatMap((peer) => (peer.kind === "there" ? [`${peer.way} ${peer.version}`] : []));
  return [
    `${model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    ...(versions.length === 0 ? [] : [versions.join(", ")]),
  ];
}
