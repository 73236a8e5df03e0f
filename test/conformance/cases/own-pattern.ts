/**
 * What does a pattern see of the names that it declares itself?
 *
 * Each of them from the end of its own element on; before, and in the initializer of any pattern around it, the name is
 * in its dead zone. A closure made there may be called before, or after:
 *
 *     let [a = keep(() => a), b = a] = [yield]        `b = a` comes after `a`, the arrow exists before it
 */
import { bodies, type Case } from "./case.js";

/** Calls `f` now, and says what comes of it. */
const attempt = `const now = f => { try { return f(); } catch (e) { log(e); } };`;

/** The same pattern wherever one can be declared: `pattern` takes its values from `value`. */
function everywhere(name: string, pattern: string, value: string, use: string): Record<string, string> {
  const whole = (text: string) => `${attempt} ${text}`;
  return {
    [`${name}-in-a-block`]: whole(`{ try { let ${pattern} = ${value}; ${use} yield 2; ${use} } catch (e) { log(e); } }`),
    [`${name}-in-a-loop`]: whole(`for (const turn of [1, 2]) { try { let ${pattern} = ${value}; ${use} yield 2; ${use} } catch (e) { log(e); } }`),
    [`${name}-in-a-loop-as-const`]: whole(`for (const turn of [1, 2]) { try { const ${pattern} = ${value}; ${use.replace(/\b\w = \[\w\];/g, "")} yield 2; } catch (e) { log(e); } }`),
    [`${name}-in-a-loop-head`]: whole(`let turn = 0; try { for (let ${pattern} = ${value}; turn < 2; turn++, yield 3) { ${use} yield 2; ${use} } } catch (e) { log(e); }`),
    [`${name}-in-a-for-of-head`]: whole(`try { for (let ${pattern} of [${value}, yield ${value}]) { ${use} yield 2; ${use} } } catch (e) { log(e); }`),
    [`${name}-in-a-catch`]: whole(`for (const turn of [1, 2]) { try { try { throw ${value}; } catch (${pattern}) { ${use} yield 2; ${use} } } catch (e) { log(e); } }`),
    [`${name}-in-a-clause`]: whole(`for (const turn of [1, 2]) { try { switch (yield turn) { case 1: let ${pattern} = ${value}; ${use} yield 2; case 2: ${use} } } catch (e) { log(e); } }`),
  };
}

