/**
 * In which order are the parts of an expression evaluated and converted when one of them yields?
 *
 * Checklist 3 to 8: operands, literals, templates, conditionals, and the parentheses a moved expression needs.
 */
import { bodies, programs } from "./case.js";

export const expressions = [
  ...bodies("expressions", {
    "binary-left-first": `log(t("a", 1) + (yield t("b", 2)) * t("c", 3) - (yield t("d", 4)));`,
    "binary-conversion-after-both": `const a = { valueOf() { log("a converted"); return 1; } }; log(a + (yield t("b", 2)));`,
    "binary-all": `const v = yield 6; log(v - (yield 1), v * (yield 2), v / (yield 3), v % (yield 4), v ** (yield 2), v << (yield 1), v >> (yield 1), v >>> (yield 1), v & (yield 3), v | (yield 1), v ^ (yield 2), v < (yield 7), v > (yield 7), v <= (yield 6), v >= (yield 6), v == (yield "6"), v != (yield 6), v === (yield "6"), v !== (yield 6));`,
    "exponent-precedence": `let a = 2; log((yield -a) ** 2, 2 ** (yield 3) ** 2, (-a) ** (yield 2), (yield 2) ** -1);`,
    "unary": `log(-(yield 1), +(yield "2"), !(yield 0), ~(yield 5), typeof (yield "x"), void (yield 3));`,
    "in-and-instanceof": `class A {} log((yield "x") in (yield { x: 1 }), (yield new A()) instanceof (yield A)); try { (yield "x") in (yield 5); } catch (e) { log(e); } try { (yield 1) instanceof (yield 5); } catch (e) { log(e); }`,
    "comma": `log((t("a", 1), yield t("b", 2), t("c", 3))); log((yield 1, yield 2)); let x = (yield 1, 2); log(x); yield 3, yield 4;`,
    "conditional": `log((yield 1) ? t("a", yield "A") : t("b", yield "B")); log((yield 0) ? yield "A" : yield "B"); log(t("test", true) ? 1 : yield 2); log(false ? yield 1 : 2);`,
    "conditional-nested": `for (const i of [0, 1, 2, 3]) log(i === 0 ? yield "zero" : (yield i) === 1 ? "one" : i === 2 ? yield "two" : "more");`,
    "conditional-in-operand": `let a = 1; log(a + ((yield 1) ? (a = 5, yield a) : 0) + a);`,
    "and-or": `log((yield 1) && (yield 2), (yield 0) && (yield t("never", 1)), (yield 0) || (yield 3), (yield 4) || (yield t("never", 1)));`,
    "nullish": `log((yield null) ?? (yield 1), (yield 0) ?? (yield t("never", 1)), (yield undefined) ?? t("right", 5));`,
    "logical-mixed": `log((yield 1) && (yield 0) || (yield 2), ((yield null) ?? (yield 0)) || (yield 3), (yield 0) || (yield 0) || (yield 5) || (yield 6));`,
    "logical-as-statement": `(yield 1) && log("a"); (yield 0) && log("never"); (yield 0) || log("b"); (yield null) ?? log("c"); true && (yield 5); false && (yield 6);`,
    "logical-in-test": `if ((yield 1) && !(yield 0)) log("yes"); else log("no"); if ((yield 0) || (yield null) || (yield "")) log("yes"); else log("no"); if (!((yield 0) || (yield 1))) log("yes"); else log("no");`,
    "logical-value-kept": `const r = [0 || (yield 1), 1 && (yield 2), null ?? (yield 3), "" && (yield 4), 5 || (yield 6)]; log(r);`,
    "array-literal": `log([t(1, 1), yield t(2, 2), , t(3, 3), yield 4, ,]); log([, yield 1].length, [yield 1, ,].length);`,
    "array-spread-in-place": `const list = [1, 2]; const change = () => { list.push(9); return 3; }; log([...list, yield change(), ...list]); log([...iterable("a", [1]), yield 2, ...iterable("b", [3])]); log([...(yield [5, 6])]);`,
    "array-spread-error-order": `try { log([t("a", 1), ...iterable("it", [1], { throwsAt: 1 }), yield t("never", 1)]); } catch (e) { log(e); }`,
    "array-with-holes-and-spread": `const a = [, , yield 1, ...[, 2], , yield 3]; log(a, a.length);`,
    "object-literal": `log({ a: t("a", 1), b: yield t("b", 2), c: t("c", 3), ["d" + t("d", 4)]: yield t("e", 5) });`,
    "object-computed-key-yield": `log({ [yield "a"]: 1, [t("b", "b")]: yield 2, [yield "c"]: yield 3, [yield "d"]() {}, get [yield "e"]() { return 1; } });`,
    "object-key-converted-in-place": `const key = { toString() { log("converted"); return "k"; } }; log({ [key]: yield t("value", 1) }); log({ [key]: t("plain", 1), z: yield 2 });`,
    "object-key-symbol": `const s = Symbol("s"); log({ [s]: yield 1, [yield s]: 2, ["__proto__"]: yield 3 });`,
    "object-key-number-order": `log(Object.keys({ b: 1, 2: yield 2, a: yield 3, 1: 4, [yield 0]: 5 }));`,
    "object-accessors": `const o = { get a() { log("never"); return 1; }, b: yield 1, set a(v) { log("set", v); }, get c() { return yield_; } }; const yield_ = 5; log(o, o.c); o.a = yield 2;`,
    "object-setter-not-called": `const o = { set a(v) { log("wrong"); }, b: yield 1 }; log(o); const p = { set a(v) { log("wrong"); }, a: yield 2 }; log(p);`,
    "object-proto": `const base = { inherited: 1 }; const o = { __proto__: base, x: yield 1 }; log(o.inherited, Object.keys(o)); const p = { __proto__: yield base }; log(p.inherited, Object.keys(p)); const __proto__ = 5; const q = { __proto__, x: yield 1 }; log(Object.keys(q)); const r = { "__proto__": yield base, y: 1 }; log(r.inherited); const s = { __proto__() {}, z: yield 1 }; log(Object.keys(s));`,
    "object-spread-in-place": `const s = { a: 1, b: 2 }; const change = () => { s.a = 9; s.c = 3; return 3; }; log({ ...s, x: yield change(), ...s }); log({ a: 0, ...(yield { a: 1 }), b: yield 2, ...null, ...(yield undefined) });`,
    "object-spread-getter": `const s = { get a() { log("get a"); return 1; } }; log({ ...s, b: yield t("b", 2), ...s });`,
    "object-duplicate-keys": `log({ a: 1, b: yield 2, a: yield 3, get b() { return 4; } }); log({ get a() { return 1; }, a: yield 2 }); log(Object.keys({ a: 1, b: yield 1, a: 2 }));`,
    "object-method-and-names": `const o = { m() {}, f: () => {}, g: function () {}, h: class {}, ["c" + 1]: () => {}, x: yield 1, k: function named() {}, async am() {}, *gm() {} }; log(o); const p = { [yield "z"]: () => {}, [yield "w"]: class {}, [Symbol("s")]: function () {} }; log(p);`,
    "object-shorthand": `let a = 1, b = 2; log({ a, x: yield (a = 5), b, a2: a }); log({ a, b: yield 1, });`,
    "object-method-home-object": `const base = { m() { return "base"; } }; const o = { __proto__: base, x: yield 1, m() { return "own " + super.m(); }, [yield "n"]() { return super.m(); } }; log(o.m(), o.n());`,
    "object-nested": `log({ a: { b: { c: yield 1, d: [yield 2, { e: yield 3 }] } }, f: yield 4 });`,
    "object-literal-statement-position": `({ a: yield 1 }); ({ a: yield 2 }).a; log(({ x: yield 3 }).x); ({}[yield 4]); ({ m() { return 1; } }).m(yield 5);`,
    "function-statement-position": `(function () { log("called"); })(yield 1); (class { static x = log("static"); }, yield 2); (function () {})[yield "x"];`,
    "let-bracket-statement": `const list = [1]; (list)[yield 0] = 5; log(list);`,
    "template": `log(\`a\${yield 1}b\${t("x", 2)}c\${yield 3}d\`, \`\${yield "only"}\`, \`\${t("a", 1)}\${yield 2}\`);`,
    "template-converted-in-place": `const a = { toString() { log("a converted"); return "A"; } }; log(\`\${a} \${yield t("b", 2)}\`); const b = { [Symbol.toPrimitive](hint) { log(hint); return "B"; } }; log(\`\${b}\${yield 1}\${b}\`);`,
    "template-symbol-throws-in-place": `try { \`\${Symbol("s")}\${yield t("never", 1)}\`; } catch (e) { log(e); }`,
    "template-increment": `let i = 0; log(\`\${i++} \${yield i++} \${i++} \${yield i}\`);`,
    "template-multi-line": `const s = \`one
  two \${yield 1}
      three
 four\`; log(s); const q = "line \\
    continued"; log(q); if (yield 2) { const r = \`
            deep \${yield 3}
    end\`; log(r); }`,
    "template-multi-line-verbatim": `if (yield 1) { for (const x of [yield 2]) { const s = \`a
   b
 c\`; log(s, x); } }`,
    "template-nested": `log(\`a\${\`b\${yield 1}c\${t("x", 2)}\`}d\${\`e\${yield 3}\`}\`);`,
    "template-cooked": `log(\`\\t\\u0041\\x42\${yield 1}\\\`\\\${}\`);`,
    "regexp-literal-fresh": `const seen = []; for (let i = 0; i < 2; i++) { const r = [/a/g, yield i]; seen.push(r[0]); } log(seen[0] === seen[1], seen[0].source);`,
    "literals": `log([1_000, 0x1f, 0b11, 0o17, 1e3, .5, 5., 10n, "\\u{1F600}", 'single', null, true, yield /x/g.source]);`,
    "array-function-name": `const [f = () => {}] = [yield undefined]; log(f.name);`,
    "yield-precedence": `log(yield 1 + 1, (yield 2) + 1); const x = yield yield yield 3; log(x); log([yield, yield], { a: yield }); yield (yield 1, 2);`,
    "yield-without-operand": `log(yield); const a = [yield, yield]; log(a); const b = (yield) + 1; log(b); (yield); log((yield, 5)); log({ [yield]: yield });
      yield
      log("after newline");`,
    "yield-operand-forms": `yield () => 1; log(yield function () {}); yield class {}; yield { a: 1 }; yield [1]; yield a => a; yield /x/; yield \`t\`; yield typeof 1; yield -1; yield !1; yield new Date(0).getTime(); yield (1, 2); let x; yield x = 5; yield x += 1; yield x ? 1 : 2; yield async () => {};`,
    "yield-as-yield-operand": `log(yield [yield 1, yield (yield 2) + (yield 3)]); log(yield yield yield* [yield 4]);`,
    "yield-in-arguments-of-yield": `const f = (...a) => a; log(yield f(yield f(yield 1), yield 2));`,
    "member-chain": `const o = { a: { b: { c: 1 } } }; log(o.a[yield "b"].c, o[yield "a"][yield "b"][yield "c"], (yield o).a.b.c);`,
    "member-of-null": `try { (yield null).x; } catch (e) { log(e); } try { (yield undefined)[t("key", 1)]; } catch (e) { log(e); } try { null[yield t("key", "k")]; } catch (e) { log(e); }`,
    "member-getter-timing": `const o = { get a() { log("get a"); return 1; } }; log(o.a + (yield t("b", 2)) + o.a);`,
    "index-snapshot": `let i = 0; const list = [10, 20, 30]; log(list[i] + (yield i++) + list[i] + (yield i++) + list[i]);`,
    "arrow-body-untouched": `const f = () => ({ a: 1 }); const g = async x => x; log(f(), yield f); log((x => x * 2)(yield 3));`,
    "typeof-of-tdz": `try { typeof x; } catch (e) { log(e); } yield 1; let x = 1; log(typeof x);`,
    "void-and-comma-in-for": `for (let i = 0, n = (yield 2, 2); i < n; i++, yield i) log(i);`,
    "unused-values": `yield 1; 1; "a string"; t("x", 1) + (yield 2); [yield 3]; ({}).x; \`\${yield 4}\`; -(yield 5); (yield 6) ? 1 : 2;`,
    "unused-getter-still-read": `const o = { get x() { log("read"); return 1; } }; o.x; o[yield "x"]; o.x + (yield 2); (yield o).x; o.x, yield 3;`,
    "string-directive-like": `"use something"; yield 1; "other"; log("end");`,
    "many-yields-in-one-expression": `log((yield 1) + (yield 2) * (yield 3) - (yield 4) / (yield 5), [(yield 6), (yield 7)], { a: (yield 8), b: [(yield 9)] });`,
    "deep-left-chain": `log(0 ${Array.from({ length: 60 }, (_, index) => (index % 10 === 5 ? `+ (yield ${index})` : `+ ${index}`)).join(" ")});`,
    "spill-of-proxy": `const o = watch("o"); log([o.a, o.b + (yield 1), o.c, \`\${o.d}\${yield 2}\`, -o.e, { ...o, f: yield 3 }]);`,
    "parameters-not-spilled-if-written": `const f = (...a) => a; let a = 1; const set = v => { a = v; return v; }; log(f(a, yield set(2), a)); log([a, yield set(3), a]); log(\`\${a}\${yield set(4)}\${a}\`); log({ a, b: yield set(5), c: a });`,
    "const-stable-across-yield": `const a = t("a", 1); log([a, yield 2, a]); const o = { x: 1 }; log([o.x, yield (o.x = 5), o.x]);`,
    "async-things-inside": `const f = async () => { await 1; return 2; }; const g = async function* () { yield 1; }; log(typeof f, yield typeof g, Object.prototype.toString.call(g()));`,
    "nested-function-yields-are-not-ours": `const inner = function* () { yield 1; yield 2; }; log([...inner()]); const o = { *m() { yield 3; } }; log([...o.m()], yield 4);`,
    "dynamic-function-names": `const f = function () {}, g = () => {}, h = class {}, k = function* () {}; yield; log(f.name, g.name, h.name, k.name); var v = () => {}; yield; log(v.name);`,
    "class-name-static-override": `const C = class { static name = "mine"; }; yield; log(C.name); const D = class { static name() {} }; yield; log(typeof D.name);`,
  }),
  ...programs("expressions", {
    "parameters-in-expressions": `function* g(a, b) { log(a + (yield b) + a, [a, yield (a = 9), a, b]); } const main = () => g(1, 2);`,
    "parameter-changed-by-closure": `function* g(a) { const set = v => { a = v; return v; }; log([a, yield set(2), a]); } const main = () => g(1);`,
    "arguments-element-snapshot": `function* g(a) { log([arguments[0], yield (arguments[0] = 9), arguments[0], a]); } const main = () => g(1);`,
    "global-changed-during-yield": `let shared = 1; function* main() { log(shared + (yield change()) + shared); } function change() { shared = 10; return 5; }`,
    "import-like-binding": `const api = { get value() { log("read"); return 1; } }; function* main() { const { value } = api; log(value + (yield 2) + value); }`,
  }),
];
