/**
 * What programs entangle several generators by `yield*`, and resume each of them from everywhere?
 *
 *     all[0]: { log("0", yield* all[1]); yield 3; }                 delegates to 1
 *     all[1]: { resume(2, "return"); log("1", yield 5); }           resumes 2 while 0 waits for it
 *     all[2]: { yield* passOn(0); }                                 asks 0 through an iterator of the program's own
 *     main:     resume(0, "next"); resume(1, "throw"); …
 *
 * A run time that keeps chains of generators has to notice each way in which somebody else changes them: generators in the middle are
 * resumed and ended, methods are replaced, the results of iterators look different each time they are looked at.
 */
import fc from "fast-check";
import { transformSource } from "../../transformer/index.js";
import { describeDifference, differences, expectation } from "./compare.js";
import { withoutModule } from "./coroutines/ways.js";
import { asText, type ProgramText } from "./random.js";
import { compiledWays, type Way } from "./ways.js";

const count = 5;
/** Bodies that are only called anew, each time with a generator of its own. */
const recipes = 2;

const someone = fc.nat({ max: count - 1 });
const how = fc.constantFrom("next", "next", "next", "next", "throw", "return");

/** Whom a `yield*` asks. */
const iterable = fc.oneof(
  { weight: 6, arbitrary: someone.map((index) => `all[${index}]`) },
  { weight: 2, arbitrary: fc.nat({ max: recipes - 1 }).map((recipe) => `another(${recipe})`) },
  { weight: 2, arbitrary: fc.tuple(someone, someone, how).map(([index, other, by]) => `passOn(${index}, () => resume(${other}, "${by}"))`) },
  { weight: 1, arbitrary: someone.map((index) => `passOn(${index})`) },
  { weight: 1, arbitrary: fc.constantFrom("[7, 8]", "[]", "1") },
);

const { statements } = fc.letrec<{ statement: string; statements: string }>((tie) => ({
  statements: fc.array(tie("statement"), { minLength: 1, maxLength: 4 }).map((all) => all.join(" ")),
  statement: fc.oneof(
    { maxDepth: 2, depthIdentifier: "statement" },
    { weight: 5, arbitrary: iterable.map((whom) => `log("got", yield* ${whom});`) },
    { weight: 4, arbitrary: fc.nat({ max: 9 }).map((value) => `log("sent", yield ${value});`) },
    { weight: 3, arbitrary: fc.tuple(someone, how).map(([index, by]) => `resume(${index}, "${by}");`) },
    { weight: 1, arbitrary: fc.tuple(someone, how, fc.boolean()).map(([index, by, done]) => `replace(${index}, "${by}", ${done});`) },
    { weight: 1, arbitrary: fc.constantFrom(`throw "thrown";`, `return "returned";`, "return yield* all[3];") },
    { weight: 2, arbitrary: tie("statements").map((inside) => `try { ${inside} } catch (error) { log("caught", error); }`) },
    { weight: 2, arbitrary: fc.tuple(tie("statements"), tie("statements")).map(([inside, last]) => `try { ${inside} } finally { ${last} }`) },
    { weight: 1, arbitrary: tie("statements").map((inside) => `for (let turn = 0; turn < 2; turn++) { ${inside} }`) },
  ),
}));

/** What the programs share. Its generators call those around them at will; after so many turns nobody answers. */
const prelude = `
let turnsLeft = 60;
const resume = (index, how) => {
  if (turnsLeft-- <= 0) return;
  try { log(index, how, all[index][how](how + index)); } catch (error) { log(index, how, "throws", error); }
};
const replace = (index, how, done) => { all[index][how] = (value) => (log("replaced", index, how), { value, done }); };
const another = (recipe) => (turnsLeft-- <= 0 ? [] : recipes[recipe]());
const passOn = (index, whenLookedAt = () => {}) => {
  let looks = 0;
  const answer = (how) => (value) => {
    const result = all[index][how](value);
    return { value: result.value, get done() { log("looked at", index, result.done); if (turnsLeft-- <= 0) return true; whenLookedAt(); return result.done || ++looks > 5; } };
  };
  return { [Symbol.iterator]: () => ({ next: answer("next"), throw: answer("throw"), return: answer("return") }) };
};`;

/** A program whose `main` resumes now one, now another of its generators. */
const entangled: fc.Arbitrary<ProgramText> = fc
  .tuple(
    fc.array(statements, { minLength: count, maxLength: count }),
    fc.array(statements, { minLength: recipes, maxLength: recipes }),
    fc.array(fc.tuple(someone, how), { minLength: 3, maxLength: 15 }),
  )
  .map(([bodies, others, resumptions]) => {
    const functions = (all: readonly string[]): string => all.map((body) => `\n  function* () { ${body} },`).join("");
    const main = resumptions.map(([index, by]) => `resume(${index}, "${by}");`).join(" ");
    return asText(`${prelude}\nconst recipes = [${functions(others)}\n];\nconst all = [${functions(bodies)}\n].map((make) => make());\nfunction main() { ${main} }\n`);
  });

/** Each generator function of such a program marked with `generator`, so that what is called is a plain frame. */
const plain: Way = {
  name: "plain",
  compile(source) {
    const marked = `import { generator } from "ts-coroutine";\n${source.replaceAll(/^ {2}(function\* .*),$/gm, "  generator($1),")}`;
    return withoutModule(transformSource(marked, { fileName: "program.js", format: "esm" })!.code);
  },
};

/** As plain frames, and by both printers as objects that look like the engine's generators in everything. */
export const waysOfEntangled: readonly Way[] = [plain, ...compiledWays];

/** The property that entangled generators behave in `ways` as the engine's do. */
export function sameEntangled(ways: readonly Way[]): fc.IProperty<[ProgramText]> {
  return fc.property(entangled, ({ source }) => {
    const expected = expectation(source, [[]]);
    if (expected.logs[0].at(-1) !== "main returned undefined") throw new Error(`natively:\n${expected.logs[0].join("\n")}\n\nprogram:\n${source}`);
    const [difference] = differences(source, ways, expected);
    if (difference !== undefined) throw new Error(`${describeDifference(difference)}\n\nprogram:\n${source}`);
  });
}
