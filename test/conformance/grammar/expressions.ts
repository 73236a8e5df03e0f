/**
 * Which expressions does a random program contain?
 *
 * All forms of the language that can have a `yield` inside, over three categories: `object` gives something whose every
 * use is logged (so that members can be read, called and written without failing), `iterable` gives something to iterate,
 * and `expression` gives anything.
 */
import { form, listForm, type Forms, type Node } from "./form.js";
import { choose, type Writer } from "./writer.js";

const binaryOperators = ["+", "-", "*", "/", "%", "**", "<", ">", "<=", ">=", "==", "!=", "===", "!==", "&", "|", "^", "<<", ">>", ">>>"];
const assignmentOperators = ["=", "+=", "-=", "*=", "||=", "&&=", "??=", "|=", "**=", ">>>="];
const literals = ["1", "0", '"s"', "true", "false", "null", "undefined", "2.5", '""', "/r/g.source", "(-1)", "[]", "({})", "`text`"];

/** The arguments of a call; every third one is spread. */
function argumentsOf(writer: Writer, list: readonly Node[]): string {
  return list.map(node => (node.pick % 5 === 0 ? `...[${writer.write(node)}]` : writer.write(node))).join(", ");
}

/** A closure over whatever is in scope; run after the program has ended. */
function closure(writer: Writer, body: Node, pick: number): string {
  const text = writer.inFunction(pick % 3 === 0 ? "function" : "arrow", () => writer.write(body));
  return pick % 3 === 0 ? `function () { return ${text}; }` : `() => (${text})`;
}

function propertyOf(writer: Writer, node: Node, position: number): string {
  const value = writer.write(node);
  switch (node.pick % 9) {
    case 0: return `[t("key", "k${position}")]: ${value}`;
    case 1: return writer.yields ? `[yield "y${position}"]: ${value}` : `y: ${value}`;
    case 2: return `...(${value})`;
    case 3: return `get g${position}() { return ${JSON.stringify(value.length)}; }`;
    case 4: return `m${position}() { return this === undefined; }`;
    case 5: return `f${position}: ${closure(writer, node, node.pick)}`;
    case 6: { const name = writer.reference(node.pick); return name ?? `a: ${value}`; }
    case 7: return `set s${position}(v) { log("setter", v); }, "quoted ${position}": ${value}`;
    default: return `p${position}: ${value}`;
  }
}

/** A member of a class expression; the bodies are other functions, keys and nothing else can yield. */
function memberOf(writer: Writer, node: Node, position: number): string {
  const key = writer.yields && node.pick % 3 === 0 ? `[(yield "c${position}")]` : `[t("key", "c${position}")]`;
  const value = writer.inFunction("function", () => writer.write(node));
  switch (node.pick % 5) {
    // In a function of its own, because `arguments` must not stand in an initialiser.
    case 0: return `static ${key} = (function () { return ${value}; })();`;
    case 1: return `${key}() { return ${value}; }`;
    case 2: return `get ${key}() { return 1; }`;
    case 3: return `static { log("static block", this.name); }`;
    default: return `${key} = 1; #p${position} = 2;`;
  }
}

