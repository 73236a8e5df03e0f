/**
 * When is a resource of a `using` declaration disposed, and which error wins?
 *
 * Checklist 21. Engines before Node 24 do not parse `using`: there the logs recorded in `using.expected.json` are the
 * oracle (`npm run conformance -- --record-using`, on a newer engine, writes that file anew).
 */
import { bodies, programs } from "./case.js";

const resource = `const dispose = Symbol.dispose; const resource = (name, options = {}) => ({ name, [dispose]() { log("dispose", name); if (options.throws) throw options.throws; return 5; } });\n`;

const usingBodies: Record<string, string> = {
  "normal-exit": `{ using a = resource("a"); yield a.name; } log("end");`,
  "reverse-order": `{ using a = resource("a"); using b = resource("b"), c = resource("c"); yield 1; log("body"); }`,
  "initialiser-yields": `{ using a = yield resource("a"); log(a.name); } using b = resource(yield "b"); log(b.name);`,
  "no-yield-in-block": `yield 1; { using a = resource("a"); log("body"); } for (const x of [1, 2]) { using b = resource(x); if (x === 1) continue; break; } yield 2;`,
  "null-and-undefined": `{ using a = null, b = undefined; using c = yield null; yield [a, b, c]; } log("end");`,
  "not-disposable": `try { using a = yield {}; log("never"); } catch (e) { log(e); } try { using b = 5; yield "never"; } catch (e) { log(e); }`,
  "dispose-not-callable": `try { using a = { [dispose]: 5 }; yield "never"; } catch (e) { log(e); }`,
  "dispose-read-once-at-declaration": `const o = { get [dispose]() { log("read"); return () => log("disposed"); } }; { using a = o; yield 1; log("body"); }`,
  "dispose-replaced-has-no-effect": `const o = resource("old"); { using a = o; o[dispose] = () => log("new"); yield 1; }`,
  "dispose-this": `const o = { [dispose]() { log(this === o); } }; { using a = o; yield 1; }`,
  "break-and-continue": `for (const x of [1, 2, 3]) { using r = resource(x); if (x === 1) continue; yield x; if (x === 2) break; } log("end");`,
  "labelled-break-through-two": `outer: for (const x of [1]) { using a = resource("a"); for (const y of [1]) { using b = resource("b"); yield 1; break outer; } } log("end");`,
  "return-disposes": `using a = resource("a"); yield 1; return t("value", "result");`,
  "throw-disposes": `try { using a = resource("a"); yield 1; fail("body"); } catch (e) { log("caught", e); }`,
  "dispose-throws": `try { using a = resource("a", { throws: "from a" }); yield 1; } catch (e) { log(e); }`,
  "suppressed-error": `try { using a = resource("a", { throws: "from a" }); yield 1; throw "body"; } catch (e) { log(e); }`,
  "suppressed-error-chain": `try { using a = resource("a", { throws: 1 }), b = resource("b", { throws: 2 }), c = resource("c", { throws: 3 }); yield 0; throw "body"; } catch (e) { log(e); }`,
  "suppressed-error-shape": `try { using a = resource("a", { throws: 1 }); yield 0; throw 2; } catch (e) { log(e instanceof Error, e.error, e.suppressed, e.name, Object.hasOwn(e, "message") && e.message !== undefined, Object.getOwnPropertyDescriptor(e, "error")); }`,
  "dispose-throws-overrides-return": `try { using a = resource("a", { throws: "x" }); yield 1; return 5; } catch (e) { log(e); return yield 2; }`,
  "later-initialiser-throws": `try { using a = resource("a"), b = fail(yield "b"); log("never"); } catch (e) { log(e); }`,
  "with-try-finally": `try { using a = resource("a"); try { yield 1; } finally { log("inner finally"); yield 2; } } finally { log("outer finally"); }`,
  "in-finally-block": `try { yield 1; } finally { using a = resource("a"); yield 2; log("finally"); }`,
  "in-catch-block": `try { fail("x"); } catch (e) { using a = resource(e.message); yield 1; }`,
  "in-switch": `switch (yield 1) { case 0: { using a = resource("a"); } case 1: { using b = resource("b"); yield 2; break; } default: log("never"); } log("end");`,
  "in-for-head": `for (using a = resource("a"); ;) { yield a.name; break; } let n = 0; for (using b = resource("b"), c = null; n < 2; n++) { yield n; } log("end");`,
  "in-for-of-head": `for (using a of [resource("a"), resource("b")]) { yield a.name; log("body"); } log("end");`,
  "in-for-of-head-with-iterator": `for (using a of iterable("it", [resource("a"), resource("b"), null])) { if (a === null) continue; yield a.name; if (a.name === "b") break; } log("end");`,
  "in-for-of-not-disposable-closes": `try { for (using a of iterable("it", [5, 6])) yield "never"; } catch (e) { log(e); }`,
  "in-for-of-dispose-throws-closes": `try { for (using a of iterable("it", [resource("a", { throws: "x" }), resource("b")])) yield a.name; } catch (e) { log(e); }`,
  "captured": `for (const x of [1, 2]) { using a = resource(x); keep(() => [x, a.name]); yield x; }`,
  "is-const": `try { using a = resource("a"); yield 1; a = null; } catch (e) { log(e); }`,
  "tdz": `try { log(a); } catch (e) { log(e); } yield 1; using a = resource("a"); log(a.name);`,
  "names-function": `try { using f = Object.assign(() => {}, { [dispose]() { log(this.name); } }); yield f.name; } catch (e) { log(e); }`,
  "same-resource-twice": `const r = resource("r"); { using a = r, b = r; yield a === b; }`,
  "mixed-with-destructuring-and-functions": `{ using a = resource("a"); const { name } = a; yield f(); function f() { return name; } keep(f); }`,
  "nested-blocks": `{ using a = resource("a"); { using b = resource("b"); yield 1; { using c = resource("c"); yield 2; } log("after c"); } log("after b"); } log("after a");`,
  "yield-star-inside": `using a = resource("a"); log(yield* function* () { using b = resource("b"); yield 1; return "inner"; }());`,
  "disposed-after-loop-iterator-closed": `{ using a = resource("a"); for (const x of iterable("it", [1, 2])) { using b = resource("b" + x); yield x; break; } }`,
  "return-in-finally-overrides-dispose-error": `try { using a = resource("a", { throws: "x" }); yield 1; } finally { return "overridden"; }`,
  "function-body": `using a = resource("a"); log("body"); yield 1; log("end of body");`,
};

export const using = [
  ...bodies("using", Object.fromEntries(Object.entries(usingBodies).map(([name, body]) => [name, resource + body]))),
  ...programs("using", {
    "in-methods": `${resource} class A { n = "this"; *run() { using a = resource(this.n); yield 1; } } const main = () => new A().run();`,
  }),
];
