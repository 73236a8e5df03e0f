/**
 * When is what evaluated in an assignment whose right side yields?
 *
 * Checklist 1: object and key of the target first and once, then the right side, then the write.
 */
import { bodies, programs } from "./case.js";

export const assignment = [
  ...bodies("assignment", {
    "member-object-first": `const o = {}; const get = () => t("o", o); get().x = yield 1; log(o);`,
    "computed-key-first": `const o = {}; const key = () => t("key", "k"); o[key()] = yield 1; log(o);`,
    "object-and-key-yield": `const o = {}; (yield o)[yield "k"] = yield 2; log(o);`,
    "object-rebound-during-yield": `let o = { name: "first" }; const first = o; const p = () => { o = { name: "second" }; return 1; };
      o.x = yield p(); log(first, o);`,
    "key-rebound-during-yield": `const o = {}; let k = "a"; o[k] = yield (k = "b"); log(o, k);`,
    "object-rebound-by-right-side": `let o = { name: 1 }; const first = o; o.x = ((o = { name: 2 }), yield 3); log(first, o);`,
    "key-conversion-after-right-side": `const o = {}; const key = { toString() { log("key converted"); return "k"; } };
      o[key] = t("right", yield 1); log(o);`,
    "null-object-fails-after-right-side": `try { null.x = yield t("right", 1); } catch (e) { log(e); }`,
    "undefined-object-computed-key-order": `let u; try { u[t("key", "k")] = yield t("right", 1); } catch (e) { log(e); }`,
    "chained": `const a = {}, b = {}; t("a", a).x = t("b", b).y = yield 1; log(a, b);`,
    "chained-with-keys": `const a = []; a[t(0, 0)] = a[t(1, 1)] = a[yield 2] = yield 3; log(a);`,
    "chain-of-variables": `let a, b, c; a = b = c = yield 1; log(a, b, c);`,
    "value-of-assignment": `const o = { set x(v) { log("set", v); } }; log(o.x = yield 1); log(o["x"] = yield 2);`,
    "setter-called-once": `let count = 0; const o = { set x(v) { count++; } }; o.x = yield 1; log(count);`,
    "variable-read-before-yield": `let a = 1; const r = a + (yield (a = 5)) + a; log(r);`,
    "variable-reassigned-by-closure": `let a = 1; const set = () => { a = 10; return 2; }; log(a + (yield set()) * a);`,
    "assignment-as-operand": `let a = 1; log((a = yield 2) + a * (a = yield 3));`,
    "compound-variable": `let a = 1; a += yield 2; log(a);`,
    "compound-variable-read-first": `let a = 1; a += yield (a = 10); log(a);`,
    "compound-variable-read-first-string": `let a = "x"; const change = () => { a = "changed"; return "y"; }; a += yield change(); log(a);`,
    "compound-all-operators": `let a = 7; a -= yield 1; log(a); a *= yield 3; log(a); a /= yield 2; log(a); a %= yield 5; log(a); a **= yield 2; log(a);
      a <<= yield 2; log(a); a >>= yield 1; log(a); a >>>= yield 1; log(a); a &= yield 6; log(a); a |= yield 9; log(a); a ^= yield 5; log(a);`,
    "compound-member-once": `const o = { x: 1 }; const get = () => t("o", o); get().x += yield 1; log(o);`,
    "compound-member-getter-before-right": `const o = { get x() { log("get"); return 1; }, set x(v) { log("set", v); } }; o.x += t("right", yield 2);`,
    "compound-computed-once": `const o = { k: 1 }; const key = () => t("key", "k"); t("o", o)[key()] += yield 1; log(o);`,
    "compound-computed-key-yields": `const o = { k: 1 }; (yield o)[yield "k"] *= yield 5; log(o);`,
    "compound-key-converted-once": `const o = { k: 1 }; let n = 0; const key = { toString() { n++; return "k"; } }; o[key] += yield 1; log(o, n);`,
    "compound-conversion-order": `const a = { valueOf() { log("a"); return 1; } }, b = { valueOf() { log("b"); return 2; } };
      let o = { x: a }; o.x += yield b; log(o.x);`,
    "logical-or-short": `let a = 1; a ||= yield 2; log(a);`,
    "logical-or-long": `let a = 0; a ||= yield 2; log(a);`,
    "logical-and-short": `let a = 0; a &&= yield 2; log(a);`,
    "logical-and-long": `let a = 1; a &&= yield 2; log(a);`,
    "logical-nullish-short": `let a = 0; a ??= yield 2; log(a);`,
    "logical-nullish-long": `let a = null; a ??= yield 2; log(a);`,
    "logical-const-short-circuits": `const a = 1; a ||= yield 2; log(a); a ??= yield 2; log(a); try { a &&= yield 3; } catch (e) { log(e); }`,
    "logical-member-no-write-when-short": `const o = { get x() { log("get"); return 1; }, set x(v) { log("set", v); } }; o.x ||= yield 2; o.x ??= yield 3; o.x &&= yield 4;`,
    "logical-member-once": `const o = {}; const get = () => t("o", o); get().x ??= yield 1; get().x &&= yield 2; get().x ||= yield 3; log(o);`,
    "logical-computed-once": `const o = {}; o[t("k", "k")] ??= yield 1; o[yield "k"] &&= yield 2; log(o);`,
    "logical-value": `let a, b = 1; log(a ??= yield 5, b ||= yield 6, b &&= yield 7);`,
    "logical-names-function": `let f, g = 1; f ??= function () {}; g &&= () => {}; yield; log(f.name, g.name); let h; h ||= class {}; yield; log(h.name);`,
    "logical-nested": `let a, b, c = 1; a ??= b ||= c &&= yield 4; log(a, b, c);`,
    "increment-beside-yield": `let i = 0; const a = [i++, yield i++, i++, yield i, ++i]; log(a, i);`,
    "increment-of-yielded-member": `const o = { x: 1 }; (yield o).x++; log(o); log(++(yield o)[yield "x"], o, (yield o).x--, o);`,
    "increment-bigint": `const o = { x: 1n }; log((yield o).x++, o.x); let a = 5n; a += yield 2n; log(a);`,
    "postfix-old-value-kept": `let i = 5; log(i++ + (yield i) + i++);`,
    "prefix-and-yield": `let i = 5; log(++i + (yield i) + --i);`,
    "target-is-const": `const c = 1; try { c = yield 2; } catch (e) { log(e); } log(c);`,
    "target-is-const-compound": `const c = 1; try { c += yield 2; } catch (e) { log(e); } log(c);`,
    "target-is-unresolvable": `try { nowhere = yield 1; } catch (e) { log(e); }`,
    "target-of-typeof-unresolvable": `log(typeof nowhere, yield typeof nowhere);`,
    "frozen-object-fails": `const o = Object.freeze({ x: 1 }); try { o.x = yield 2; } catch (e) { log(e); }`,
    "parenthesised-target": `let a; const o = {}; (a) = yield 1; (o.x) = yield 2; ((o))["y"] = yield 3; log(a, o);`,
    "name-of-function-assigned": `let f; f = () => {}; yield; log(f.name); let g; (g) = () => {}; yield; log(g.name); const o = {}; o.h = () => {}; yield; log(o.h.name);`,
    "name-not-given-through-comma": `let f; f = (0, function () {}); yield f; log(f.name); let g = (yield 0, () => {}); log(g.name);`,
    "name-of-conditional": `const f = (yield 1) ? () => {} : function () {}; log(f.name); const g = (yield 0) || (() => {}); log(g.name);`,
    "watched-everything": `const o = watch("o"); o.a.b[watch("k")] = yield o.c(yield 1, o.d); o.e ||= yield 1; o.f += yield 2;`,
    "two-yields-same-target": `const o = watch("o"); o[yield 1][yield 2] = o[yield 3][yield 4];`,
    "argument-default-untouched": `let a = 1; const f = (x = a) => x; a = yield 5; log(f());`,
    "swap": `let a = 1, b = 2; [a, b] = [yield b, yield a]; log(a, b);`,
    "assign-in-condition": `let a; if ((a = yield 1) && (a = yield 2)) log("yes", a); while ((a = yield 0)) log("never"); log(a);`,
    "right-side-throws": `const o = watch("o"); try { o.x[t("k", "k")] = fail(yield "right"); } catch (e) { log(e); }`,
  }),
  ...programs("assignment", {
    "this-member": `class A { x = 1; *run() { this.x = yield 2; log(this.x); this.x += yield 3; log(this.x); this[yield "y"] ??= yield 4; log(this); } }
      const main = () => new A().run();`,
    "private-field": `class A { #x = 1; *run() { this.#x = yield 2; log(this.#x); this.#x += yield 3; log(this.#x); this.#x ||= yield 4; this.#x &&= yield 5; log(this.#x); this.#x = null; this.#x ??= yield 6; log(this.#x++, ++this.#x); } }
      const main = () => new A().run();`,
    "private-field-of-yielded": `class A { #x = 1; static *run(a) { (yield a).#x = yield 2; log(a.#x); t("a", a).#x *= yield 3; log(a.#x); (yield a).#x--; log(a.#x); } }
      const main = () => A.run(new A());`,
    "private-field-brand-check-after-right": `class A { #x = 1; static *run(a) { try { a.#x = t("right", yield 2); } catch (e) { log(e); } try { a.#x += t("right", yield 2); } catch (e) { log(e); } } }
      const main = () => A.run({});`,
    "private-accessor": `class A { #v = 1; get #x() { log("get"); return this.#v; } set #x(v) { log("set", v); this.#v = v; } *run() { this.#x = yield 2; this.#x += yield 3; this.#x ??= yield 4; log(this.#v); } }
      const main = () => new A().run();`,
    "private-method-is-not-writable": `class A { #m() {} *run() { try { this.#m = yield t("right", 1); } catch (e) { log(e); } } } const main = () => new A().run();`,
    "super-member": `class B { set x(v) { log("set", v, this.name); } get x() { log("get"); return 5; } }
      class A extends B { name = "a"; *run() { super.x = yield 1; super.x += yield 2; super["x"] = yield 3; super[yield "x"] = yield 4; log(super.x, super[yield "x"]); } } const main = () => new A().run();`,
    "super-member-defines-on-this": `class B {} class A extends B { *run() { super.y = yield 1; log(this.y, Object.hasOwn(this, "y")); super.y ??= yield 2; log(this.y); } } const main = () => new A().run();`,
    "super-logical": `class B { get x() { log("get"); return 0; } set x(v) { log("set", v); } } class A extends B { *run() { super.x ||= yield 1; super.x &&= yield 2; super.x ??= yield 3; super[t("k", "x")] ||= yield 4; log(super.x++, --super.x); } } const main = () => new A().run();`,
    "super-key-evaluated-before-right": `class B {} class A extends B { *run() { super[t("key", "k")] = t("right", yield 1); log(this.k); } } const main = () => new A().run();`,
    "static-super": `class B { static set x(v) { log("set", v, this.name); } static get x() { return "x of " + this.name; } static m(a) { return [this.name, a]; } } class A extends B { static *run() { super.x = yield 1; log(super.x); log(super.m(yield 2)); } } const main = () => A.run();`,
    "object-super": `const base = { get x() { return this.v; }, m(...a) { return [this.v, a]; } }; const o = { __proto__: base, v: 7, *run() { log(super.x + (yield super.x)); log(super.m(yield 1, ...(yield [2]))); super.v = yield 8; log(this.v); } }; const main = () => o.run();`,
  }),
];
