/**
 * What happens where two hard shapes meet?
 *
 * Completion records that cross iterators and finallys, patterns inside loops inside finallys, delegation under a pending
 * return, closures over what is written in between.
 */
import { bodies, programs } from "./case.js";

export const mixed = [
  ...bodies("mixed", {
    "for-of-in-finally-with-pending-return": `try { return "value"; } finally { for (const x of iterable("it", [1, 2, 3])) { if (x === 2) continue; yield x; } log("end of finally"); }`,
    "for-of-left-in-finally-with-pending-throw": `try { try { fail("pending"); } finally { for (const x of iterable("it", [1, 2])) { yield x; break; } } } catch (e) { log(e); }`,
    "return-in-for-of-in-finally-overrides": `try { fail("lost"); } finally { for (const x of iterable("a", [1])) for (const y of iterable("b", [2])) { yield [x, y]; return "wins"; } }`,
    "delegate-in-finally-with-pending-return": `const inner = function* () { try { yield 1; yield 2; } finally { yield "inner cleanup"; } }; try { return "value"; } finally { log(yield* inner()); }`,
    "delegate-in-for-of-in-try": `for (const x of iterable("it", [[1, 2], [3]])) { try { log(yield* x); if (x.length === 1) break; } finally { yield* ["finally"]; } }`,
    "switch-in-loop-in-try-with-jumps": `outer: for (const x of [1, 2, 3, 4]) { try { switch (yield x) { case 1: continue outer; case 2: break; case 3: try { continue; } finally { log("inner", x); } default: break outer; } log("after switch", x); } finally { log("finally", x); } } log("end");`,
    "break-of-switch-in-finally": `try { fail("pending"); } catch { } finally { switch (yield 1) { case 1: log("one"); break; default: log("never"); } log("after"); } a: try { throw 1; } catch (e) { switch (yield e) { case 1: break a; } log("never"); } log("end");`,
    "labelled-block-in-finally-with-pending-throw": `try { try { fail("pending"); } finally { a: { b: { if (yield 1) break a; log("never"); } log("never"); } log("still pending"); } } catch (e) { log(e); }`,
    "pattern-iterator-closed-between-finallys": `try { try { const [a = fail(yield "a")] = iterable("it", [undefined, 2]); } finally { log("inner"); yield 1; } } catch (e) { log(e); } finally { log("outer"); }`,
    "nested-patterns-with-defaults-from-delegates": `const g = function* (v) { yield v; return v; }; const [a = yield* g(1), { b = yield* g(2), ...c } = yield* g({ d: 3 })] = iterable("it", []); log(a, b, c);`,
    "closure-over-catch-variable-written-by-closure": `for (const x of [1, 2]) { try { throw x; } catch (e) { const inc = () => { e += 10; }; yield e; inc(); keep(() => e); yield e; } }`,
    "closure-over-loop-variable-in-finally": `for (let i = 0; i < 2; i++) { try { keep(() => ["try", i]); yield i; } finally { keep(() => ["finally", i]); i += 0; yield -i; } }`,
    "for-let-continue-through-finally-keeps-copies": `for (let i = 0; i < 3; i++) { keep(() => i); try { if (i === 1) continue; yield i; } finally { keep(() => i * 10); i += 0; } }`,
    "class-in-loop-in-finally": `try { yield 0; } finally { for (const k of ["a", "b"]) { class A { static [(yield k)] = k; get [k]() { return A; } } keep(() => [A[k], new A()[k] === A]); } }`,
    "tagged-template-in-loop-with-closures": `const tag = (strings, ...values) => { keep(() => values.map(value => (typeof value === "function" ? value() : value))); return strings; }; const seen = new Set(); for (let i = 0; i < 3; i++) { seen.add(tag\`a\${() => i}b\${yield i}c\`); i += 0; } log(seen.size);`,
    "compound-assignment-of-loop-target-in-pattern": `const o = { n: 0 }; for ([o.n, o[yield "k"] = o.n += yield 1] of iterable("it", [[1], [2, 3]])) { o.n *= yield 10; log(o); }`,
    "optional-chain-through-delegate-and-finally": `const o = { a: { m(x) { return [this === o.a, x]; } } }; const g = function* (v) { try { yield v; } finally { log("closed"); } return v; }; log((yield* g(o))?.a.m?.(yield* g(1)), (yield* g(null))?.a.m(yield* g(2)));`,
    "arguments-evaluated-while-receiver-is-replaced": `let o = { m(...a) { return ["first", ...a]; } }; log(o.m(yield 1, (o = { m: () => "second" }, yield 2), ...(yield [3])), o.m());`,
    "yield-in-every-part-of-a-for-with-finally": `let n = 0; try { for (let i = yield 0, f = () => i; (yield f()) < 2; keep(f), i += yield 1) { try { if (n++ === 1) continue; log(i); } finally { yield "finally"; } } } finally { log(n); }`,
    "function-hoisting-with-closures-over-blocks": `for (const x of [1, 2]) { keep(f); { let y = x * 10; keep(g); yield f(); y++; function g() { return [x, y]; } } function f() { return x; } }`,
    "var-functions-and-let-of-one-name": `var v = 1; { let v = 2; { var w = v; yield v; function f() { return v; } keep(f); } v = 3; } yield v; log(w);`,
    "return-value-is-a-reference-read-in-time": `let x = { n: 1 }; try { return x.n; } finally { x = { n: 2 }; yield x; }`,
    "finally-replaces-value-of-a-loop-return": `const g = function* () { for (const x of iterable("it", [1, 2])) { try { return x; } finally { if (yield x) continue; } } return "end"; }; log(yield* g());`,
    "generator-closed-while-delegating-inside-patterns": `const inner = function* () { try { yield 1; } finally { log("inner closed"); } }; const [a = yield* inner()] = iterable("it", [undefined, 2]); log(a);`,
    "exception-in-close-during-return-through-finally": `try { try { for (const x of iterable("it", [1], { returnThrows: "from close" })) { yield x; return "lost"; } } finally { log("finally"); yield 2; } } catch (e) { log(e); return "caught"; }`,
    "compound-private-like-chains": `const o = watch("o"); o.a.b ??= o.c?.[yield 1] ?? (o.d.e += yield 2); o.f[yield "k"] ||= (o.g &&= yield 3);`,
    "spread-of-delegate-in-new-in-template": `const C = class { constructor(...a) { this.a = a; } toString() { return "C" + this.a; } }; const g = function* () { yield 1; return [2, 3]; }; log(\`\${new C(...(yield* g()), yield 4)} \${[...(yield [5]), yield 6]}\`);`,
    "conditional-declaration-directly-and-captured": `for (const c of [0, 1]) { const x = (yield c) ? yield "yes" : (yield 0) || "no"; keep(() => x); let y = c ? (yield 1) && (yield 2) : null ?? (yield 3); keep(() => y); y = [y]; }`,
  }),
  ...programs("mixed", {
    "private-compound-in-loop-with-super": `class B { get v() { return this.n; } set v(x) { this.n = x; } *each() { yield "base"; } } class A extends B { n = 1; #p = { q: [1] }; *run() { for (super.v of [yield 5, yield 6]) { this.#p.q[yield 0] += super.v; super.v **= yield 2; log(this.#p.q, this.n); } yield* super.each(); ({ x: this.#p, ...super.v } = { x: 1, y: yield 2 }); log(this.#p, this.n); } } const main = () => new A().run();`,
    "methods-calling-each-other-while-suspended": `class Tree { constructor(value, ...children) { this.value = value; this.children = children; } *[Symbol.iterator]() { yield this.value; for (const child of this.children) { try { yield* child; } finally { log("left", child.value); } } } } function* main() { const tree = new Tree(1, new Tree(2, new Tree(3)), new Tree(4)); for (const value of tree) { if (value === 4) break; yield value; } log([...tree]); }`,
    "two-machines-interleaved": `function* a(n) { for (let i = 0; i < n; i++) { keep(() => ["a", i]); log("a got", yield ["a", i]); } return "a"; } function* b(n) { let i = n; while (i-- > 0) { try { yield ["b", i]; } finally { log("b", i); } } return "b"; } function* main() { const running = [a(3), b(2)]; while (running.length > 0) { const next = running.shift(); const { value, done } = next.next(yield running.length); if (!done) running.push(next); log(value); } }`,
    "parser-by-hand": `function* tokens(text) { const pattern = /\\s*(?:(\\d+)|(.))/gy; for (let match; (match = pattern.exec(text)) && match[0]; ) yield match[1] ? +match[1] : match[2]; } function* main() { const source = tokens("1 + 2*(3 - 4) * 5"); let token = source.next().value; const take = () => { const taken = token; token = source.next().value; return taken; }; function* sum() { let left = yield* product(); while (token === "+" || token === "-") { const operator = take(); const right = yield* product(); left = yield operator === "+" ? left + right : left - right; } return left; } function* product() { let left = yield* atom(); while (token === "*") { take(); left = yield left * (yield* atom()); } return left; } function* atom() { if (token !== "(") return take(); take(); const inner = yield* sum(); take(); return inner; } log(yield* sum()); }`,
  }),
];
