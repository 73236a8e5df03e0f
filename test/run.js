/**
 * How does a program of the tests run that is written in TypeScript, without being built first?
 *
 *     node test/run.js test/conformance/main.ts --programs 5000
 *
 * Vite compiles it and what it imports from our sources, in memory; the program sees the rest of the command line.
 */
import { resolve } from "node:path";
import { runnerImport } from "vite";

const [node, , program, ...options] = process.argv;
process.argv = [node, resolve(program), ...options];
await runnerImport(process.argv[1], { configFile: false, logLevel: "error" });
