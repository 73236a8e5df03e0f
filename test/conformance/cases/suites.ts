/**
 * What do other people's suites ask of generators?
 *
 * Written anew after reading them; each case is named after the suite and what it checks there: test262, the tests of V8 and
 * SpiderMonkey, of regenerator, of Closure Compiler and of TypeScript.
 */
import { programs } from "./case.js";

export const suites = programs("suites", {
  "test262-yield-star-order": `function* main() { const calls = []; const it = { get [Symbol.iterator]() { calls.push("get iter"); return function () { calls.push("call iter"); return it2; }; } }; const it2 = { get next() { calls.push("get next"); return function (...a) { calls.push(["next", a.length, a[0]]); return { get value() { calls.push("value"); return 1; }, get done() { calls.push("done"); return false; } }; }; }, get return() { calls.push("get return"); return function (...a) { calls.push(["return", ...a]); return { get done() { calls.push("rdone"); return true; }, get value() { calls.push("rvalue"); return "rv"; } }; }; }, get throw() { calls.push("get throw"); return function (...a) { calls.push(["throw", ...a]); return { get done() { calls.push("tdone"); return true; }, get value() { calls.push("tvalue"); return "tv"; } }; }; } }; try { log(yield* it); } finally { log(calls); } }`,
  "test262-gen-return-try-finally-within": `function* g() { yield 1; try { yield 2; } finally { yield 3; } yield 4; } function main() { for (const when of [0, 1, 2, 3, 4]) { const it = g(); for (let i = 0; i < when; i++) it.next(); log(when, it.return(45), it.next(), it.next(), it.return(46)); } }`,
  "test262-gen-throw-nested": `function* g() { try { yield 1; try { yield 2; throw "inner"; } catch (e) { yield e; } } finally { yield "fin"; } } function main() { for (const when of [0, 1, 2, 3, 4]) { const it = g(); for (let i = 0; i < when; i++) it.next(); try { log(it.throw("T")); log(it.next()); log(it.next()); } catch (e) { log("out", e); } log(it.next()); } }`,
  "test262-from-state-executing": `let it; function* g() { for (const m of ["next", "return", "throw"]) { try { it[m](42); log("no error"); } catch (e) { log(e); } } yield 1; } function main() { it = g(); log(it.next(), it.next()); }`,
  "test262-prototype-relationship": `function* g() {} function main() { log(Object.getPrototypeOf(g.prototype) === Object.getPrototypeOf(g).prototype, g.prototype.constructor === Object.getPrototypeOf(g), Object.isExtensible(g), Object.getOwnPropertyDescriptor(g, "length"), g.hasOwnProperty("prototype"), g.propertyIsEnumerable("prototype")); }`,
  "test262-scope-param-elem-var": `var x = "outside"; var p1, p2, b; function* g(_ = p1 = () => x, __ = (p2 = () => x, 0)) { var x = "inside"; b = () => x; yield; } function main() { g().next(); log(p1(), p2(), b()); }`,
  "test262-scope-body-lex-distinct": `function* g() { let x = "in"; { let x = "in2"; yield x; } yield x; } const main = g;`,
  "test262-params-trailing-comma-length": `function* a(x,) {} function* b(x, y,) {} const o = { *m(x, y = 1,) {}, *n(...r) {} }; class C { *m(x,) {} static *s(x, y, z,) {} } function main() { log(a.length, b.length, o.m.length, o.n.length, C.prototype.m.length, C.s.length); }`,
  "test262-dstr-fn-names": `function* g({ a = function () {}, b = class {}, c = () => {}, d = function* () {}, e = (function () {}), f = (0, function () {}), h = class { static name() {} } } = {}, [i = function* () {}] = []) { yield [a.name, b.name, c.name, d.name, e.name, f.name === "f", typeof h.name, i.name]; } const main = () => g();`,
  "test262-yield-spread-obj": `function* main() { yield { ...yield, y: 1, ...yield yield }; }`,
  "test262-yield-in-positions": `function* main() { yield [...yield]; yield [...yield, ...yield]; yield ((yield), yield); yield -(yield); yield { x: yield, [yield]: yield }; yield (yield) ? yield : yield; yield yield yield 1; (yield) || (yield); \`\${yield}\${yield}\`; function* inner() { yield* yield* [1]; } try { log(yield* inner()); } catch (e) { log(e); } }`,
  "test262-function-decl-in-arms": `function* main() { switch (yield 1) { case 1: { function a() { return 1; } log(a()); } } for (const x of [1]) { function b() { return x; } log(b()); } try { function c() { return 3; } log(c()); } finally { function d() { return 4; } log(d()); yield d; } }`,
  "v8-destructuring-generator-params": `function* f1([x, y], { z }) { yield x + y + z; } function* f2({ x } = { x: 5 }, ...[y]) { yield [x, y]; } function* f3(x, { y } = { y: x }) { yield y; } function main() { log([...f1([1, 2], { z: 3 })], [...f2()], [...f2(undefined, 2)], [...f3(9)]); for (const bad of [() => f1(), () => f1([], undefined), () => f1({}, {})]) { try { bad(); log("no"); } catch (e) { log(e); } } }`,
  "v8-relocation": `function* g() { yield "baz"; const f = () => g.prototype; yield f() === g.prototype; for (let i = 0; i < 3; i++) { yield (() => i)(); } yield typeof arguments; } const main = g;`,
  "v8-states": `function* main() { let iter; function* generator() { log(iter.next === undefined); } iter = generator(); log(iter.next()); function* g2() { yield iter2.next(); } const iter2 = g2(); try { iter2.next(); } catch (e) { log(e); } log(iter2.next()); function* g3() { try { yield iter3.throw(1); } catch (e) { log(e); yield "c"; } } const iter3 = g3(); log(iter3.next(), iter3.next()); }`,
  "closure-generator-test-shapes": `function* main() { const o = { method() { return this.f; }, f: 5, *g() { yield* [this.f, () => this.f].map(x => typeof x === "function" ? x() : x); yield (yield this).f; } }; yield* o.g(); function* outer() { const inner = function* () { yield arguments.length; yield this; }; yield* inner.call(undefined, 1, 2); } yield* outer(); lab: for (let i = 0; i < 2; i++) { for (;;) { if (yield i) continue lab; break lab; } } let x = 1; x = x + (yield x) + x; log(x); do { var y = yield 0; } while (y); }`,
  "regenerator-shapes": `function* main() { const range = function* (n) { for (var i = 0; i < n; ++i) yield i; }; yield* range(3); var count = 0; const obj = { foo: 1, bar: 2 }; for (const key in obj) { log(obj.hasOwnProperty(key)); yield [key, obj[key]]; count += 1; } for (var k in (yield "why not", obj)) yield k; const sums = [1, 2, 3]; for (sums[yield 0] in { z: 1 }) log(sums); (yield 1) in {}; var { length } = yield "abc"; log(length, count); const a = []; for (var b = 0, c; c = b * 2, b < 2; a.push(yield c), b++) ; log(a); if (!(yield 0)) { yield 5; } else yield 6; switch (yield 1) { case yield 1: yield "a"; default: yield "b"; case yield 2: yield "c"; } var { d = yield "d" } = {}; label: { try { break label; } finally { yield "f"; } } log(delete obj[yield "foo"], "foo" in obj); }`,
  "ts-generator-shapes": `function* main() { class C { *[yield "name"]() { yield 1; } static *x() { yield* [1]; } } log(Object.getOwnPropertyNames(C.prototype)); yield* C.x(); const { a, b: [c, ...d] } = yield { a: 1, b: [2, 3] }; log(a, c, d); const f = (x = 1) => x; log(f(yield)); const t = yield* (function* () { return yield* (function* () { return 7; })(); })(); log(t); let y; y = yield, log(y); y += yield 1; y = [yield, yield]; y = { x: yield 1, ...{ z: 1 } }; log(y); new Map([[yield 1, yield 2]]).forEach(log); log((yield 1, yield 2)); throw yield 3; }`,
  "spidermonkey-shapes": `function* main() { function* g(n) { for (let i = 0; i < n; i++) { const x = yield i; if (x === "stop") return "stopped"; } return "done"; } function* delegate() { return yield* g(3); } const r = yield* delegate(); log(r); const results = []; const it = (function* () { let v = "a"; while (true) { try { v = yield v; } catch (e) { v = ["caught", e]; } } })(); results.push(it.next(), it.next("b"), it.throw("c"), it.return("d"), it.next()); log(results); function* tree(t) { if (t) { yield* tree(t.l); yield t.v; yield* tree(t.r); } } log([...tree({ v: 2, l: { v: 1 }, r: { v: 3 } })]); function* perm(a, n = a.length) { if (n <= 1) yield a.slice(); else for (let i = 0; i < n; i++) { yield* perm(a, n - 1); const j = n % 2 ? 0 : i; [a[n - 1], a[j]] = [a[j], a[n - 1]]; } } log([...perm([1, 2, 3])].map(x => x.join(""))); }`,
  "babel-line-separators-in-strings": `function* main() { const texts = []; { texts.push("before\u2028after", 'a\u2029b', \`c\u2028d\`); yield texts; } try { texts.push(yield "x\u2028\u2029y"); } finally { log(texts.map(text => text.length), "z\u2028z" === "z\\u2028z"); } }`,
  "regenerator-labelled-jumps": `function* main() { own: break own; a: b: break a; for (const x of [1, 2, 3]) { own: { own2: break own; } c: if (x === 1) d: continue; e: yield x; if (x === 2) f: break; own: break own; } g: var h = 1; try { i: break i; yield h; } finally { j: k: break j; } l: return m(); function m() { n: for (;;) { o: break n; } p: return yield$; } } const yield$ = 7;`,
  "uglify-delete-of-a-value": `function* main() { let a = 1; log(delete (a = yield 2), delete ((yield 3), a), delete (yield 4), delete ((yield 5) ? a : 0), delete (-(yield 6)), delete (() => a)(yield 7), delete (a ||= yield 8), delete (function () { return a; })((yield 9)).valueOf, delete [yield 10], delete \`\${yield 11}\`); yield a; }`,
  "ix-many-delegations-that-yield-nothing": `const failing = { [Symbol.iterator]() { return { next() { throw 1; } }; } }; function* main() { let sum = yield 0; for (let i = 0; i < 3500; i++) { yield* []; sum += (yield* (function* () { return 1; })()); try { yield* failing; } catch (e) { sum += e; } } try { for (let i = 0; i < 3500; i++) { try { throw sum; } catch { sum++; } finally { yield* (function* () {})(); } } } finally { yield sum; } }`,
  "standard-style-without-semicolons": `const called = () => { log("called")
    return {} }
  function* main() {
    called()
    const [a, b] = [1, 2]
    called() // why
    // what
    var { x, ...y } = { x: 1, z: 3 }
    if (a) { called()
      var [c] = [3]
      called()
      const { length } = yield [4]
      keep(() => length)
    }
    let d = function () {}
    function e() {}
    [d] = [a]
    do called(); while (0) const [f] = yield [5]
    for (const g of [1, 2]) { let h = 0
      keep(() => h)
      h = () => g
      h()
      yield h()
    }
    yield [a, b, x, y, c, d, e.name, f]
  }`,
  "minified-parenthesis-after-a-word": `function*main(){if(yield 1)yield(2);else(yield 3);log(typeof(yield 4)in(yield{}),void(yield 5),(yield 6)in(yield{}),(yield{})instanceof(yield Object),delete(yield 7));for(const x of(yield[8]))log(x);for(const x in(yield{a:1}))log(x);switch(9){case(yield 9):log("nine")}class C extends(yield Object){}log(new(yield C)instanceof C);do(yield 0);while(0);try{throw(yield 10)}catch(e){return(yield e)}}`,
  "test262-arrays-without-an-iterator": `const original = Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator); function main() { const results = []; delete Array.prototype[Symbol.iterator]; try { class C { *m([x] = [1]) {} static *s() { yield 1; } *#p() { yield 2; } p() { return this.#p(); } *["k" + 1]() { const { a, ...rest } = yield 3; yield rest; for (const key in { q: 1 }) yield key; try { yield* [1]; } catch (e) { yield e instanceof TypeError; } } } try { new C().m([1]); } catch (e) { results.push(e instanceof TypeError); } results.push(C.s().next(), new C().p().next()); const it = new C().k1(); for (let i = 0; i < 5; i++) results.push(it.next({ a: 1, b: 2 })); } finally { Object.defineProperty(Array.prototype, Symbol.iterator, original); } log(results); }`,
  "ts-evaluation-without-symbol": `function* inner() { try { for (const x of [1, 2]) yield x; const [a, ...b] = yield 3; yield [a, b]; } finally { yield* [4]; } } function main() { const { Symbol, Reflect } = globalThis; const results = []; globalThis.Symbol = globalThis.Reflect = undefined; try { const it = (function* () { return yield* inner(); })(); for (let i = 0; i < 6; i++) results[i] = it.next([5, 6]); } finally { globalThis.Symbol = Symbol; globalThis.Reflect = Reflect; } log(results); }`,
  "test262-iterator-method-read-once": `function main() { const reads = []; const own = [1]; Object.defineProperty(own, Symbol.iterator, { get() { reads.push("get"); return function* () { yield 2; yield undefined; }; } }); const proxy = new Proxy([3, 4], { get(target, key, receiver) { reads.push(key); return Reflect.get(target, key, receiver); } }); function* g(a) { for (const x of a) yield x; yield* a; const [p, q = yield "q"] = a; yield [p, q]; } log([...g(own)], reads.splice(0)); log([...g(proxy)], reads); }`,
  "test262-field-named-get-before-a-generator": `class C { get
    *a() { yield 1; } static set
    *b() { yield 2; } async
    *c() { yield 3; } d
    *e() { yield 4; } } function* main() { log([C, C.prototype, new C()].map(o => Object.entries(Object.getOwnPropertyDescriptors(o)).map(([key, d]) => [key, "value" in d]))); yield* new C().a(); yield* C.prototype.c(); }`,
  "minified-literal-with-generators-after-a-word": `function*main(){const f=function(){return{*a(){yield 1}}};yield*f().a();yield*(yield{*b(){yield 2}}).b();log("c"in{*c(){}},typeof{*d(){}});try{throw{*e(){yield 3}}}catch(e){return yield*e.e()}}`,
  "babel-private-name-in-its-own-key": `class Outer { #p = "p"; m() { return 1; } *key() { class A extends class { #p = 2; [(yield (yield this).#p)] = 2; } { #p = 3; } } *sum() { class A { #p = 3; [this.#p + (yield 1)]() {} } } *call() { class A { #p = 3; [this.#p(yield 1)]() {} } } *lacks() { class A { #p = 3; [#p in (yield this)]() { return 7; } } yield new A().false(); } *heritage() { const A = class extends (yield this.#p, Object) { #p = 3; [(yield 4)]() { return this.#p; } }; yield new A()[4](); } *other() { const A = class { #q = 3; [(yield this.#p)]() { return this.#q; } [yield this.m()]() {} }; yield new A().p(); } *nested() { const k = class { #q = 3; [(yield new (class { #q = 5; m() { return this.#q; } })().m())]() {} }; yield Object.getOwnPropertyNames(k.prototype); } } function* main() { for (const name of ["key", "sum", "call", "lacks", "heritage", "other", "nested"]) try { yield* new Outer()[name](); } catch (e) { yield [name, e instanceof TypeError]; } }`,
});
