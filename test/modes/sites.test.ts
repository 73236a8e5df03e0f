import { expect, test } from "vitest";
import { countMachines, countSites, requireMachines } from "./sites.js";

const source = `
  class A {
    @coroutine *method() {}
    @gen.coroutine({ replaceCallback: true }) *withOptions() {}
    @generator static *#secret() {}
    @coroutine plain() {}
    *notOurs() {}
    @other *notOursEither() {}
  }
  const f = coroutine(function* () { return generator(function* nested() {}); });
`;

test("decorated generator methods and wrapped generator functions are sites, nothing else is", () => {
  expect(countSites(source)).toBe(5);
});

test("a machine is a call of startCoroutine or startGenerator, in ESM and in CommonJS output", () => {
  expect(countMachines("startCoroutine(co => {}, a); (0, machine_1.startGenerator)(co => {}, b); restart(c);")).toBe(2);
});

test("a coroutine that was not compiled is an error that names the file and both numbers", () => {
  expect(() => requireMachines(source, source, "file.ts")).toThrow("file.ts: 5 coroutines in the source, but 0 machines in the output");
});

test("a compiled file is accepted", () => {
  expect(() => requireMachines("class A { @coroutine *m() {} }", "class A { m() { return startCoroutine(co => {}, m$machine); } }", "file.ts")).not.toThrow();
});
