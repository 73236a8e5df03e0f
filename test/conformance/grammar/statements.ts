/**
 * Which statements and declarations does a random program contain?
 *
 * Everything strict code can have in a generator's body. A loop that is not bounded by what it iterates asks `fuel()`
 * first, so every program ends.
 */
import { engineHasUsing } from "../engine.js";
import { form, listForm, type Form, type Forms, type Node } from "./form.js";
import { choose, type Writer } from "./writer.js";

const declarationKeywords = ["let", "const", "var"] as const;

/** Writes a loop; half of the loops have a label, which is in scope in the body only. */
function loop(writer: Writer, pick: number, write: (body: (list: readonly Node[]) => string) => string): string {
  const label = pick % 2 === 0 ? writer.fresh("l") : undefined;
  const text = writer.scope(() => write(list => writer.inJumpTarget({ label, kind: "loop" }, () => writer.block(list))));
  return label === undefined ? text : `${label}: ${text}`;
}

/** The left side of a for-of or for-in head: a declaration with a binding, or an assignment target. */
function loopHead(writer: Writer, binding: Node, target: Node, pick: number): string {
  const keyword = choose<Keyword | undefined>([...declarationKeywords, "const", undefined], pick);
  return keyword === undefined ? writer.write(target) : `${keyword} ${writeBinding(writer, binding, keyword)}`;
}

/** Bindings are written by their forms, but declared with the keyword of the declaration they stand in. */
function writeBinding(writer: Writer, binding: Node, keyword: Keyword): string {
  return bindingWriters[binding.form](writer, binding, keyword);
}

type Keyword = "let" | "const" | "var" | "catch";

type BindingWriter = (writer: Writer, node: Node, keyword: Keyword) => string;

const bindingWriters: Readonly<Record<string, BindingWriter>> = {
  nameBinding: (writer, { pick }, keyword) => writer.declare(keyword, pick),
  arrayBinding: (writer, { parts: [first, second, value], pick }, keyword) => {
    const before = writeBinding(writer, first, keyword);
    const initialiser = writer.write(value);
    const rest = choose(["", ", ...", ", , "], pick)!;
    return `[${before} = ${initialiser}${rest === "" ? "" : `${rest}${writeBinding(writer, second, keyword)}`}]`;
  },
  objectBinding: (writer, { parts: [first, value], pick }, keyword) => {
    const key = choose(["p", '[t("key", "q")]', '[yield "r"]'], pick)!;
    const initialiser = writer.write(value);
    const rest = pick % 4 === 0 ? `, ...${writer.declare(keyword, pick)}` : "";
    return `{ ${key}: ${writeBinding(writer, first, keyword)} = ${initialiser}${rest} }`;
  },
};

/** The `write` of a binding form is never asked for: its keyword decides how it is declared. */
function bindingForm(weight: number, parts: Form["parts"]): Form {
  return form(weight, parts, (writer, node) => writeBinding(writer, node, "let"));
}

export const bindings: Forms = {
  nameBinding: bindingForm(8, []),
  arrayBinding: bindingForm(2, ["binding", "binding", "expression"]),
  objectBinding: bindingForm(2, ["binding", "expression"]),
};

