/**
 * How is the run time shipped?
 *
 *     runtime/**.ts, the files that one reads       ->  dist/bundle/core.js, the one file that the engine reads
 *                                                       dist/bundle/{index,machine}.js, {node,testing}/index.js: the entries
 *
 * One file is loaded faster than fifty, and in it constants such as `SUCCEEDED` are numbers, where an imported binding is
 * read from memory at each use: a generator takes a tenth less time. The declarations are those that tsc
 * writes to dist/runtime; the source maps lead to the sources. A part of `npm run build`.
 */
import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("../", import.meta.url));
const target = join(root, "dist", "bundle");

const bundle = await rolldown({
  cwd: root,
  input: {
    index: "runtime/index.ts",
    machine: "runtime/machine.ts",
    "node/index": "runtime/node/index.ts",
    "testing/index": "runtime/testing/index.ts",
  },
  platform: "neutral",
  external: /^node:/,
  optimization: { inlineConst: { mode: "all", pass: 3 } },
});
rmSync(target, { recursive: true, force: true });
await bundle.write({
  dir: target,
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  minifyInternalExports: false,
  sourcemap: true,
  // Relative to the root: the checkout itself may stand in a folder called "runtime".
  codeSplitting: { groups: [{ name: "core", test: (id) => /^runtime[\\/](?!testing[\\/]|node[\\/])/.test(relative(root, id)) }] },
});
await bundle.close();