export const expressions: Forms = {
  // The first form of a category is what deep trees end in, so it has a bit of everything.
  leaf: form(4, [], (writer, { pick }) => {
    const name = writer.reference(pick >> 2) ?? "A";
    const value = pick % 3 === 0 ? choose(literals, pick >> 2)! : name;
    return pick % 2 === 0 && writer.yields ? `(yield ${value})` : value;
  }),
  literal: form(4, [], (_, { pick }) => choose(literals, pick)!),
  name: form(10, [], (writer, { pick }) => writer.reference(pick) ?? "0"),
  this: form(1, [], (_, { pick }) => choose(["this", "(typeof arguments)", "new.target", "arguments.length", "arguments[0]"], pick)!),
  traced: form(3, ["expression"], (writer, { parts, pick }) => `t(${pick}, ${writer.write(parts[0])})`),
  yield: form(16, ["expression"], (writer, { parts: [operand], pick }) => (writer.yields ? `(yield ${writer.write(operand)})` : `t("y${pick}", ${writer.write(operand)})`)),
  bareYield: form(2, [], writer => (writer.yields ? "(yield)" : "0")),
  delegate: form(3, ["iterable"], (writer, { parts }) => (writer.yields ? `(yield* ${writer.write(parts[0])})` : `[...${writer.write(parts[0])}]`)),
  binary: form(6, ["expression", "expression"], (writer, { parts: [left, right], pick }) => `(${writer.write(left)} ${choose(binaryOperators, pick)} ${writer.write(right)})`),
  unary: form(3, ["expression"], (writer, { parts, pick }) => `(${choose(["!", "-", "+", "~", "typeof ", "void "], pick)}(${writer.write(parts[0])}))`),
  comma: form(2, ["expression", "expression"], (writer, { parts: [a, b] }) => `(${writer.write(a)}, ${writer.write(b)})`),
  conditional: form(4, ["expression", "expression", "expression"], (writer, { parts: [test, yes, no] }) => `(${writer.write(test)} ? ${writer.write(yes)} : ${writer.write(no)})`),
  logical: form(5, ["expression", "expression"], (writer, { parts: [a, b], pick }) => `(${writer.write(a)} ${choose(["&&", "||", "??"], pick)} ${writer.write(b)})`),
  template: listForm(3, ["expression"], "expression", (writer, { parts, list }) => `\`${[...parts, ...list].map(part => `x\${${writer.write(part)}}`).join("y")}z\``),
  tagged: listForm(2, ["object"], "expression", (writer, { parts: [tag], list }) => `${writer.write(tag)}.tag\`a${list.map(part => `\${${writer.write(part)}}b`).join("")}\``),
  array: listForm(4, ["expression"], "expression", (writer, { parts, list }) => `[${[...parts, ...list].map(part => (part.pick % 7 === 0 ? `, ...[${writer.write(part)}]` : writer.write(part))).join(", ")}]`),
  arraySpread: form(2, ["iterable", "expression"], (writer, { parts: [spread, last] }) => `[...${writer.write(spread)}, ${writer.write(last)}]`),
  objectLiteral: listForm(4, [], "expression", (writer, { list }) => `({ ${list.map((part, index) => propertyOf(writer, part, index)).join(", ")} })`),
  protoLiteral: form(1, ["object", "expression"], (writer, { parts: [proto, value] }) => `({ __proto__: ${writer.write(proto)}, v: ${writer.write(value)} }).v`),
  member: form(4, ["object"], (writer, { parts, pick }) => `${writer.write(parts[0])}.${choose(["p", "q", "r"], pick)}`),
  element: form(3, ["object", "expression"], (writer, { parts: [object, key] }) => `${writer.write(object)}[${writer.write(key)}]`),
  optionalMember: form(2, ["expression", "expression"], (writer, { parts: [object, key], pick }) => `(${writer.write(object)}?.${choose(["x", `[${writer.write(key)}]`, `x?.[${writer.write(key)}]`, `x.y?.z`], pick)})`),
  call: listForm(4, ["object"], "expression", (writer, { parts: [callee], list, pick }) => `${writer.write(callee)}${choose(["", ".m", "?.m?.", ".m?.", "?."], pick)}(${argumentsOf(writer, list)})`),
  elementCall: listForm(3, ["object", "expression"], "expression", (writer, { parts: [object, key], list, pick }) => `${writer.write(object)}${choose(["", "?."], pick)}[${writer.write(key)}]${choose(["", "?."], pick >> 1)}(${argumentsOf(writer, list)})`),
  parenthesisedCall: form(1, ["object", "expression"], (writer, { parts: [object, argument], pick }) => `(${choose(["", "0, ", "true && "], pick)}${writer.write(object)}?.m)(${writer.write(argument)})`),
  new: listForm(2, ["object"], "expression", (writer, { parts: [callee], list, pick }) => `new (${writer.write(callee)})${choose(["", ".C"], pick)}(${argumentsOf(writer, list)})`),
  delete: form(1, ["object", "expression"], (writer, { parts: [object, key], pick }) => `(delete ${writer.write(object)}${choose([".p", "?.p", ""], pick)}[${writer.write(key)}])`),
  in: form(1, ["expression", "object"], (writer, { parts: [key, object] }) => `(${writer.write(key)} in ${writer.write(object)})`),
  assign: form(6, ["expression"], (writer, { parts: [value], pick }) => {
    const name = writer.writable(pick);
    return name === undefined ? writer.write(value) : `(${name} ${choose(assignmentOperators, pick)} ${writer.write(value)})`;
  }),
  assignMember: form(4, ["object", "expression"], (writer, { parts: [object, value], pick }) => `(${writer.write(object)}.p ${choose(assignmentOperators, pick)} ${writer.write(value)})`),
  assignElement: form(3, ["object", "expression", "expression"], (writer, { parts: [object, key, value], pick }) => `(${writer.write(object)}[${writer.write(key)}] ${choose(assignmentOperators, pick)} ${writer.write(value)})`),
  update: form(3, ["object"], (writer, { parts: [object], pick }) => {
    const name = writer.writable(pick) ?? `${writer.write(object)}.n`;
    const target = pick % 3 === 0 ? `${writer.write(object)}.n` : name;
    return choose([`(${target}++)`, `(--${target})`, `(${target}--)`, `(++${target})`], pick)!;
  }),
  superMember: form(2, ["expression", "expression"], (writer, { parts: [key, value], pick }) => {
    const base = writer.superAllowed ? "super" : "A";
    return choose([
      () => `${base}.g`,
      () => `(${base}.g ${choose(assignmentOperators, pick >> 2)} ${writer.write(value)})`,
      () => `${base}.m(${writer.write(key)}, ${writer.write(value)})`,
      () => `${base}[${writer.write(key)}]`,
      () => `(${base}[${writer.write(key)}] = ${writer.write(value)})`,
    ], pick)!();
  }),
  private: form(3, ["expression"], (writer, { parts: [value], pick }) => {
    if (!writer.privateAllowed) return writer.write(value);
    return choose([
      () => `(this.#p ${choose(assignmentOperators, pick >> 2)} ${writer.write(value)})`,
      () => `this.#m(${writer.write(value)}, this.#q)`,
      () => `(#p in ${writer.write(value)})`,
      () => `(this.#q ${choose(assignmentOperators, pick >> 2)} ${writer.write(value)})`,
      // In parentheses, because TypeScript 6.0 cannot print `return this?.#p`.
      () => (writer.yields ? "((yield this)?.#p)" : "(this?.#p)"),
      () => "(this.#p++)",
    ], pick)!();
  }),
  patternAssignment: form(3, ["target", "expression"], (writer, { parts: [target, value], pick }) => {
    const text = writer.write(target);
    return choose([
      () => `([${text} = ${writer.write(value)}] = [,])`,
      () => `([${text}] = iterable("${writer.fresh("i")}", [${writer.write(value)}, 2]))`,
      () => `({ p: ${text} = ${writer.write(value)} } = A)`,
      () => `([${text}, ...${writer.write(target)}] = [${writer.write(value)}, 1, 2])`,
      () => `({ [t("key", "p")]: ${text}, ...A.rest } = { p: ${writer.write(value)}, q: 1 })`,
    ], pick)!();
  }),
  kept: form(5, ["expression"], (writer, { parts: [body], pick }) => `keep(${closure(writer, body, pick)})`),
  invoked: form(2, ["expression", "expression"], (writer, { parts: [body, argument], pick }) => {
    const text = writer.inFunction("arrow", () => `(${writer.declare("parameter", pick)} => ${writer.write(body)})`);
    return `${text}(${writer.write(argument)})`;
  }),
  class: listForm(2, ["object"], "expression", (writer, { parts: [heritage], list, pick }) => {
    const extension = pick % 2 === 0 ? "" : ` extends (${writer.write(heritage)})`;
    const name = pick % 3 === 0 ? ` ${writer.fresh("C")}` : "";
    return `(class${name}${extension} { ${list.map((member, index) => memberOf(writer, member, index)).join(" ")} }).name`;
  }),
  instance: listForm(2, ["object"], "expression", (writer, { parts: [heritage], list, pick }) => {
    const extension = pick % 3 === 0 ? ` extends (${writer.write(heritage)})` : "";
    const members = list.map((member, index) => memberOf(writer, member, index)).join(" ");
    return `new (class${extension} { ${members} method() { return super.toString; } })(${pick % 2})`;
  }),
  home: form(1, ["object", "expression"], (writer, { parts: [proto, argument], pick }) => {
    const key = pick % 2 === 0 ? "m" : `[${writer.write(argument)}]`;
    const body = writer.inFunction("function", () => writer.write(argument));
    return `({ __proto__: ${writer.write(proto)}, ${key}(a) { return [super.x, ${body}]; }, get g() { return super.y; } }).g`;
  }),
  failing: form(1, [], (_, { pick }) => `fail(${pick})`),
};