export const ownPattern: readonly Case[] = bodies("own-pattern", {
  ...everywhere("later-default-reads-it", "[a = yield 1, b = a, { c = [a, b] } = {}]", "[]", "keep(() => [a, b, c]); a = [b];"),
  ...everywhere("later-default-of-a-whole-pattern-reads-it", "[a = 1, b = a, ...[c = t(a, b)]]", "[yield undefined]", "keep(() => [a, b, c]); b = [a];"),
  ...everywhere("later-default-captures-it", "[a = 1, b = keep(() => a)]", "[yield undefined]", "log(now(b)); a = [b];"),
  ...everywhere("later-default-writes-it", "{ a, b = keep(() => (a = [a])), c = (a = 5) }", "{ a: yield 1 }", "log(a, c); b(); log(a);"),
  ...everywhere("own-default-reads-it", "[a = a]", "[yield undefined]", "keep(() => a);"),
  ...everywhere("own-default-captures-it", "[a = keep(() => a), b = keep(() => [a, b])]", "[yield undefined]", "log(a() === a, b()[1] === b); a = [b];"),
  ...everywhere("own-default-captures-it-and-yields", "[a = keep(() => a, yield 1), b = keep(() => [a, b], yield 2)]", "[]", "keep(() => [a, b]); a = [b];"),
  ...everywhere("own-default-captures-it-and-is-called-too-early", "[a = () => a, b = a(), c = now(() => c)]", "[yield undefined]", "keep(() => [a, b, c]); a = [b];"),
  ...everywhere("earlier-default-captures-it-and-is-called-by-a-later-one", "{ f = () => x, g = now(f), x = 3, y = f() }", "{ [yield \"z\"]: 1 }", "keep(() => [g, x, y]); x = [y];"),
  ...everywhere("earlier-default-writes-it", "{ f = () => (x = 1), g = now(f), x = 3, y = f() }", "{ [yield \"z\"]: 1 }", "keep(() => [g, x, y]); log(x, y); x = [y];"),
  ...everywhere("key-captures-it", "{ [t(\"k\", keep(() => a) && \"p\")]: a = 1, b = a, ...c }", "{ q: yield 1 }", "log(a, b, c); a = [b];"),
  ...everywhere("key-reads-it", "{ [a]: a }", "{ q: yield 1 }", "keep(() => a);"),
  ...everywhere("later-key-reads-it", "{ a = \"k\", [a]: b = [a], [(() => b[0])()]: c }", "{ k: yield undefined }", "keep(() => [a, b, c]); b = [c];"),
  ...everywhere("outer-default-captures-it", "[{ a, b = a } = { get a() { return now(f); }, f: keep(() => a) }, f = 0]", "[yield undefined]", "log(b); keep(() => [a, b]); a = [b];"),
  ...everywhere("outer-default-reads-it", "[[a, b = a] = [now(() => a), a]]", "[yield undefined]", "keep(() => [a, b]);"),
  ...everywhere("outer-default-of-two-levels-captures-it", "[[{ a, b = a }] = [{ a: keep(() => [a, b]) }]]", "[yield undefined]", "log(a() , b === a); b = [1];"),
  ...everywhere("functions-are-named", "[f = () => {}, { g = function () {}, h: k = class {}, l: m = (0, () => {}) } = {}, n = keep(() => [f, g, k, m, n])]", "[yield undefined]", "log(f.name, g.name, k.name, m.name, n.name); n(); f = [g];"),
  ...everywhere("functions-are-named-beside-a-yield", "{ f = () => {}, p: g = function () {}, [yield \"q\"]: h = class {}, ...r }", "{ z: 1 }", "log(f.name, g.name, h.name, r); keep(() => [f, g, h]); g = [h];"),
  ...everywhere("a-default-that-fails-leaves-it-initialized", "[a = 1, b = keep(() => a), c = fail(t(\"c\", \"c\")), d = keep(() => d)]", "[yield undefined]", "a = [b];"),
  "initializer-captures-it": `${attempt} for (const turn of [1, 2]) { try { let { a } = t("g", { get a() { return [now(f), turn]; }, f: 0 }, yield 1), f = 1; a = [a]; keep(() => a); } catch (e) { log(e); } }`,
  "initializer-captures-it-and-gives-it-away": `${attempt} const g = f => { now(f); keep(f); return { a: 1, b: undefined }; }; for (const turn of [1, 2]) { let { a, b = keep(() => [a, b, turn]) } = g(() => a); yield a; a = [a]; log(b()); }`,
  "initializer-reads-it": `for (const turn of [1, 2]) { try { let { x, y = x } = { x: [x, yield 1] }; keep(() => (x = y)); } catch (e) { log(e); } yield 3; }`,
  "object-pattern-without-initializer-of-its-own-name": `for (const turn of [1, 2]) { let { x, y = x } = yield { x: turn }; keep(() => [x++, y]); yield x; log(x, y); }`,
  "for-of-head-captured-by-its-own-iterable": `${attempt} const kept = []; for (const [a, b = () => a] of [[1], (kept.push(() => a), yield [2])]) { kept.push(b); now(kept[0]); log(b()); yield a; } for (const f of kept) log(now(f));`,
  "for-of-head-read-by-its-own-iterable": `try { for (const [a, b = a] of [a, yield 2]) log("never"); } catch (e) { log(e); } try { for (let a of [yield 1, keep(() => a)]) { keep(() => a); yield a; } } catch (e) { log(e); }`,
  "for-in-head-reads-it-later": `for (let [a, b = keep(() => [a, b])] in { xy: 1, z: yield 2 }) { log(a, typeof b); yield a; a = [a]; }`,
  "for-in-head-reads-it-too-early": `try { for (let [a = b, b = keep(() => [a, b])] in { xy: 1, "": yield 2 }) { log(a, b); yield a; a = [a]; } } catch (e) { log(e); }`,
  "for-of-head-calls-a-function-of-the-block": `${attempt} function read() { return 0; } for (const turn of [1, 2]) { keep(late); for (const { a = late(), b = now(late) } of [{}, yield {}]) { log(a, b); } let c = yield turn; function late() { return now(() => c); } }`,
  "several-declarators": `${attempt} for (const turn of [1, 2]) { let [a, b = keep(() => [a, b, c])] = [yield turn], { c = now(b), d = b } = {}, [e = d] = []; log(a, c, e === b); a = [yield c]; log(b().length); }`,
  "loop-head-of-the-random-program": `let fuel = 5; const kept = []; for (let v5 = 0, [v6 = v5, ...[v7 = t(0, v6)]] = [(yield 1)], v8 = keep(() => v5); fuel-- > 0 && v5 < 3 && ((yield 1), true); v5++, (yield 1)) { yield keep(function () { return (v8 = v7); }); }`,
  "function-declared-behind-the-pattern": `${attempt} for (const turn of [1, 2]) { let [a = now(read), b = read()] = [yield undefined]; log(a, b); a = 5; log(read()); yield turn; function read() { return a; } keep(read); }`,
  "renamed-variable-keeps-the-name-of-its-default": `let f = yield 1; { let f = () => {}, [g = () => {}] = []; log(f.name, g.name); yield 2; } { let { f = () => {} } = {}; log(f.name); yield 2; log(f.name); } for (const turn of [1, 2]) { const { f = () => {}, g: [...h] = [], ...r } = yield {}; keep(() => f); yield 3; log(f.name, h, r); } log(f);`,
  "renamed-variable-keeps-the-name-beside-a-yield": `let f = yield 1; { let { f = () => {}, [yield "k"]: g } = {}; log(f.name); yield 2; log(f.name); } { let { f = () => {}, [yield "k"]: g, ...h } = {}; log(f.name, h); yield 2; } log(f); try { throw {}; } catch ({ f = class {}, [yield 5]: g }) { yield f.name; } log(f);`,
  "var-of-a-parameter-keeps-the-name-of-its-default": `const g = function* (f, h = () => f) { var { f = () => {}, k = f } = {}; log(f.name, k === f, h()); yield f; for (var [f = class {}] of [[], yield []]) { log(f.name); yield 1; } try { throw 1; } catch (f) { var [f = () => {}] = [yield 2]; log(f.name); } log(f.name); }; yield* g();`,
  "generator-default": `for (const turn of [1, 2]) { let [g = function* () { yield g === undefined; }, h = keep(() => [...g()])] = [yield undefined]; log(g.name, h()); keep(() => { g = h; }); }`,
});
