/**
 * What does `npm start` show? The way from a decorated method to a running machine, from the first command to the last:
 * builds the package, compiles the samples through the plugin, prints one coroutine beside its machine, runs every sample.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";

const root = fileURLToPath(new URL("../", import.meta.url));

const samples = [
  ["generator", "a generator, driven by next() and next(16)"],
  ["coroutine", "a loop, closures and a finally, suspended three times"],
  ["callbacks/main", "one program three ways: by hand, as a coroutine, as compiled"],
  ["http-handler/main", "an HTTP server that serves others while one request waits"],
  ["webspider/main", "five workers crawl a site through one queue"],
  ["tcp-echo/main", "a hundred clients on real sockets"],
  ["timeouts", "limits, retries and a clock that goes on ticking"],
];

function title(text) {
  console.log(`\n${process.stdout.isTTY ? styleText("bold", text) : text}\n`);
}

/** Runs a script with this Node, its output on our terminal. The first failure is the end. */
function run(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

title("1. Build the package: npm run build");
run("node_modules/typescript/bin/tsc", "-p", "tsconfig.json");
run("runtime/bundle.js");

title('2. Compile the samples through "plugins" of samples/tsconfig.json: npx tspc -p samples');
run("node_modules/ts-patch/bin/tspc.js", "-p", "samples");

title("3. One coroutine beside its machine: npx ts-coroutine inspect samples/coroutine.ts --method readAll");
run("dist/inspector/cli.js", "inspect", "samples/coroutine.ts", "--method", "readAll");

for (const [index, [sample, what]] of samples.entries()) {
  title(`${index + 4}. node dist/samples/${sample}.js: ${what}`);
  run(join("dist", "samples", `${sample}.js`));
}
