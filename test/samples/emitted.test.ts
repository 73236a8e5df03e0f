/**
 * Are the compiled samples machines, and the interpreted ones not? Otherwise the other sample tests compare a thing with itself.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { countMachines, countSites } from "../modes/sites.js";
import { emittedFiles, forms } from "./sample.js";

const [compiled, interpreted] = forms;

describe.each(emittedFiles(compiled.folder))("%s", name => {
  const source = readFileSync(new URL(`../../samples/${name.replace(/\.js$/, ".ts")}`, import.meta.url), "utf8");

  test("every coroutine of the source is a machine in the compiled file", () => {
    expect(countMachines(readFileSync(compiled.folder + name, "utf8"))).toBe(countSites(source));
  });

  test("the interpreted file has no machine", () => {
    expect(countMachines(readFileSync(interpreted.folder + name, "utf8"))).toBe(0);
  });
});
