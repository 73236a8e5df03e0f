/**
 * How is a value written into a log?
 *
 * Two runs of a program are compared by their logs, so a value must be written the same way whichever compiler made
 * the program, and writing it must not run any code of the program:
 *
 *     { a: 1, get b() {…} }      ->  {a: 1, get b}            an accessor is named, never called
 *     [1, , "x"]                 ->  [1, <hole>, "x"]
 *     new TypeError("…")         ->  TypeError                the engine's wording is nobody's semantics
 *     new Error("mine")          ->  Error: mine              the program's own words are
 *     coroutine()                ->  <Future>            how it runs is nobody's semantics either
 */
import { Future } from "../../runtime/index.js";

/** Programs run with another one. */
const sourceOf = Function.prototype.toString;

/**
 * Errors that engines make: their wording differs between versions, so only the name is compared. The last two are the run
 * time's: it says where a coroutine stands, as far as it is compiled.
 */
export const engineErrors = new Set(["TypeError", "ReferenceError", "RangeError", "SyntaxError", "BadYieldError", "StackContextInconsistentError"]);

const labels = new WeakMap<object, string>();

/** From now on `value` is written as `label`. For objects that must not be looked into, such as logging proxies. */
export function label<T extends object>(value: T, text: string): T {
  labels.set(value, text);
  return value;
}

/** Writes `value` as one line of text. Reads own properties of ordinary objects through their descriptors only. */
export function show(value: unknown, depth = 0): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return labels.get(value) ?? showFunction(value);
  if (typeof value !== "object" || value === null) return String(value);
  return labels.get(value) ?? showObject(value, depth);
}

function showFunction(value: object): string {
  const kind = sourceOf.call(value).startsWith("class") ? "class" : "function";
  const name = Object.getOwnPropertyDescriptor(value, "name");
  return `[${kind} ${name === undefined || "get" in name ? "?" : sameSymbol(show(name.value))}]`;
}

/** Node 20 has a `Symbol.dispose` of its own, with a description of its own. */
function sameSymbol(text: string): string {
  return text.replace("nodejs.dispose", "Symbol.dispose");
}

function showObject(value: object, depth: number): string {
  if (value instanceof Error) return showError(value, depth);
  if (value instanceof Future) return "<Future>";
  if (depth > 4) return "…";
  const keys = Reflect.ownKeys(value);
  if (Array.isArray(value)) {
    const elements = Array.from({ length: Math.min(value.length, 50) }, (_, index) =>
      Object.hasOwn(value, index) ? showProperty(value, String(index), depth) : "<hole>",
    );
    return `[${elements.join(", ")}]`;
  }
  const properties = keys.map(key => {
    const name = typeof key === "symbol" ? `[${sameSymbol(String(key))}]` : key;
    const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
    if (descriptor.get !== undefined || descriptor.set !== undefined) {
      return `${descriptor.get === undefined ? "" : "get "}${descriptor.set === undefined ? "" : "set "}${name}`;
    }
    return `${descriptor.enumerable ? "" : "hidden "}${name}: ${show(descriptor.value, depth + 1)}`;
  });
  return `${prefixOf(value)}{${properties.join(", ")}}`;
}

function showProperty(value: object, key: string, depth: number): string {
  const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
  return descriptor.get === undefined ? show(descriptor.value, depth + 1) : "<accessor>";
}

/** Names the class of an object that is not a plain one. */
function prefixOf(value: object): string {
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return "";
  if (prototype === null) return "null ";
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag !== "Object") return `${tag} `;
  const constructor = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as unknown;
  return typeof constructor === "function" ? `${constructor.name} ` : "? ";
}

function showError(error: Error, depth: number): string {
  // Where the engine has no SuppressedError, it is an Error of that name.
  const name = error.name === "SuppressedError" ? error.name : error.constructor.name;
  if (name === "SuppressedError") {
    const { error: thrown, suppressed } = error as Error & { error: unknown; suppressed: unknown };
    return `SuppressedError(${show(thrown, depth + 1)}, ${show(suppressed, depth + 1)})`;
  }
  return engineErrors.has(name) ? name : `${name}: ${error.message}`;
}
