/**
 * What is a hand-written case?
 *
 * A name that says the source shape, and a program in which only that shape is hard. Every yield gets back what it
 * yielded, so `(yield E)` evaluates to `E`; then the same program is run again with a throw and with a return at each of
 * its yields. What is expected is what the engine's own generators do.
 *
 *     bodies("order", { "pinned-object": `get().x = yield 1;` })      the text of `function* main() { … }`
 *     programs("order", { "method": `const main = () => …` })         a whole script that defines `main`
 */
export interface Case {
  readonly name: string;
  readonly source: string;
}

/** Cases that are the body of one generator function. */
export function bodies(group: string, table: Readonly<Record<string, string>>): Case[] {
  return Object.entries(table).map(([name, body]) => ({ name: `${group}/${name}`, source: `function* main() {\n${body}\n}` }));
}

/** Cases that are whole programs. */
export function programs(group: string, table: Readonly<Record<string, string>>): Case[] {
  return Object.entries(table).map(([name, source]) => ({ name: `${group}/${name}`, source }));
}