export const objects: Forms = {
  watched: form(8, [], (writer, { pick }) => choose(["A", "B", "A.o", "B.o.o", writer.yields ? "(yield A)" : "A"], pick)!),
  yielded: form(5, ["object"], (writer, { parts }) => (writer.yields ? `(yield ${writer.write(parts[0])})` : `(0, ${writer.write(parts[0])})`)),
  conditionalObject: form(1, ["expression", "object"], (writer, { parts: [test, object] }) => `(${writer.write(test)} ? ${writer.write(object)} : B)`),
  assignedObject: form(1, ["object"], (writer, { parts: [object], pick }) => {
    const name = writer.writable(pick);
    return name === undefined ? writer.write(object) : `(${name} = ${writer.write(object)})`;
  }),
  arrayObject: form(1, ["expression"], (writer, { parts }) => `[${writer.write(parts[0])}]`),
};

export const iterables: Forms = {
  leafIterable: form(2, [], (writer, { pick }) => choose(["[1, 2]", `iterable("${writer.fresh("i")}", [1, undefined, 3])`, "B", '"ab"'], pick)!),
  iterable: listForm(6, [], "expression", (writer, { list, pick }) => `iterable("${writer.fresh("i")}", [${list.map(element => writer.write(element)).join(", ")}]${choose(["", "", "", ", { throwsAt: 1 }", ", { returnThrows: 7 }", ", { returns: 8 }", ", { catches: true }", ", { catches: false }"], pick)})`),
  arrayIterable: listForm(3, [], "expression", (writer, { list }) => `[${list.map(element => writer.write(element)).join(", ")}]`),
  watchedIterable: form(2, ["object"], (writer, { parts }) => writer.write(parts[0])),
  generator: listForm(2, ["expression"], "statement", (writer, { parts: [argument], list, pick }) => {
    if (writer.depth > 1) return "[1]";
    const text = writer.inFunction("generator", () => `(function* (${writer.declare("parameter", pick)}) { ${writer.statements(list)} })`);
    return `${text}(${writer.write(argument)})`;
  }),
  generatorMethod: listForm(1, ["expression"], "statement", (writer, { parts: [argument], list, pick }) => {
    if (writer.depth > 1) return "[2]";
    const key = choose(["m", '[t("key", "m")]', '"m"'], pick)!;
    const text = writer.inFunction("generator", () => `({ __proto__: A, *${key}(${writer.declare("parameter", pick)}) { log(super.s); ${writer.statements(list)} } })`);
    return `${text}.m(${writer.write(argument)})`;
  }),
};

export const targets: Forms = {
  nameTarget: form(6, [], (writer, { pick }) => writer.writable(pick) ?? "A.t"),
  memberTarget: form(2, ["object"], (writer, { parts }) => `${writer.write(parts[0])}.t`),
  elementTarget: form(2, ["object", "expression"], (writer, { parts: [object, key] }) => `${writer.write(object)}[${writer.write(key)}]`),
  arrayTarget: form(1, ["target", "target", "expression"], (writer, { parts: [first, second, value] }) => `[${writer.write(first)}, ${writer.write(second)} = ${writer.write(value)}]`),
  objectTarget: form(1, ["target", "expression", "expression"], (writer, { parts: [target, key, value] }) => `{ [${writer.write(key)}]: ${writer.write(target)} = ${writer.write(value)} }`),
};
