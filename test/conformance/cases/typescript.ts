/**
 * What must not get lost or get in the way when the source is TypeScript?
 *
 * Types go, enums, parameter properties and namespaces become code, decorators are applied; the oracle is TypeScript's own
 * output with its generators left to the engine.
 */
import { bodies, programs } from "./case.js";

/** What JSX is compiled to. */
const React = `const React = { createElement: (type: any, properties: any, ...children: any[]) => ({ type: typeof type === "function" ? type.name : type, properties, children }), Fragment: "fragment" };`;

export const typescript = [
  ...bodies("typescript", {
    "annotations": `const a: number = yield 1; let b: string | undefined; const f = (x: number, y?: string): number => x; var c: Array<typeof a> = [a]; b = yield "b"; log(a, b, f(1), c);`,
    "assertions": `const a = (yield 1) as number; const b = <string>(yield "b"); const c = (yield { x: 1 })!.x; const d = (yield [1]) satisfies unknown; const e = [yield 5] as const; log(a, b, c, d, e);`,
    "assertions-in-targets": `const o: any = {}; (o as any).x = yield 1; (o!).y = yield 2; (<any>o)[yield "z"] = yield 3; o!.x += yield 4; (o as any).w ??= yield 5; log(o); let a: any; (a as number) = yield 6; [a as any, (o as any).v] = [yield 7, 8]; log(a, o.v);`,
    "assertions-in-callees": `const o = { v: 1, m(x: number) { return [this.v, x]; } }; log((o.m as any)(yield 1), o.m!(yield 2), (o as any).m(yield 3), (<any>o.m)(yield 4), o!.m!(yield 5), (yield o)!.m(6)); log((o as any)?.m!(yield 7));`,
    "assertions-in-chains": `const o: any = { a: { b: (x: any) => x } }; const n: any = null; log(o?.a!.b(yield 1), (n as any)?.a!.b(yield 2), n!?.a[yield 3], (o.a!)?.b!(yield 4)); log(delete (o as any).a, delete (n as any)?.x[yield 5]);`,
    "names-through-assertions": `const f = (() => {}) as () => void; const g = <any>function () {}; const h = (class {})!; const k = (yield 1) && ((() => {}) satisfies Function); log(f.name, g.name, h.name, (k as Function).name);`,
    "type-declarations-in-body": `type T = number; interface I { x: T } yield 1; { type T = string; interface J extends I { y: T } const j: J = { x: 1, y: "s" }; yield j; log(j); } declare const nowhere: T; let t: T = 5; log(t);`,
    "enum-in-body": `enum Color { Red, Green = 5, Blue, Name = "n" } yield Color.Red; log(Color.Blue, Color[5], Color.Name); for (const x of [1, 2]) { enum Inner { A = 7 } yield Inner.A; keep(() => [x, Inner.A]); }`,
    "enum-with-computed-members": `const base = yield 3; enum E { A = base, B = A + 1, C = "x".length } log(E.A, E.B, E.C);`,
    "class-features-in-body": `abstract class A<T> { constructor(public readonly x: T, private y = 2, protected z?: number) {} abstract m(): void; get sum() { return [this.x, this.y, this.z]; } declare d: number; [key: string]: unknown; } class B extends A<number> implements Object { override m() { return 1; } } yield 1; log(new B(yield 2).sum, new B(1).m());`,
    "class-parameter-properties-in-loop": `for (const x of [1, 2]) { class P { constructor(public v = x) {} } yield new P().v; keep(() => new P()); }`,
    "class-with-yields-and-types": `class A<T> extends (yield Array)<T> { readonly [yield "k"]: number = 1; private static s?: string = "s"; m?(): void; n(this: A<T>): this { return this; } } const a: any = new A(); log(a.k, a.n() === a, a.length);`,
    "function-overloads-in-body": `log(f(1)); yield 1; function f(a: string): string; function f(a: number): number; function f(a: any) { return [a]; } log(f("x")); { function g(): void; function g(a?: any) { return "g"; } yield g(); }`,
    "this-parameter": `const f = function (this: any, a: number) { return [this, a]; }; log(f.call(1, yield 2)); const g = function* (this: any, a: number) { yield [this, a]; }; yield* g.call(3, 4); log(g.length);`,
    "catch-with-type": `try { yield 1; throw new Error("x"); } catch (e: unknown) { log((e as Error).message, yield 2); } try { fail("y"); } catch (e: any) { yield e!.message; }`,
    "loops-with-types": `for (const x of (yield [1, 2]) as number[]) { const y: number = x; keep((): number => y); yield x; } for (let i: number = 0, n: number = 2; i < n; i++) { keep(() => i); yield i; } for (const k in { a: 1 } as object) yield k;`,
    "let-with-type-resets": `for (const x of [1, 2]) { let y: number | undefined; log(y); y = yield x; let z!: number; log(z); z = x; }`,
    "generic-arrows-and-calls": `const id = <T,>(x: T): T => x; log(id<number>(yield 1), new Map<string, number>([["a", yield 2]]).get("a"), id<string>\`\${yield 3}\`); const make = id<string>; log(make("x"));`,
    "destructuring-with-types": `const { a, b = yield 2 }: { a: number; b?: number } = yield { a: 1 }; const [c, ...d]: number[] = yield [3, 4, 5]; log(a, b, c, d); let e: any, f: any; ({ e = yield 6, ...f } = { g: 7 } as any); log(e, f);`,
    "definite-and-optional": `let x!: number; const get = () => x; x = yield 1; log(get()); const o: { m?: (x: number) => number } = {}; log(o.m?.(yield 2), o.m?.call(null, 1));`,
    "unused-type-only-parameter-default": `const f = (x: number = 1, { y }: { y?: number } = {}): asserts x is 1 => { log(x, y); }; f(yield 2); f();`,
    "abstract-and-accessor": `class A { accessor v = 1; static accessor s = 2; } const a = new A(); a.v = yield 3; A.s += yield 4; log(a.v, A.s);`,
    "as-const-and-unique": `const s: unique symbol = Symbol("s"); const t = { a: yield 1, [s]: 2 } as const; log(t.a, t[s]); const u = \`\${t.a}-\${yield 3}\` as const; log(u);`,
    "comments-with-types": `/* a */ const /* b */ x /* c */ : /* d */ number /* e */ = /* f */ (yield /* g */ 1) /* h */ as /* i */ number /* j */; // k
      log(x /* l */ !);`,
  }),
  ...programs("typescript", {
    "method-modifiers": `class Reader<T> { constructor(private readonly items: T[]) {} public *all(this: Reader<T>): Generator<T, number, undefined> { yield* this.items; return this.items.length; } protected static *pairs<K>(k: K): Iterable<K> { yield k; } static run() { return Reader.pairs(1); } } function* main() { log(yield* new Reader([1, 2]).all()); yield* Reader.run() as any; }`,
    "generator-overloads": `class A { m(x: string): Generator<string>; m(x: number): Generator<number>; *m(x: any): Generator<any> { yield [x]; } } function g(): Iterable<number>; function* g(): any { yield 1; } function* main() { yield* new A().m(1); yield* g(); }`,
    "typed-parameters": `function* g<T extends object>(a: T, b?: number, c: string = "c", { d }: { d: number } = { d: 4 }, ...e: unknown[]): Generator<unknown> { yield [a, b, c, d, e]; } const main = () => g({ x: 1 });`,
    "parameter-properties-and-fields": `class A { static count: number = 0; name = this.prefix + "!"; constructor(private prefix: string, public n = 1) { A.count++; } *run() { yield this.prefix; yield this.name; yield this.n; yield A.count; } } const main = () => new A("p").run();`,
    "namespace": `namespace Space { export const one = 1; export function* count() { yield one; yield two; one_ = 3; yield one_; } const two = 2; export let one_ = 0; } function* main() { yield* Space.count(); yield Space.one_; Space.one_ = yield 4; yield Space.one_; }`,
    "namespace-merged-with-generator": `function* g() { yield g.extra; } namespace g { export const extra = 5; } const main = () => g();`,
    "enum-used-across-yields": `enum E { A, B } const enum C { X = 7 } function* main() { yield E.A + (yield E.B) + C.X; keep(() => E[1]); const { A, B } = E; log(A, B); }`,
    "experimental-like-decorated-class": `function tag(name: string) { return (value: any, context: any) => { log(name, context.kind, context.name); }; } @tag("class") class A { @tag("method") *run() { yield 1; } @tag("field") f = 2; @tag("getter") get g() { return 3; } @tag("static") static *s() { yield 4; } @tag("private") *#p() { yield 5; } all() { return this.#p(); } } function* main() { const a = new A(); yield* a.run(); yield* A.s(); yield* a.all(); yield a.f + a.g; }`,
    "type-only-names": `type Unused = typeof main; interface main2 {} declare function elsewhere(): void; abstract class Base { abstract items(): Generator; } function* main(): Generator<Unused | unknown> { yield 1; }`,
    "arrow-generics-around": `const wrap = <A extends unknown[], R>(f: (...a: A) => R) => (...a: A): R => f(...a); const g = wrap(function* (x: number) { const y: number = yield x; return x + y; }); const main = () => g(5);`,
    "jsx-attributes-and-children": `${React} function Inner() {} function* main() { const a = <div id={yield "id"} {...(yield { q: 1 })} z="text">{yield "child"} text {...[yield "spread"]}<Inner on={() => 1} {...{ a: 1 }} b={<b>{yield "inner"}</b>} /></div>; log(JSON.stringify(a)); return <>{yield 1}<i />{/* nothing */}{t("last", 2)}</>; }`,
    "jsx-closures-and-names": `${React} function Inner() {} function* main() { for (const x of [1, 2]) { const element: any = <p key={x} onClick={() => x}>{x}{yield x}</p>; keep(element.properties.onClick); } const T: any = yield Inner; log(JSON.stringify(<T x={yield 2} />), JSON.stringify(<React.Fragment>{yield 3}</React.Fragment>)); yield (yield 4) ? <Inner /> : <b />; const multi = <pre>
      two   lines {yield 5}
        indented
    </pre>; log(JSON.stringify(multi)); }`,
    "abstract-override-satisfies": `abstract class Base { abstract m(): Iterable<number>; *n(this: this): any { yield* this.m(); } protected declare x: number; } class Derived extends Base { override *m() { yield 7; yield (yield 8) satisfies unknown as any; } accessor z = 3; static accessor s = 4; } function* main() { yield* new Derived().n(); yield [new Derived().z, Derived.s]; }`,
    "const-type-parameters-and-assertions": `function assertIs(x: unknown): asserts x is string {} function* g<const T extends readonly unknown[]>(x: T, ...y: [a?: number, ...b: string[]]): Generator<T[number], void, undefined> { assertIs(x); for (const e of x) yield e!; let d!: number; log(d, y); yield* <any>[1]; } const main = () => g([1, 2] as const, 3, "s");`,
    "namespaces-with-generators": `namespace N { export function* g(): Generator<number> { yield v; v++; yield v; } export let v = 5; export namespace M { export const w = 1; export function* h() { yield w + v; } } log(g() instanceof g); } namespace O { export class K<T> { constructor(private readonly t: T, public n?: number) {} *it(): Iterable<T> { yield this.t; } } } function* main() { yield* N.g(); yield* N.M.h(); yield* new O.K("k").it(); log(N.g() instanceof N.g); }`,
    "decorators-of-generators": `function ev(name: string) { log("eval", name); return (value: any, context: any): any => { log("apply", name, context.kind, String(context.name), context.static, context.private); return value; }; } function* main() { @ev("class") class A { @ev("m") *m() { yield 1; } @ev("f") f = 1; @ev("s") static *s() { yield 2; } @ev("computed") *["k" + "ey"]() { yield 3; } @ev("acc") accessor q = 5; @ev("private") *#p() { yield 4; } p() { return this.#p(); } } const a = new A() as any; log([...a.m(), a.f, ...A.s(), ...a.key(), a.q, ...a.p()], A.name, a.m() instanceof a.m); }`,
  }),
];
