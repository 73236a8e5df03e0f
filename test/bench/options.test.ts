/** Does the benchmark's command line mean what it says, and is what it cannot mean refused? */
import { describe, expect, it } from "vitest";
import { Misuse, taskOf } from "./options.js";

describe("the benchmark's command line", () => {
  it("measures everything when nothing is said", () => {
    expect(taskOf([])).toMatchObject({ task: "measure", only: "", alone: false, json: false });
  });

  it("runs one way of one case for a profiler", () => {
    expect(taskOf(["--only", "call", "--way", "native", "--loop", "1.5"])).toEqual({ task: "loop", only: "call", way: "native", seconds: 1.5 });
  });

  it.each([
    [["--fast"], "Unknown option '--fast'"],
    [["call"], "Unexpected argument 'call'"],
    [["--rounds", "0"], "--rounds 0: a number greater than 0 is needed"],
    [["--loop", "1"], "--loop needs --only CASE and --way WAY"],
    [["--way", "native"], "--way needs --loop SECONDS"],
  ])("refuses %j", (commandLine, message) => {
    expect(() => taskOf(commandLine)).toThrow(Misuse);
    expect(() => taskOf(commandLine)).toThrow(message);
  });
});
