/**
 * How does one profile one way of one case?
 *
 *     node --expose-gc --cpu-prof dist/benchmark/test/bench/main.js --only await-pending --way ts-coroutine --loop 5
 *
 * Nothing else runs in the process, so the profile shows that way alone; every answer is still compared. It prints the
 * processor time of one operation, which is a hint and not a measurement: nothing is interleaved with it.
 */
import { requireAnswer, waysOf, type Case, type Way } from "./case.js";
import { Misuse } from "./options.js";

export async function loop(example: Case, way: string, seconds: number): Promise<void> {
  const run = runOf(example, way);
  const end = performance.now() + seconds * 1000;
  const began = process.cpuUsage();
  let runs = 0;
  try {
    for (; performance.now() < end; runs++) requireAnswer(example, way as Way, await run());
  } finally {
    await example.end?.();
  }
  const { user, system } = process.cpuUsage(began);
  const each = ((user + system) * 1000) / (runs * example.operations);
  console.log(`${example.name}, ${way}: ${runs} runs of ${example.operations} operations, about ${each.toPrecision(3)} ns each`);
}

/** One run, from the start to the answer. */
function runOf(example: Case, way: string): () => unknown {
  const find = <Program>(ways: [Way, Program][]): Program => {
    const found = ways.find(([name]) => name === way);
    if (found === undefined) throw new Misuse(`--way ${way}: ${example.name} has ${ways.map(([name]) => name).join(", ")}`);
    return found[1];
  };
  switch (example.kind) {
    case "time":
      return find(waysOf(example.ways));
    case "memory": {
      const suspend = find(waysOf(example.ways));
      return async () => (await suspend()).finish();
    }
  }
}