export const statements: Forms = {
  // The first form of a category is what deep trees end in.
  leafStatement: form(4, [], (writer, { pick }) => {
    const name = writer.reference(pick) ?? pick;
    return choose([`yield ${name};`, `log(${name});`, `keep(() => ${name});`, `yield t(${pick}, ${name});`], pick)!;
  }),
  expressionStatement: form(10, ["expression"], (writer, { parts }) => `(${writer.write(parts[0])});`),
  logged: form(6, ["expression"], (writer, { parts }) => `log(${writer.write(parts[0])});`),
  yieldStatement: form(5, ["expression"], (writer, { parts }) => `yield ${writer.write(parts[0])};`),
  declaration: form(10, ["binding", "expression"], (writer, { parts: [binding, value], pick }) => {
    const keyword = choose(declarationKeywords, pick)!;
    // The initialiser is written first: it does not see the names it initialises, or else most programs would end here.
    const initialiser = writer.write(value);
    if (binding.form === "nameBinding" && keyword !== "const" && pick % 5 === 0) return `${keyword} ${writeBinding(writer, binding, keyword)};`;
    const source = binding.form === "nameBinding" ? initialiser : choose([`[${initialiser}]`, "A", `iterable("${writer.fresh("i")}", [${initialiser}, 1])`], pick)!;
    return `${keyword} ${writeBinding(writer, binding, keyword)} = ${source};`;
  }),
  varAgain: form(2, ["expression"], (writer, { parts: [value], pick }) => {
    const initialiser = writer.write(value);
    const name = writer.declareAgain(pick) ?? writer.declare("var", pick);
    return choose([`var ${name} = ${initialiser};`, `var ${name};`, `for (var ${name} of [${initialiser}, 1]) log(${name});`, `if (${initialiser}) { var ${name} = ${pick}; }`], pick)!;
  }),
  tdz: form(1, ["expression"], (writer, { parts: [value], pick }) => {
    const initialiser = writer.write(value);
    const name = writer.declare("let", pick);
    return `try { log(${choose([name, `${name} = 1`, `(() => ${name})()`, `typeof ${name}`], pick)}); } catch (error) { log(error); } let ${name} = ${initialiser};`;
  }),
  functionDeclaration: form(2, ["expression"], (writer, { parts: [body], pick }) => {
    const name = writer.declare("function", pick);
    const text = writer.inFunction("function", () => `function ${name}(${writer.declare("parameter", pick)}) { return ${writer.write(body)}; }`);
    return choose([`${text} keep(() => ${name}(1));`, `log(${name}(2)); ${text}`, `keep(() => ${name}(3)); ${text}`], pick)!;
  }),
  generatorDeclaration: listForm(2, ["expression"], "statement", (writer, { parts: [argument], list, pick }) => {
    if (writer.depth > 1) return ";";
    const value = writer.write(argument);
    const name = writer.declare("function", pick);
    const text = writer.inFunction("generator", () => `function* ${name}(${writer.declare("parameter", pick)}) { ${writer.statements(list)} }`);
    // What a function says of its own text is nobody's semantics.
    return `${name}.toString = () => "${name}"; ` + choose([
      `${text} log(yield* ${name}(${value}));`,
      `log(yield* ${name}(${value})); ${text}`,
      `log(${name}() instanceof ${name}, ${name}.name); ${text}`,
      `keep(() => [...${name}(2)]); ${text} keep(() => ${name}() instanceof ${name});`,
    ], pick)!;
  }),
  classOfGenerators: listForm(1, ["expression"], "statement", (writer, { parts: [argument], list, pick }) => {
    if (writer.depth > 1) return ";";
    const value = writer.write(argument);
    const name = writer.declare("class", pick);
    const parameter = writer.fresh("p");
    const body = writer.inFunction("generator", () => writer.statements(list));
    const key = choose(["m", "[t(\"key\", \"m\")]", "[yield \"m\"]", "\"m\""], pick)!;
    const methods = `static toString() { return "${name}"; } *${key}(${parameter}) { ${body} } static *s() { yield this === ${name}; } *#z() { yield this.f; } f = 1; all() { return [...this.#z(), this.#z() instanceof this.#z]; }`;
    return `class ${name} { ${methods} } log(new ${name}().m() instanceof ${name}.prototype.m, ${name}.prototype.m.name, ...${name}.s(), new ${name}().all()); log(yield* new ${name}().m(${value}));`;
  }),
  varOfCaught: form(1, ["expression", "expression"], (writer, { parts: [thrown, value], pick }) => {
    const error = writer.write(thrown);
    const name = writer.declare("var", pick);
    const initialiser = writer.write(value);
    const again = choose([`var ${name} = ${initialiser};`, `var [${name}] = [${initialiser}];`, `for (var ${name} in { x: ${initialiser} }) log(${name});`, `var ${name};`], pick)!;
    return `try { throw ${error}; } catch (${name}) { ${pick % 3 === 0 ? `keep(() => ${name}); ` : ""}${again} log(${name}); } log(${name});`;
  }),
  classDeclaration: form(1, ["object", "expression"], (writer, { parts: [heritage, key], pick }) => {
    const head = pick % 2 === 0 ? "" : ` extends (${writer.write(heritage)})`;
    const computed = writer.write(key);
    const name = writer.declare("class", pick);
    return `class ${name}${head} { static [${computed}] = 1; m() { return ${name}; } }`;
  }),
  block: listForm(3, [], "statement", (writer, { list }) => writer.block(list)),
  labelledBlock: listForm(2, [], "statement", (writer, { list }) => {
    const label = writer.fresh("l");
    return `${label}: ${writer.inJumpTarget({ label, kind: "block" }, () => writer.block(list))}`;
  }),
  if: listForm(5, ["expression", "statement"], "statement", (writer, { parts: [test, other], list, pick }) => {
    const head = `if (${writer.write(test)}) ${writer.block(list)}`;
    return pick % 2 === 0 ? head : `${head} else ${writer.block([other])}`;
  }),
  for: listForm(4, ["binding", "expression", "expression", "expression"], "statement", (writer, { parts: [binding, init, test, update], list, pick }) =>
    loop(writer, pick, body => {
      const initialiser = writer.write(init);
      const keyword = choose(["let", "let", "var", "const"] as const, pick)!;
      const counter = writer.declare(keyword === "var" ? "var" : "let", 1);
      const pattern = pick % 3 === 0 && binding.form !== "nameBinding" ? `, ${writeBinding(writer, binding, keyword)} = [${initialiser}]` : "";
      const kept = pick % 5 === 0 ? `, ${writer.declare("let", 1)} = keep(() => ${counter})` : "";
      // A constant counter cannot count; such a loop is left by its test or by its fuel.
      const step = keyword === "const" ? "" : `${counter}++, `;
      return `for (${keyword} ${counter} = 0${pattern}${kept}; fuel() && ${counter} < 3 && (${writer.write(test)}, true); ${step}${writer.write(update)}) ${body(list)}`;
    })),
  forOf: listForm(6, ["binding", "target", "iterable"], "statement", (writer, { parts: [binding, target, iterable], list, pick }) =>
    loop(writer, pick, body => {
      const subject = writer.write(iterable);
      return `for (${loopHead(writer, binding, target, pick >> 1)} of ${subject}) ${body([...list])}`;
    })),
  forOfKept: listForm(3, ["iterable", "expression"], "statement", (writer, { parts: [iterable, value], list, pick }) =>
    loop(writer, pick, body => {
      const subject = writer.write(iterable);
      const name = writer.declare("let", pick >> 1);
      return `for (let ${name} of ${subject}) { keep(() => ${name}); ${name} = ${writer.write(value)}; ${body(list)} keep(() => [${name}]); }`;
    })),
  forIn: listForm(2, ["binding", "target", "expression"], "statement", (writer, { parts: [binding, target, object], list, pick }) =>
    loop(writer, pick, body => {
      const subject = `{ x: ${writer.write(object)}, y: 1 }`;
      return `for (${loopHead(writer, binding, target, pick >> 1)} in ${subject}) ${body(list)}`;
    })),
  while: listForm(3, ["expression"], "statement", (writer, { parts: [test], list, pick }) =>
    loop(writer, pick, body => `while (fuel() && ${writer.write(test)}) ${body(list)}`)),
  forEver: listForm(2, [], "statement", (writer, { list, pick }) =>
    loop(writer, pick, body => `for (;;) { if (!fuel()) break; ${body(list)} }`)),
  doWhile: listForm(2, ["expression"], "statement", (writer, { parts: [test], list, pick }) =>
    loop(writer, pick, body => `do ${body(list)} while (fuel() && ${writer.write(test)});`)),
  switch: listForm(3, ["expression", "expression", "expression", "statement"], "statement", (writer, { parts: [value, first, second, other], list, pick }) => {
    const label = pick % 3 === 0 ? writer.fresh("l") : undefined;
    const discriminant = writer.write(value);
    const text = writer.scope(() => writer.inJumpTarget({ label, kind: "switch" }, () => {
      const half = list.length >> 1;
      const clauses = [
        // `case (a = b): try {` begins like an arrow function with a return type, and TypeScript's parser takes it for one.
        `case ${writer.write(first)}:; ${writer.statements(list.slice(0, half))}`,
        `case ${writer.write(second)}:; ${writer.statements(list.slice(half))} ${pick % 5 === 0 ? "" : "break;"}`,
      ];
      clauses.splice(pick % 3, 0, `default: ${writer.write(other)}`);
      return `switch (${discriminant}) { ${clauses.join("\n")} }`;
    }));
    return label === undefined ? text : `${label}: ${text}`;
  }),
  tryCatch: listForm(7, ["statement", "binding"], "statement", (writer, { parts: [handler, binding], list, pick }) => {
    const protectedBlock = writer.block(list);
    if (pick % 4 === 0) return `try ${protectedBlock} catch { ${writer.scope(() => writer.write(handler))} }`;
    const clause = writer.scope(() => {
      const parameter = writeBinding(writer, binding, "catch");
      return `catch (${parameter}) { ${binding.form === "nameBinding" ? `log(${parameter}); ` : ""}${writer.write(handler)} }`;
    });
    return `try ${protectedBlock} ${clause}`;
  }),
  tryFinally: listForm(5, ["statement"], "statement", (writer, { parts: [cleanup], list }) =>
    `try ${writer.block(list)} finally { log("finally"); ${writer.scope(() => writer.write(cleanup))} }`),
  tryCatchFinally: listForm(4, ["statement", "statement"], "statement", (writer, { parts: [handler, cleanup], list, pick }) => {
    const protectedBlock = writer.block(list);
    const clause = writer.scope(() => `catch (${writer.declare("catch", pick)}) { ${writer.write(handler)} }`);
    return `try ${protectedBlock} ${clause} finally { ${writer.scope(() => writer.write(cleanup))} }`;
  }),
  break: form(3, ["expression"], (writer, { parts: [test], pick }) => jump(writer, writer.breakStatement(pick >> 1), test, pick)),
  continue: form(3, ["expression"], (writer, { parts: [test], pick }) => jump(writer, writer.continueStatement(pick >> 1), test, pick)),
  return: form(2, ["expression", "expression"], (writer, { parts: [test, value], pick }) => jump(writer, `return ${writer.write(value)}`, test, pick)),
  throw: form(2, ["expression", "expression"], (writer, { parts: [test, value], pick }) => jump(writer, `throw ${writer.write(value)}`, test, pick)),
  using: listForm(engineHasUsing ? 2 : 0, ["expression"], "statement", (writer, { parts: [value], list, pick }) => {
    const behaviour = choose(["", "", ', "disposal fails"'], pick)!;
    const initialiser = `disposable("${writer.fresh("d")}", ${writer.write(value)}${behaviour})`;
    if (pick % 4 === 0) return loop(writer, pick, body => `for (using ${writer.declare("const", pick)} of [${initialiser}, null]) ${body(list)}`);
    return writer.block(list, () => `using ${writer.declare("const", pick)} = ${initialiser}; `);
  }),
  runKept: form(1, [], () => "callKept();"),
  empty: form(1, [], () => ";"),
};

/** Half of the jumps are conditional, so that what follows them is reached too. */
function jump(writer: Writer, statement: string, test: Node, pick: number): string {
  if (statement === "") return ";";
  return pick % 2 === 0 ? `${statement};` : `if (${writer.write(test)}) ${statement};`;
}
