/**
 * Which tests are there, and how is each kind run?
 *
 *     unit             test/transformer, test/bench: one file of the program at a time
 *     inspector        the ts-coroutine command: its parts, and the built command as a child process
 *     interpreted      test/runtime, driven on native generators at run time        \
 *     compiled-ast     the same files, compiled as tspc compiles them                }  each is the other's oracle
 *     compiled-text    the same files, compiled source to source as for a bundler   /
 *     conformance      random and hand-written programs: machine against native generator
 *     integration      whole projects compiled by tspc, the README's own examples
 *     samples          every sample, compiled and interpreted, over real sockets
 *     hosts            one program in Node, Chromium, Deno and Bun; what cannot be installed is skipped, with the reason
 *     types            TypeScript 5.9, 6 and 7 over the type tests and the samples
 */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { pluginsFor, type Mode } from "./modes/plugins.js";

const root = fileURLToPath(new URL("../", import.meta.url));

/** The package's own names mean its sources, so that a test and what it tests share one copy of the runtime. */
const alias = [
  { find: /^ts-coroutine$/, replacement: `${root}runtime/index.ts` },
  { find: /^ts-coroutine\/machine$/, replacement: `${root}runtime/machine.ts` },
  { find: /^ts-coroutine\/transformer$/, replacement: `${root}transformer/index.ts` },
  { find: /^ts-coroutine\/(testing|node)$/, replacement: `${root}runtime/$1/index.ts` },
];

function project(name: string, include: string[], test: object = {}, plugins: ReturnType<typeof pluginsFor> = []) {
  return { root, plugins, resolve: { alias }, test: { name, include, environment: "node", ...test } };
}

function behaviour(mode: Mode) {
  return project(mode, ["test/runtime/**/*.test.ts"], {}, pluginsFor(mode));
}

/** Tests of what is built: they import dist natively, as a user's program does. */
const dist = new RegExp(`${root}dist/`.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
const built = { globalSetup: ["test/build.ts"], testTimeout: 60_000, hookTimeout: 120_000, server: { deps: { external: [dist] } } };

export default defineConfig({
  test: {
    root,
    projects: [
      project("unit", ["test/transformer/**/*.test.ts", "test/bench/**/*.test.ts", "test/modes/**/*.test.ts"]),
      project("inspector", ["test/inspector/**/*.test.ts"], built),
      behaviour("interpreted"),
      behaviour("compiled-ast"),
      behaviour("compiled-text"),
      project("conformance", ["test/conformance/**/*.test.ts"], { testTimeout: 120_000 }),
      project("integration", ["test/integration/**/*.test.ts"], built),
      project("samples", ["test/samples/**/*.test.ts"], { ...built, globalSetup: [...built.globalSetup, "test/samples/compile.ts"] }),
      project("hosts", ["test/hosts/**/*.test.ts"], built),
      project("types", ["test/types/**/*.test.ts"], built),
    ],
  },
});
