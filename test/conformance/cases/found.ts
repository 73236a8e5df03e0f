/**
 * Which programs did the property tests find?
 *
 * A failing program that `npm run conformance` prints, shrunk, is pasted here under a name that says its shape, so that it
 * is run for ever after.
 */
import { bodies, programs, type Case } from "./case.js";

export const found: readonly Case[] = [
  ...bodies("found", {
    "break-ends-do-while-at-the-end-of-try": `try { do { yield 1; break; } while (yield 1); } catch (e) { log(e); yield e; } log("after");`,
    "empty-try-with-finally-later-in-the-body": `yield 0; try { } finally { yield 1; } try { } finally { log("finally"); yield 2; } try { } catch (e) { yield e; } finally { yield 3; } yield 4;`,
    "closures-over-object-pattern-with-rest-in-for-of": `const B = watch("B"); for (let { p: a = (yield 1), ...rest } of B) { keep(() => a); yield a; yield t("rest", rest); }`,
    "pattern-reads-its-own-name": `try { let [a = a, ...b] = [(yield undefined)]; if (yield a) log(b); } catch (e) { log(e); }`,
    "loop-head-name-of-an-outer-variable-in-its-own-default": `let v; try { for (let { p: v = v } in { x: (yield 1), y: 1 }) { yield v; keep(() => v); } } catch (e) { log(e, v); }`,
    "unreachable-let-is-still-in-its-dead-zone": `let v = "outer"; for (const x of [1]) { try { throw (yield v); let v; } catch (e) { log(e); } }`,
    "loop-head-name-of-an-outer-const-in-its-iterable": `const v = (yield 1); try { for (let { p: v = (yield 1), ...rest } of [(yield 2), (yield v)]) { } } catch (e) { log(e); }`,
    "loop-head-pattern-with-the-name-of-an-outer-const": `const [v = 1] = []; for (let { p: { p: w = (yield (yield 1)), ...v } = (yield v), ...x } of iterable("it", [])) { } log(v);`,
    "pattern-in-loop-initialised-from-its-own-name": `let v = "outer", n = 0; do { try { let { [t("key", "q")]: w = 2.5, ...v } = [v]; for (let v of [(yield 1), w]) { keep(() => v); } } catch (e) { log(e); } } while (n++ < 1 && (yield 1));`,
    "class-name-in-its-own-key": `let v = "outer"; { try { class v { static [v] = 1; m() { return v; } } yield v; } catch (e) { log(e); } } try { class v { static [(v += v)] = 1; } } catch (e) { log(e); } yield v;`,
    "class-name-in-a-closure-in-its-own-key": `let v = "outer"; { class v { static [(yield String(keep(function () { return v; }).length))] = 1; m() { return v; } } log(new v().m() === v); }`,
    "class-shadows-and-keeps-its-name": `const v = 1; { class v { static [(yield 1)] = 1; m() { return v; } } yield v; log(v.name, new v().m() === v); } log(v);`,
    "block-variable-shadows-a-function-of-the-body": `function v() { return "function"; } keep(() => v()); for (const x of [1, 2]) { try { log(v); } catch (e) { log(e); } let v = (yield x); keep(() => v); yield v; } try { throw { p: 1 }; } catch ({ p: v }) { yield v; keep(() => v); yield v; } switch (yield 1) { case 1: class v { static [(yield "k")] = 1; m() { return v; } } log(v.name); }`,
    "shorthand-of-a-captured-loop-variable": `for (let v = 0; v < 2 && (({ v, [t("key", "k")]: (yield 1) }), true); v++, (yield v)) { keep(() => v); v = v; log({ v }); }`,
    "parenthesised-chain-as-callee": `const o = { v: 1, m(x) { return [this?.v, x]; } }; log(((yield o)?.m)(yield 1), ((yield 1) ? o : null)?.m(2), (((yield 0) ? null : o)?.m)({}), (0, (yield o)?.m)(3));`,
    "assignment-pattern-in-a-case": `let v; switch (yield 1) { case ([v = (yield 1)] = [,]): log("no"); case (v = (yield 1)): log("yes", v); case (!({ [t("key", "k")]: (yield 2) })): log("fell"); }`,
    "hole-before-a-yield": `log(!([, ...[(yield 1)]]), [, , (yield 2)], [, ...(yield [3])]);`,
    "block-function-captures-what-a-later-yield-declares": `for (let v of [1, 2]) { keep(() => v); v = yield 1; { let v = yield 2; log(f()); function f() { return v; } } }`,
    "block-function-captures-a-later-pattern-in-a-loop": `for (const x of [1, 2]) { const early = f; const y = yield x; keep(f); log(f(), early === f); const { z, w } = yield { z: x, w: [x] }; keep(g); function f() { return y; } function g() { return [z, w]; } }`,
    "block-function-in-a-clause-captures-another-clause": `for (const x of [1, 2]) { switch (x) { case 1: const y = yield 5; log(f()); case 2: try { log(f()); } catch (e) { log(e); } function f() { return y; } keep(f); } }`,
  }),
  ...programs("found", {
    "jump-out-of-a-try-whose-catch-must-not-see-the-closing": `const failing = () => iterable("i", [1, 2], { returnThrows: 7 }); function* run(how) { try { for (const x of failing()) { yield x; { if (x) { try { if (how === "break") break; if (how === "return") return x; } catch (e) { log("wrong", e); } try { log(x); } catch { break; } } } } } catch (e) { log("right", e); } outer: for (const x of failing()) { yield x; for (;;) { try { if (how) continue outer; break outer; } catch (e) { log("wrong", e); } } } } function* main() { yield* run("break"); yield* run("return"); yield* run(""); }`,
    "two-generators-one-empty": `function* sub(v0) { } function* run(v1) { yield* sub(5); yield v1; } const main = () => run(1);`,
    "generator-whose-body-hides-its-name": `function* run() { for (let x in { x: (yield 1), y: 1 }) { keep(() => v() instanceof v); keep(() => w() instanceof w); keep(() => u() instanceof u); function* v(a) { let v; } function* w() { { const w = yield 1; yield w; } } function* u() { let u = yield 1; yield u; } } } const main = () => run();`,
    "delegates-in-a-long-loop-that-are-over-at-once": `const over = value => ({ [Symbol.iterator]: () => ({ next: () => ({ done: true, value }) }) }); const fails = () => ({ [Symbol.iterator]: () => ({ next() { throw 1; } }) }); function* none(v) { return v; } function* through(v) { return yield* none(v); } function* sum(delegate) { let s = 0; for (let i = 0; i < 20000; i++) { try { s += yield* delegate(1); } catch (e) { s += e; } } return s; } function* main() { log(yield* sum(none), yield* sum(over), yield* sum(through), yield* sum(fails)); try { yield 1; } catch (e) { log(e, yield* sum(over)); } finally { log(yield* sum(none)); } }`,
    "objects-of-a-generator-declaration-in-a-loop-that-is-assigned-to": `function* run() { for (let i = 0; i < 3; i++) { keep(() => g() instanceof g); keep(() => g.name); function* g() {} yield g; if (i === 9) g = yield 1; } } const main = () => run();`,
    "generator-declaration-in-a-loop-that-is-assigned-to": `function* run(v) { for (const x of [1, 2]) { log(v.name); yield 1; v = [v.name]; log(v); function* v(v) { } } yield v; } const main = () => run(1);`,
  }),
];
