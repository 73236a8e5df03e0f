/**
 * Which shapes does the emitted form have?
 *
 * About forty small functions, one for each form of the language that reads differently once it is cut into states. Their
 * machines stand in docs/emitted-form.md; the test beside this file keeps that page true.
 */

/** A title and the body of a coroutine; what stands around its yields is the same as in a generator. */
export const coroutineShapes: Readonly<Record<string, string>> = {
  "a yield with a result": "const x = yield a; f(x);",
  "yield* of a Future": "return yield* a;",
  "a yield without operand, a moment": "yield; f();",
  "two yields in an expression": "return f(yield a, yield b);",
  "a yield in try and catch": "try { return yield a; } catch (error) { f(error); }",
  "a yield in a loop": "for (const x of xs) { f(yield x); }",
};

/** Heading -> shapes: a title and the body of a generator function. */
export const shapes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Straight line": {
    "a yield for its effect": "yield a;",
    "a yield with a result": "const x = yield a; f(x);",
    "return of a yield": "return yield a;",
    "a yield without operand": "yield;",
    "two yields in one declaration": "const x = yield a, y = yield b; f(x, y);",
    "yield of a yield": "yield yield a;",
    "yield*": "const x = yield* inner; f(x);",
    "a name used in one state": "const x = f(); g(x); yield a; h();",
    "a name used in two states": "const x = f(); yield a; g(x);",
  },
  Expressions: {
    "first operand": "f((yield a) + b());",
    "last operand": "f(b() + (yield a));",
    "stable operands": "f(1, this, () => b, yield a);",
    "method call": "this.list.push(yield a);",
    "new": "f(new Box(b(), yield a));",
    "member assignment": "get().x = yield a;",
    "compound assignment": "this.total += yield a;",
    "logical assignment": "cache.x ??= yield a;",
    "conditional into a declaration": "const x = c ? yield a : b; f(x);",
    "logical and": "f(c && (yield a));",
    "optional call": "f(o?.m(yield a));",
    "object literal": "f({ x: b(), [k]: c(), y: yield a });",
    "array literal with spread": "f([...b, yield a]);",
    template: "f(`${b} and ${yield a}`);",
    "pattern with a default that yields": "const { x, y = yield a } = o; f(x, y);",
    "array pattern with a default that yields": "const [x, y = yield a] = o; f(x, y);",
    "tagged template": "f(o.tag`one ${yield a} two`);",
  },
  Branches: {
    "if, only the test yields": "if (yield a) f(); else g();",
    "if and else": "if (c) { f(yield a); } else { g(); }",
    "condition of a conjunction": "if (c && (yield a)) f(); else yield b;",
    "switch, only the discriminant yields": "switch (yield a) { case 1: f(); break; default: g(); }",
    switch: "switch (c) { case 1: yield a; case 2: f(); break; default: g(); }",
    "switch whose tests yield": "switch (c) { case yield a: f(); break; default: g(); }",
    "labelled block": "done: { if (c) break done; yield a; } f();",
  },
  Loops: {
    while: "while (c()) { yield a; }",
    "while true": "while (true) { if (c()) break; yield a; }",
    "do": "do { yield a; } while (c());",
    for: "for (let i = 0; i < 3; i++) { yield i; }",
    "for with a closure": "for (let i = 0; i < 3; i++) { fs.push(() => i); yield i; }",
    "for-of": "for (const x of xs) { yield x; }",
    "for-of with a closure": "for (const x of xs) { const y = yield x; fs.push(() => x + y); }",
    "for-of, left early": "for (const x of xs) { if (yield x) break; }",
    "for-in": "for (const k in o) { yield k; }",
  },
  Exceptions: {
    "try and catch": "try { f(yield a); } catch (error) { g(error); }",
    "try and finally": "try { return yield a; } finally { g(); }",
    "try, catch and finally": "try { yield a; } catch { yield b; } finally { yield c; }",
    using: "using file = open(); yield a; f(file);",
  },
  Scopes: {
    "function declaration": "yield helper(); function helper() { return a; }",
    "shadowed name": "const x = f(); { const x = yield a; yield b; g(x); } h(x);",
    "read before its declaration": "const f = () => x; yield f; const x = yield a; g(x);",
    comments: "// before\nconst x = yield a; // beside\n// last\nf(x);",
  },
};
