/**
 * What does `yield*` pass on, to whom, and what does it check?
 *
 * ECMA-262 15.5.5: next, throw and return of the inner iterator, results passed through untouched, protocol errors.
 */
import { bodies, programs } from "./case.js";

/** An iterator whose every method writes its arguments; `extra` replaces methods. */
const logging = `
const inner = (results, extra = {}) => ({ [Symbol.iterator]() { let i = 0; return { next(...a) { log("next", a.length, ...a); return results[i++] ?? { value: "end", done: true }; }, ...extra }; } });
`;

export const delegation = [
  ...bodies("delegation", {
    "to-array": `log(yield* [1, 2]); log(yield* ""); log(yield* "ab");`,
    "to-generator": `const g = function* () { const a = yield 1; log("inner got", a); return yield 2; }; log(yield* g());`,
    "result-of-inner": `const g = function* (n) { yield n; return n * 10; }; log((yield* g(1)) + (yield* g(2)), [yield* g(3)], { a: yield* g(4) });`,
    "three-deep": `const a = function* () { try { yield 1; } finally { log("a"); } return "A"; }; const b = function* () { try { return yield* a(); } finally { log("b"); } }; const c = function* () { try { return yield* b(); } finally { log("c"); } }; log(yield* c());`,
    "recursive": `const walk = function* (tree) { if (tree) { yield* walk(tree[0]); yield tree[1]; yield* walk(tree[2]); } }; yield* walk([[null, 1, null], 2, [[null, 3, null], 4, null]]);`,
    "operand-evaluated-once": `log(yield* t("operand", [1, 2]));`,
    "operand-throws": `try { yield* fail("operand"); } catch (e) { log(e); }`,
    "not-iterable": `for (const bad of [5, null, undefined, {}, { [Symbol.iterator]: 1 }, { [Symbol.iterator]: () => 5 }]) { try { yield* bad; } catch (e) { log(e); } }`,
    "iterator-getter-throws": `try { yield* { get [Symbol.iterator]() { return fail("getter"); } }; } catch (e) { log(e); } try { yield* { [Symbol.iterator]() { return fail("method"); } }; } catch (e) { log(e); }`,
    "first-next-gets-undefined": `${logging} log(yield* inner([{ value: 1, done: false }, { value: 2, done: false }]));`,
    "next-read-once": `let n = 0; const it = { [Symbol.iterator]() { return this; }, get next() { log("read next"); return v => ({ value: n, done: n++ > 2 }); } }; log(yield* it);`,
    "result-objects-passed-through": `${logging} log(yield* inner([{ value: 1, done: false, extra: "kept" }, { done: 0, value: 2 }, { value: 3 }]));`,
    "value-not-read-while-yielding": `${logging} const result = { done: false, get value() { log("value read"); return 1; } }; yield* inner([result]);`,
    "done-read-once-per-step": `${logging} yield* inner([{ get done() { log("done read"); return false; }, value: 1 }]);`,
    "result-not-an-object": `${logging} for (const bad of [5, "s", null, true, Symbol("s")]) { try { yield* inner([{ value: 1, done: false }, bad ?? 0]); } catch (e) { log(e); } }`,
    "result-null": `try { yield* { [Symbol.iterator]: () => ({ next: () => null }) }; } catch (e) { log(e); } try { yield* { [Symbol.iterator]: () => ({ next: () => undefined }) }; } catch (e) { log(e); }`,
    "next-missing": `try { yield* { [Symbol.iterator]: () => ({}) }; } catch (e) { log(e); }`,
    "next-throws": `${logging} try { yield* inner([], { next() { return fail("next"); }, return() { log("must not be called"); return {}; } }); } catch (e) { log(e); }`,
    "done-getter-throws": `${logging} try { yield* inner([{ get done() { return fail("done"); } }], { return() { log("must not be called"); return {}; } }); } catch (e) { log(e); }`,
    "value-getter-throws-at-end": `${logging} try { yield* inner([{ done: true, get value() { return fail("value"); } }]); } catch (e) { log(e); }`,
    "throw-forwarded": `${logging} try { log(yield* inner([{ value: 1, done: false }], { throw(...a) { log("throw", ...a); return { value: "from throw", done: false }; } })); } catch (e) { log("caught", e); }`,
    "throw-forwarded-finishes": `${logging} log(yield* inner([{ value: 1, done: false }], { throw(...a) { log("throw", ...a); return { value: "result", done: true }; } })); yield "after";`,
    "throw-forwarded-non-object": `${logging} try { yield* inner([{ value: 1, done: false }], { throw: () => 5, return() { log("must not be called"); return {}; } }); } catch (e) { log(e); }`,
    "throw-forwarded-throws": `${logging} try { yield* inner([{ value: 1, done: false }], { throw(e) { throw [e, "again"]; } }); } catch (e) { log(e); yield 2; }`,
    "throw-missing-closes-then-type-error": `${logging} try { yield* inner([{ value: 1, done: false }], { return(...a) { log("return", a.length, ...a); return {}; } }); } catch (e) { log(e); yield 2; }`,
    "throw-missing-no-return": `${logging} try { yield* inner([{ value: 1, done: false }]); } catch (e) { log(e); }`,
    "throw-missing-return-throws": `${logging} try { yield* inner([{ value: 1, done: false }], { return() { return fail("return"); } }); } catch (e) { log(e); }`,
    "throw-missing-return-non-object": `${logging} try { yield* inner([{ value: 1, done: false }], { return: () => 5 }); } catch (e) { log(e); }`,
    "throw-missing-return-not-callable": `${logging} try { yield* inner([{ value: 1, done: false }], { return: 5 }); } catch (e) { log(e); }`,
    "throw-null-is-missing": `${logging} try { yield* inner([{ value: 1, done: false }], { throw: null, return() { log("return"); return {}; } }); } catch (e) { log(e); }`,
    "throw-not-callable": `${logging} try { yield* inner([{ value: 1, done: false }], { throw: 5, return() { log("must not be called"); return {}; } }); } catch (e) { log(e); }`,
    "throw-getter-throws": `${logging} try { yield* inner([{ value: 1, done: false }], Object.defineProperty({}, "throw", { enumerable: false, get() { return fail("getter"); } })); } catch (e) { log(e); }`,
    "throw-read-each-time": `let n = 0; const it = { [Symbol.iterator]() { return this; }, next: () => ({ value: n++, done: n > 4 }), get throw() { log("read throw"); return e => ({ value: ["threw", e], done: false }); }, get return() { log("read return"); return undefined; } }; log(yield* it);`,
    "return-forwarded": `${logging} try { yield* inner([{ value: 1, done: false }], { return(...a) { log("return", a.length, ...a); return { value: "closed", done: true }; } }); } finally { log("finally"); }`,
    "return-forwarded-not-done": `${logging} log(yield* inner([{ value: 1, done: false }, { value: 2, done: false }], { return(...a) { log("return", ...a); return { value: "not yet", done: false }; } }));`,
    "return-forwarded-non-object": `${logging} try { yield* inner([{ value: 1, done: false }], { return: () => 5 }); } catch (e) { log(e); yield 2; }`,
    "return-forwarded-throws": `${logging} try { yield* inner([{ value: 1, done: false }], { return() { return fail("return"); } }); } catch (e) { log(e); yield 2; }`,
    "return-missing": `${logging} try { yield* inner([{ value: 1, done: false }]); } finally { log("finally"); yield 2; }`,
    "return-null-is-missing": `${logging} try { yield* inner([{ value: 1, done: false }], { return: null }); } finally { log("finally"); }`,
    "return-not-callable": `${logging} try { yield* inner([{ value: 1, done: false }], { return: 5 }); } catch (e) { log(e); }`,
    "return-done-getter-throws": `${logging} try { yield* inner([{ value: 1, done: false }], { return: () => ({ get done() { return fail("done"); } }) }); } catch (e) { log(e); }`,
    "return-value-getter": `${logging} try { yield* inner([{ value: 1, done: false }], { return: () => ({ done: true, get value() { log("value read"); return "v"; } }) }); } finally { log("finally"); }`,
    "return-inner-generator-finally-yields": `const g = function* () { try { yield 1; } finally { yield "cleanup"; log("cleaned"); } }; try { yield* g(); } finally { yield "outer cleanup"; }`,
    "return-inner-generator-overrides": `const g = function* () { try { yield 1; } finally { return "overridden"; } }; log(yield* g()); yield "goes on";`,
    "throw-inner-generator-catches": `const g = function* () { try { yield 1; } catch (e) { log("inner", e); return yield "recovered"; } }; log(yield* g()); yield "after";`,
    "throw-inner-generator-lets-through": `const g = function* () { try { yield 1; } finally { log("inner finally"); } }; try { yield* g(); } catch (e) { log("outer", e); yield 2; }`,
    "finished-inner": `const g = function* () { yield 1; }(); g.next(); g.next(); log(yield* g); const it = [1, 2][Symbol.iterator](); it.next(); yield* it; yield* it;`,
    "running-inner-fails": `const g = function* () { try { yield* g2; } catch (e) { log(e); } yield 1; }; const g2 = g(); yield* g2;`,
    "in-try-catch-finally": `for (const list of [[1], [2]]) { try { yield* list; if (list[0] === 2) fail("x"); } catch (e) { yield* ["caught"]; } finally { yield* ["finally"]; } }`,
    "in-loop-with-break": `for (;;) { if ((yield* [1, 2]) === undefined) break; } for (const x of [1, 2]) { yield* [x]; continue; }`,
    "as-return-value": `return yield* function* () { yield 1; return "result"; }();`,
    "as-throw-value": `try { throw yield* function* () { yield 1; return "thrown"; }(); } catch (e) { log(e); }`,
    "as-condition-and-argument": `const g = function* (v) { yield v; return v; }; if (yield* g(1)) log("yes", yield* g(2), ...(yield* g([3, 4]))); while (yield* g(0)) log("never"); for (const x of yield* g([5])) log(x);`,
    "as-assignment-target-part": `const g = function* (v) { yield v; return v; }; const o = {}; o[yield* g("k")] = yield* g(1); log(o); let a = 1; a += yield* g(5); log(a); a &&= yield* g(6); log(a);`,
    "of-yield": `log(yield* yield [1, 2]); log(yield yield* [3]); yield* (yield [4]);`,
    "of-conditional": `yield* (yield 1) ? [2] : [3]; yield* false || [4]; yield* ([5], [6]);`,
    "inner-mutated-while-delegating": `const list = [1]; const it = list[Symbol.iterator](); list.push(2); yield* it; list.push(3); log(yield* it);`,
    "arguments-of-next-passed": `const it = { [Symbol.iterator]() { return this; }, n: 0, next(...a) { log(a.length); return { value: 1, done: this.n++ > 1 }; } }; yield* it;`,
    "this-of-inner-methods": `const it = { [Symbol.iterator]() { log(this === it); return it2; } }; const it2 = { n: 0, next() { log(this === it2); return { value: 1, done: this.n++ > 1 }; }, throw() { log(this === it2); return { done: true }; }, return() { log(this === it2); return { done: true }; } }; yield* it;`,
    "undefined-passed-on": `${logging} yield* inner([{ value: undefined, done: false }, { done: false }]);`,
    "map-and-set": `yield* new Map([[1, 2]]); yield* new Set([3]).values(); yield* Object.entries({ a: 1 }); yield* (function () { return arguments; })(1, 2);`,
    "hundred-deep": `const g = function* (n) { if (n) return yield* g(n - 1); yield "bottom"; return "result"; }; log(yield* g(100));`,
  }),
  ...programs("delegation", {
    "this-method": `class A { *a() { yield 1; return yield* this.b(); } *b() { yield 2; return "b"; } static *s() { return yield* new A().a(); } } const main = () => A.s();`,
    "native-and-compiled-mixed": `const native = [1, 2].values(); function* main() { yield* native; yield* new Set([3]); return yield* [4].entries(); }`,
    "mutual-recursion": `function* even(n) { yield ["even", n]; if (n) yield* odd(n - 1); } function* odd(n) { yield ["odd", n]; if (n) yield* even(n - 1); } const main = () => even(3);`,
    "spread-and-array-from": `function* g(n) { for (let i = 0; i < n; i++) yield i; return "ignored"; } function* main() { yield [...g(3)]; yield Array.from(g(2), x => x * 2); yield Math.max(...g(4)); const [a, , b] = g(5); yield [a, b]; yield new Map([[1, 2]].values()).size; }`,
  }),
];
