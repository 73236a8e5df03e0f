/**
 * Where does a stack trace of a compiled program point? At the line of the source that threw, through the source map, and at
 * each yield that was waiting for it.
 */
import { describe, expect, test } from "vitest";
import { withProject } from "./project.js";

const source = `import { coroutine, IOLoop, sleep, type Coroutine } from "ts-coroutine";

class Reader {
  constructor(private readonly limit: number) {}

  @coroutine
  *read(n: number): Coroutine<number> {
    yield* sleep(0.001);
    const size = n * 2;
    if (size > this.limit) {
      throw new Error("too much: " + size);
    }
    return size;
  }

  @coroutine
  *readAll(): Coroutine<number> {
    let sum = 0;
    for (const n of [1, 2, 3]) {
      sum += yield* this.read(n);
    }
    return sum;
  }
}

await IOLoop.run(() => new Reader(3).readAll()).catch(error => console.log(error.stack));
`;

describe.each([
  { what: "a source map file", compilerOptions: { sourceMap: true } },
  { what: "an inline source map", compilerOptions: { inlineSourceMap: true } },
  { what: "experimentalDecorators", compilerOptions: { sourceMap: true, experimentalDecorators: true } },
])("with $what", ({ compilerOptions }) => {
  test("the trace names the throw and the yield that waited, each at its line and column of the source", async () => {
    await withProject({ "reader.ts": source }, { compilerOptions }, async project => {
      await project.build();
      const { output } = await project.run("reader.js");
      const [message, thrown] = output.split("\n");
      expect(message).toBe("Error: too much: 4");
      expect(thrown).toMatch(/reader\.ts:11:13\)$/);
      expect(output).toMatch(/at yield in Reader\.readAll \(.*reader\.ts:20:14\)/);
    });
  });
});
