/**
 * What can the caller of a generator function see of the object it gets, and of the function itself?
 *
 * ECMA-262 27.3 to 27.5: prototype chain, tags, re-entry, calls before the start and after the end, eager parameters.
 */
import { programs } from "./case.js";

const GeneratorPrototype = `const GeneratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));`;

export const generatorObjects = programs("generator-objects", {
  "result-shape": `function* g() { yield 1; return 2; } function main() { const it = g(); for (let i = 0; i < 3; i++) { const r = it.next(); log(r, Object.keys(r), Object.getPrototypeOf(r) === Object.prototype); } const r = g().return(5); log(Object.getOwnPropertyDescriptor(r, "value")); }`,
  "results-are-fresh": `function* g() { yield 1; yield 1; } function main() { const it = g(); const a = it.next(), b = it.next(); log(a === b); const c = it.next(), d = it.next(); log(c === d); }`,
  "is-its-own-iterator": `function* g() { yield 1; } function main() { const it = g(); log(it[Symbol.iterator]() === it, typeof it[Symbol.iterator]); log([...it], [...it]); }`,
  "to-string-tag": `function* g() {} function main() { const it = g(); log(Object.prototype.toString.call(it), it[Symbol.toStringTag], String(it)); }`,
  "instance-of": `function* g() {} function main() { log(g() instanceof g); function* h() {} log(g() instanceof h, h() instanceof h, [] instanceof g); const bound = g.bind(); log(bound() instanceof bound); }`,
  "prototype-chain": `${GeneratorPrototype} function* g() {} function main() { const it = g(); log(Object.getPrototypeOf(it) === g.prototype, GeneratorPrototype.isPrototypeOf(it), typeof it.map, Object.prototype.isPrototypeOf(it)); }`,
  "prototype-of-prototype": `function* g() {} function* h() {} function main() { log(Object.getPrototypeOf(g.prototype) === Object.getPrototypeOf(h.prototype), g.prototype !== h.prototype); const shared = Object.getPrototypeOf(g.prototype); log(typeof shared.next, typeof shared.return, typeof shared.throw, shared.next.length, shared.return.length, shared.throw.length); log(shared.next.name, shared.return.name, shared.throw.name); }`,
  "prototype-property": `function* g() {} function main() { log(Object.getOwnPropertyNames(g.prototype), Object.hasOwn(g, "prototype"), "constructor" in Object.getOwnPropertyDescriptors(g.prototype)); }`,
  "prototype-extended": `function* g() { yield this; } g.prototype.hello = function () { return ["hello", typeof this.next]; }; function main() { const it = g(); log(it.hello(), it.next().value === undefined, "hello" in it); }`,
  "prototype-replaced": `function* g() { yield 1; } function main() { const p = { own: true }; g.prototype = p; const it = g(); log(Object.getPrototypeOf(it) === p, it.own, typeof it.next); g.prototype = null; const it2 = g(); log(typeof it2.next, Object.prototype.toString.call(it2)); g.prototype = 5; log([...g()]); }`,
  "prototype-read-at-call": `function* g() { yield 1; } function main() { const first = g(); const old = g.prototype; g.prototype = Object.create(old); const second = g(); log(Object.getPrototypeOf(first) === old, Object.getPrototypeOf(second) === old, first instanceof g, second instanceof g); }`,
  "methods-not-own": `function* g() { yield 1; } function main() { const it = g(); log(Reflect.ownKeys(it)); it.next(); log(Reflect.ownKeys(it)); log(Object.keys(it), JSON.stringify(it), { ...it }); for (const k in it) log("enumerable", k); }`,
  "extensible-and-properties": `function* g() { yield 1; } function main() { const it = g(); it.x = 5; it.state = "mine"; it.sent = 6; it.step = 7; log(it.x, it.state, it.sent, it.step, it.next(), it.next()); Object.freeze(g()).next(); const frozen = Object.freeze(g()); log(frozen.next(), frozen.next()); }`,
  "own-next-shadows": `function* g() { yield 1; } function main() { const it = g(); it.next = () => ({ value: "mine", done: true }); log([...it], it.next()); delete it.next; log(it.next()); }`,
  // Only `new` can be refused: a lowered declaration has a [[Construct]] that `extends` and Reflect.construct see (docs/lowering.md).
  "not-a-constructor": `function* g() {} const o = { *m() {} }; class A { *m() {} static *s() {} } function main() { for (const f of [g, o.m, new A().m, A.s, function* () {}]) { try { new f(); log("constructed"); } catch (e) { log(e); } } }`,
  "re-entry-next": `let it; function* g() { try { it.next(); } catch (e) { log(e); } yield 1; } function* main() { it = g(); log(it.next(), it.next()); }`,
  "re-entry-throw-and-return": `let it; function* g() { try { it.return(5); } catch (e) { log(e); } try { it.throw(6); } catch (e) { log(e); } yield "alive"; } function main() { it = g(); log(it.next(), it.next(), it.next()); }`,
  "re-entry-uncaught-ends": `let it; function* g() { yield 1; it.next(); yield 2; } function main() { it = g(); log(it.next()); try { it.next(); } catch (e) { log(e); } log(it.next()); }`,
  "re-entry-in-finally": `let it; function* g() { try { yield 1; } finally { try { it.next(); } catch (e) { log(e); } yield "cleanup"; } } function main() { it = g(); log(it.next(), it.return(5), it.next(), it.next()); }`,
  "re-entry-while-delegating": `let it; function* inner() { try { it.next(); } catch (e) { log(e); } yield 1; } function* g() { yield* inner(); } function main() { it = g(); log(it.next(), it.next()); }`,
  "re-entry-from-parameters": `let it; function* g(a = (it?.next(), 1)) { yield a; } function main() { it = g(); const other = g(); log(it.next(), other.next()); }`,
  "next-before-start-ignores-value": `function* g() { log(yield 1); } function main() { const it = g(); it.next("ignored"); it.next("seen"); }`,
  "throw-before-start": `function* g() { log("never"); try { yield 1; } finally { log("never"); } } function main() { const it = g(); try { it.throw("x"); } catch (e) { log(e); } log(it.next()); }`,
  "return-before-start": `function* g() { try { log("never"); yield 1; } finally { log("never"); } } function main() { const it = g(); log(it.return(5), it.next(), it.return(6)); }`,
  "after-the-end": `function* g() { yield 1; return 2; } function main() { const it = g(); it.next(); it.next(); log(it.next(5), it.return(6), it.return()); try { it.throw(7); } catch (e) { log(e); } log(it.next()); }`,
  "after-an-exception": `function* g() { yield 1; throw "x"; } function main() { const it = g(); it.next(); try { it.next(); } catch (e) { log(e); } log(it.next(), it.return(3)); try { it.throw(4); } catch (e) { log(e); } }`,
  "return-without-argument": `function* g() { yield 1; } function main() { const it = g(); it.next(); log(it.return()); }`,
  "return-a-thenable-untouched": `function* g() { return { then() { log("never"); } }; } function main() { log(g().next()); const it = function* () { yield Promise.resolve(1); }(); log(it.next().value instanceof Promise); }`,
  "methods-on-wrong-receiver": `function* g() { yield 1; } function main() { const { next, return: ret, throw: thr } = Object.getPrototypeOf(g.prototype); for (const f of [next, ret, thr]) for (const bad of [undefined, null, 5, {}, [], [][Symbol.iterator]()]) { try { f.call(bad, 1); log("no error"); } catch (e) { log(e); } } }`,
  "methods-borrowed": `function* g() { yield 1; yield 2; } function main() { const a = g(), b = g(); log(a.next.call(b), b.next(), a.next()); const { next } = a; try { next(); } catch (e) { log(e); } }`,
  "many-instances": `function* g(n) { for (let i = 0; i < 2; i++) yield n + i; } function main() { const its = [g(0), g(10), g(20)]; for (let i = 0; i < 3; i++) log(its.map(it => it.next().value)); }`,
  "eager-parameters": `function* g(a = t("a", 1), { b } = t("b", { b: 2 }), ...c) { log("body", a, b, c); yield 1; } function main() { const it = g(undefined, undefined, 3); log("created"); it.next(); }`,
  "eager-parameters-throw": `function* g(a = fail("default")) { yield 1; } function main() { try { g(); log("never"); } catch (e) { log(e); } const it = g(1); log(it.next()); }`,
  "eager-parameters-this-and-arguments": `const o = { v: 1, *g(a = this.v, b = arguments.length, c = () => this) { yield [a, b, c() === this]; } }; function main() { log(o.g().next(), o.g(5, undefined).next()); }`,
  "body-not-run-at-call": `function* g() { log("body"); yield 1; } function main() { const it = g(); log("created"); it.next(); log("resumed"); }`,
  "function-length": `function* a() {} function* b(x, y) {} function* c(x, y = 1, z) {} function* d(...r) {} function* e({ x }, [y]) {} const o = { *m(a, b, c) { yield 1; } }; class A { *m(a) { yield 1; } static *s(a, b) { yield 1; } } function main() { log([a, b, c, d, e, o.m, new A().m, A.s].map(f => f.length)); }`,
  "function-name": `function* a() {} const b = function* () {}; const c = function* named() {}; const key = "k"; const s = Symbol("s"); const o = { *m() {}, f: function* () {}, *[key]() {}, *[s]() {}, *"q r"() {}, *1() {} }; class A { *m() {} static *s() {} } let d; d = function* () {}; const { e = function* () {} } = {}; function main() { log(a.name, b.name, c.name, o.m.name, o.f.name, o.k.name, o[s].name, o["q r"].name, o[1].name, new A().m.name, A.s.name, d.name, e.name, (function* () {}).name); }`,
  "function-own-properties": `function* a(x) { yield x; } const o = { *m() {} }; function main() { for (const f of [a, o.m]) { log(Object.hasOwn(f, "caller"), Object.hasOwn(f, "arguments")); log(Object.getOwnPropertyDescriptor(f, "name"), Object.getOwnPropertyDescriptor(f, "length")); } }`,
  "function-hoisted": `const early = g(1); function main() { log(early.next(), h().next()); } function* g(x) { yield x; } function* h() { yield "h"; }`,
  "function-declaration-in-block": `function main() { { log(g().next()); function* g() { yield "block"; } } { const g = function* () { yield "const"; }; log(g().next()); } if (true) { log([...h(3)]); function* h(n) { while (n) yield n--; } } }`,
  "function-as-callback": `function main() { const list = [1, 2].map(function* (x, i) { yield x; yield i; }); log(list.map(it => [...it])); const o = { [Symbol.iterator]: function* () { yield* [1, 2]; } }; log([...o], Math.max(...o)); log(Array.from({ *[Symbol.iterator]() { yield 7; } })); }`,
  "function-immediately-called": `function main() { log([...function* () { yield 1; }()], [...(function* (a) { yield a; })(2)], (function* () {}).call().next()); }`,
  "function-returned-and-curried": `const make = a => function* (b) { const c = yield a + b; return [a, b, c]; }; function main() { const it = make(1)(2); log(it.next(), it.next(3)); }`,
  "function-call-apply-bind": `function* g(a, b) { yield this; yield [a, b]; } function main() { for (const it of [g.call(1, 2, 3), g.apply(4, [5, 6]), g.bind(7, 8)(9)]) log([...it]); }`,
  "function-nested-generators": `function* outer() { function* middle(x) { const inner = function* () { yield x; yield y; }; yield* inner(); } const y = yield "y"; yield* middle(1); } const main = outer;`,
  "function-nested-three-with-closures": `function* a() { for (const x of [1, 2]) { const b = function* () { for (const y of [x * 10]) { const c = function* () { yield x + y; keep(() => [x, y]); }; yield* c(); } }; yield* b(); } } const main = a;`,
  "async-functions-untouched": `async function f() { await null; } async function* g() { yield 1; } const o = { async m() {}, async *n() { yield 1; } }; function main() { log(Object.prototype.toString.call(f()), Object.prototype.toString.call(g()), Object.prototype.toString.call(o.n()), typeof o.m().then); }`,
  "generator-inside-async": `async function f() { const g = function* () { yield 1; }; return [...g()]; } function main() { f().catch(() => {}); const h = async () => { for (const x of function* () { yield 2; }()) log(x); }; h().catch(log); }`,
  "async-inside-generator": `function* main() { const f = async x => { await x; return x; }; yield typeof f(1).then; const g = async function* () { yield 1; for await (const x of []) ; }; yield typeof g()[Symbol.asyncIterator]; }`,
  "strict-caller-and-arguments": `function* g() { yield (function () { return this; })(); } function main() { log([...g()]); try { g.caller; log("no error"); } catch (e) { log(e); } }`,
  "spread-stops-at-done": `function* g() { yield 1; yield 2; return 3; } function main() { log([...g()], Math.min(...g())); const [a, ...rest] = g(); log(a, rest); const { length } = [...g()]; log(length); }`,
  "iterator-helpers-if-present": `function* g() { yield 1; yield 2; yield 3; } function main() { const it = g(); log(typeof it.map === typeof [][Symbol.iterator]().map); if (it.map) log([...g().map(x => x * 2).filter(x => x > 2).take(1)]); }`,
  "gc-of-locals-does-not-matter": `function* g() { let big = new Array(10).fill(0); yield big.length; big = null; yield big; } const main = g;`,
  "property-enumeration-of-class": `class A { *m() { yield 1; } static *s() { yield 1; } } function main() { log(Object.keys(A.prototype), Object.getOwnPropertyDescriptor(A.prototype, "m").enumerable, Object.getOwnPropertyDescriptor(A, "s").writable); const o = { *m() { yield 1; } }; log(Object.keys(o)); }`,
  "yield-in-parameters-of-inner": `function* main() { const f = (a = 1) => a; yield f(yield f(2)); const inner = function* (x = f(3)) { yield x; }; yield* inner(); }`,
  "object-method-super-generator": `const base = { *g() { yield "base"; return 1; } }; const o = { __proto__: base, *g() { const r = yield* super.g(); yield ["own", r]; } }; const main = () => o.g();`,
  "tag-and-sloppy-names": `function* async() { yield "async"; } function* of() { yield "of"; } function* get() { yield "get"; } function* main() { yield* async(); yield* of(); yield* get(); }`,
  "function-prototype-chain": `function* g() {} const o = { *m() {} }; class A { *m() {} static *s() {} } function main() { const shared = Object.getPrototypeOf(g); for (const f of [o.m, new A().m, A.s, function* () {}]) log(Object.getPrototypeOf(f) === shared, Object.getPrototypeOf(f.prototype) === shared.prototype); log(shared !== Function.prototype, Object.getPrototypeOf(shared) === Function.prototype, shared[Symbol.toStringTag], Object.prototype.toString.call(g), shared.prototype[Symbol.toStringTag]); }`,
  "function-constructor-property": `function* g() {} function main() { log(g.constructor.name, typeof g.constructor, g instanceof Function, g instanceof g.constructor, g.constructor.prototype === Object.getPrototypeOf(g)); }`,
  "function-prototype-property-descriptor": `function* g() {} const o = { *m() {} }; function main() { for (const f of [g, o.m]) { const { value, ...flags } = Object.getOwnPropertyDescriptor(f, "prototype"); log(flags, typeof value, Object.isExtensible(value)); log(Reflect.ownKeys(f).filter(key => key !== "arguments" && key !== "caller").sort()); } }`,
  "function-name-and-length-descriptors": `const s = Symbol("desc"), empty = Symbol(); const o = { *[s]() {}, *[empty]() {}, *m(a, b = 1, ...c) {} }; function main() { for (const f of [o[s], o[empty], o.m]) log(Object.getOwnPropertyDescriptor(f, "name"), Object.getOwnPropertyDescriptor(f, "length")); log(delete o.m.name, delete o.m.length, o.m.name, o.m.length); }`,
  "prototype-falls-back-to-intrinsic": `function* g() {} function main() { const intrinsic = Object.getPrototypeOf(g).prototype; for (const value of [null, undefined, 1, "s", Symbol("x")]) { g.prototype = value; log(Object.getPrototypeOf(g()) === intrinsic); } }`,
  "prototype-getter-through-bound-and-reflect": `function* g() { yield new.target; } function main() { log(Reflect.apply(g, undefined, []).next(), g.call().next()); try { Reflect.construct(g, []); log("constructed"); } catch (e) { log(e); } try { Reflect.construct(g, [], Object); log("constructed"); } catch (e) { log(e); } }`,
  "intrinsic-methods-descriptors": `function* g() {} function main() { const intrinsic = Object.getPrototypeOf(g).prototype; for (const name of ["next", "return", "throw"]) { const { value, ...flags } = Object.getOwnPropertyDescriptor(intrinsic, name); log(name, flags, value.name, value.length); try { new value(); log("constructed"); } catch (e) { log(e); } } log(Object.getOwnPropertyDescriptor(intrinsic, Symbol.toStringTag), Reflect.ownKeys(intrinsic)); log(Object.hasOwn(intrinsic, Symbol.iterator), typeof Object.getPrototypeOf(intrinsic)[Symbol.iterator]); }`,
  "intrinsic-methods-shared-with-natives": `function* g() { yield 1; } function main() { const other = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())); log(Object.getPrototypeOf(Object.getPrototypeOf(g).prototype) === other); log(g() instanceof Iterator_()); function Iterator_() { return other.constructor === Object ? Object : other.constructor; } }`,
  "next-result-for-thrown-and-returned-while-running": `let it; function* g() { try { yield 1; } finally { for (const method of ["next", "return", "throw"]) { try { it[method]("again"); log("no error"); } catch (e) { log(method, e); } } } } function main() { it = g(); it.next(); log(it.return(5)); log(it.next()); }`,
  "return-during-first-statement-try": `function* g() { try { log("entered"); yield 1; } finally { log("finally"); } } function main() { const a = g(); log(a.return(1)); const b = g(); b.next(); log(b.return(2)); const c = g(); try { c.throw(3); } catch (e) { log(e); } log(c.next()); }`,
  "return-then-catch-does-not-see": `function* g() { try { try { yield 1; } catch (e) { log("never", e); } finally { throw new Error("in finally"); } } catch (e) { log(e); yield "caught"; } return "end"; } function main() { const it = g(); it.next(); log(it.return("r"), it.next(), it.next()); }`,
  "throw-within-states": `function* g() { yield 1; try { yield 2; throw new Error("from body"); } catch (e) { yield e; } finally { yield 4; } yield 5; } function main() { for (let k = 0; k < 6; k++) { const it = g(); const seen = []; try { for (let i = 0; i < k; i++) seen.push(it.next().value); seen.push(it.throw(new Error("t" + k)).value); let r; while (!(r = it.next()).done) seen.push(r.value); } catch (e) { seen.push(["uncaught", e]); } log(seen); } }`,
  // With a default that replaces g.prototype, V8 uses the old one and ECMA-262 10.2.1.1 the new one; so does the machine.
  "intrinsic-prototype-if-there-is-none": `function* g() { yield 1; } function main() { g.prototype = null; const it2 = g(1); log(Object.getPrototypeOf(it2) === Object.getPrototypeOf(g).prototype); }`,
  "relation-and-free-variables": `let free = "outer"; function* g() { yield free; { let free = yield "key" in { key: 1 }; yield free; } yield 3 in [0, 1, 2, 3]; yield "x" + \`\${yield "middle"}\`; } function* main() { yield* g(); try { yield unresolvable; } catch (e) { log(e); } yield /regexp/.test("regexp"); }`,
  "parameters-named-as-emitted-code": `function* g(co, step, state, startGenerator, each, g$machine, value, key) { for (const x of [co, step]) { yield [x, state]; key = { [yield startGenerator]: value }; keep(() => [co, x]); } try { yield each; fail("x"); } catch (error) { log(error, g$machine, key); } } const main = () => g(1, 2, 3, 4, 5, 6, 7, 8);`,
  "top-level-names-as-emitted-code": `const startGenerator = 1, main$machine = 2, co = 3, uninitialized = 4, initialized = 5, step = 6; function* main() { try { x; } catch (e) { log(e); } const f = () => x; try { f(); } catch (e) { log(e); } yield [startGenerator, main$machine, co, uninitialized, initialized]; let x = step; step2: for (;;) { yield f(); break step2; } }`,
  "same-names-in-blocks": `const list = []; { function* g() { yield 1; } list.push(g); } { function* g() { yield 2; } list.push(g); } class A { *g() { yield 3; } } const o = { *g() { yield 4; } }; function* main() { for (const g of list) yield* g(); yield* new A().g(); yield* o.g(); log(list.map(g => g.name)); }`,
  "dynamic-import-operand": `function* main() { const p = import(yield "no:such module"); p.catch(() => {}); log(typeof p.then, yield 2); }`,
  "directives": `function* main() { "use strict"; "another"; yield this; } `,
  "intrinsic-descriptors": `function* g() {} function main() { const functions = Object.getPrototypeOf(g), objects = functions.prototype; for (const [o, key] of [[functions, "prototype"], [functions, "constructor"], [functions, Symbol.toStringTag], [objects, "constructor"], [objects, Symbol.toStringTag]]) { const { value, ...flags } = Object.getOwnPropertyDescriptor(o, key); log(key, flags, typeof value); } log(objects.constructor === functions, functions.constructor.prototype === functions, Object.isExtensible(functions), Object.isExtensible(objects), Reflect.ownKeys(functions).map(String).sort()); }`,
  "function-constructor-makes-generators": `function* g() { yield 1; } function main() { const GeneratorFunction = Object.getPrototypeOf(g).constructor; const it = GeneratorFunction("a", "yield a; return 7;")(5); log(it.next(), it.next(), it.next()); log(g instanceof GeneratorFunction, (function () {}) instanceof GeneratorFunction, GeneratorFunction.name); }`,
  "comments-everywhere": `/* before */ function /* a */ * /* b */ main /* c */ ( /* d */ x /* e */ = 1 /* f */ ) /* g */ { // h
    /* i */ const a /* j */ = /* k */ yield /* l */ x /* m */ ; // n
    for /* o */ ( /* p */ const /* q */ y /* r */ of /* s */ [ /* t */ a ] /* u */ ) /* v */ { /* w */ yield /* x */ y /* y */ } /* z */ log(a) // end
  } // after`,
  "no-semicolons": `function* main() {
    const a = yield 1
    let b = yield 2
    ;[b] = [yield 3]
    ;(yield 4)
    const f = function () { return 5 }
    log(a, b, f())
    if (yield 6) log("x")
    else log("y")
    do yield 7
    while (yield 0)
    var c = a
    ++c
    log(c)
    return
    log("never")
  }`,
  "crlf-line-ends": "function* main() {\r\n  const a = yield 1;\r\n  const s = `x\r\ny${yield 2}\r\nz`;\r\n  log(a, s);\r\n}\r\n",
  "unicode-escapes-in-names": `function* m\\u0061in() { const \\u{62} = yield 1; log(b); yield \\u0062; }`,
  "html-like-and-regexps": `function* main() { const a = yield /[/\\]]+"'\`/g; log(a.source); const b = (yield 4) / 2 / (yield 1); log(b); const c = yield "</script>"; log(c); }`,
});
