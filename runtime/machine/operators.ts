/**
 * Which operations of the language does a machine need by name?
 *
 * Those that happen earlier than where their syntax stands (`{ [k]: yield }` turns `k` into a key first), and the checks
 * that the engine makes for variables it can see, and we make for those that have moved.
 */
const { ownKeys, getOwnPropertyDescriptor } = Reflect;
const { defineProperty } = Object;

/** ToPropertyKey (ECMA-262 7.1.19). */
export function keyOf(value: unknown): PropertyKey {
  if (typeof value === "string" || typeof value === "symbol" || typeof value === "number") return value;
  return ownKeys({ [value as string]: undefined })[0];
}

/** The value of the only property of `object`. */
export function only(object: object): unknown {
  return (object as Record<PropertyKey, unknown>)[ownKeys(object)[0]];
}

/** RequireObjectCoercible (ECMA-262 7.2.1). */
export function requireObject(value: unknown): void {
  if (value === undefined || value === null) throw new TypeError(`Cannot destructure '${value}' as it is ${value}.`);
}

/** The properties of an object pattern's rest: CopyDataProperties (ECMA-262 7.3.26) without those taken already. */
export function restOf(object: unknown, taken: readonly PropertyKey[]): object {
  const excluded = taken.map((key) => (typeof key === "number" ? `${key}` : key));
  const source = Object(object) as Record<PropertyKey, unknown>;
  const rest: object = {};
  const keys = ownKeys(source);
  // By index: a program may have another idea of how arrays are iterated.
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    if (excluded.includes(key) || !getOwnPropertyDescriptor(source, key)?.enumerable) continue;
    defineProperty(rest, key, { value: source[key], writable: true, enumerable: true, configurable: true });
  }
  return rest;
}

/** What a variable holds whose declaration has not run yet. */
export const uninitialized: unique symbol = Symbol("uninitialized");

/** Returns `value`, the value of `name`. @throws ReferenceError if its declaration has not run yet */
export function initialized<Value>(value: Value, name: string): Value {
  if ((value as unknown) === uninitialized) throw new ReferenceError(`Cannot access '${name}' before initialization`);
  return value;
}

/** Stands where a constant is assigned: reading `value` gives the constant, writing it throws. */
export function constant(read: () => unknown, name: string): { value: unknown } {
  return {
    get value() {
      return read();
    },
    set value(_) {
      read();
      throw new TypeError(`Assignment to constant variable '${name}'.`);
    },
  };
}

/** Stands where a variable is assigned that may not be initialized: `read` throws until it is. */
export function checkedTarget(read: () => unknown, write: (value: unknown) => void): { value: unknown } {
  return {
    get value() {
      return read();
    },
    set value(value) {
      read();
      write(value);
    },
  };
}
