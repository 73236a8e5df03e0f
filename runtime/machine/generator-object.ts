/**
 * How does a lowered generator function stay one to everybody who looks at it?
 *
 *     function* walk(tree) { … }       generatorFunction(walk, walk$machine);      at the head of the block
 *                                      function walk(tree) {
 *                                        return makeGenerator(co => { … }, walk$machine, walk, new.target);
 *                                      }
 *
 * ECMA-262 27.3 and 27.5: a generator function has a `prototype` that its objects inherit from, is no constructor, and its
 * objects share `next`, `return` and `throw`, which refuse any other receiver. With `generators: "all"` every generator
 * function of a file is lowered, also those whose callers rely on this; for what is marked with `generator` or `coroutine`
 * the plain frame is enough.
 */
import type { Method } from "./chain.js";
import { isObject } from "./closables.js";
import type { Delegate } from "./delegate.js";
import type { Describe, Step } from "./frame.js";
import { findFramesAlsoWith, GeneratorFrame, iteratorPrototype } from "./generator-frame.js";
import { keyOf } from "./operators.js";

// As they are now: a program may replace what it finds in the globals.
const { create, defineProperty, setPrototypeOf } = Object;
const { ownKeys, getOwnPropertyDescriptor } = Reflect;

/** A constructor that returns an object which exists already; a subclass then adds its private field to that. */
const Existing = function (object: object): object {
  return object;
} as unknown as new (object: object) => object;

/** What a caller holds: an object that inherits from the function's `prototype`; the frame is behind it, out of reach. */
class GeneratorObject extends Existing {
  readonly #frame: GeneratorFrame;

  constructor(object: object, frame: GeneratorFrame) {
    super(object);
    this.#frame = frame;
  }

  static frameOf({ iterator, nextMethod }: Delegate, method: Method): GeneratorFrame | undefined {
    if (!(#frame in iterator)) return undefined;
    return (method === "next" ? nextMethod : iterator[method]) === untouched[method] ? iterator.#frame : undefined;
  }

  // Without a parameter, as the frame's.
  next(): IteratorResult<unknown> {
    return arguments.length === 0 ? this.#frame.next() : this.#frame.next(arguments[0]);
  }

  return(value: unknown): IteratorResult<unknown> {
    return this.#frame.return(value);
  }

  throw(error: unknown): IteratorResult<unknown> {
    return this.#frame.throw(error);
  }
}

/** The methods as they are before a program can replace them. */
const untouched = { next: GeneratorObject.prototype.next, throw: GeneratorObject.prototype.throw, return: GeneratorObject.prototype.return };
findFramesAlsoWith(GeneratorObject.frameOf);

/** %GeneratorFunction.prototype.prototype% of lowered functions. */
const generatorPrototype = GeneratorObject.prototype;
defineProperty(generatorPrototype.next, "length", { value: 1, configurable: true });
setPrototypeOf(generatorPrototype, iteratorPrototype);
defineProperty(generatorPrototype, Symbol.toStringTag, { value: "Generator", configurable: true });

const nativeConstructor = Object.getPrototypeOf(function* () {}).constructor as GeneratorFunctionConstructor;

/** %GeneratorFunction% of lowered functions: makes native ones, of the source it is given at run time, that look alike. */
function GeneratorFunction(...list: string[]): unknown {
  const made = Reflect.construct(nativeConstructor, list, new.target ?? GeneratorFunction) as { readonly prototype: object };
  setPrototypeOf(made.prototype, generatorPrototype);
  // Their objects are native ones, which the shared methods do not know.
  const { next, return: close, throw: raise } = Object.getOwnPropertyDescriptors(nativeConstructor.prototype.prototype as Generator);
  Object.defineProperties(made.prototype, { next, return: close, throw: raise });
  return made;
}
setPrototypeOf(GeneratorFunction, Function);
defineProperty(GeneratorFunction, "length", { value: 1 });

/** %GeneratorFunction.prototype% of lowered functions, with its properties in the engine's order. */
const generatorFunctionPrototype = create(Function.prototype, {
  prototype: { value: generatorPrototype, configurable: true },
  constructor: { value: GeneratorFunction, configurable: true },
  [Symbol.toStringTag]: { value: "GeneratorFunction", configurable: true },
}) as object;
defineProperty(generatorPrototype, "constructor", { value: generatorFunctionPrototype, configurable: true, writable: false, enumerable: false });

defineProperty(GeneratorFunction, "prototype", { value: generatorFunctionPrototype, writable: false });

type AnyFunction = (...list: never[]) => unknown;

/** The function behind a description, for functions that cannot name themselves; the latest, if there are several. */
interface OwnedDescribe extends Describe {
  owner?: AnyFunction;
}

const marked = new WeakSet<AnyFunction>();

/**
 * Makes a lowered function look like the generator function it was. Emitted around a function expression, and for a
 * function declaration at the head of its block.
 *
 * @param name what an anonymous function is called where it stands; left out where `generatorName` knows it
 */
export function generatorFunction<Function extends AnyFunction>(lowered: Function, describe: OwnedDescribe, name = names.get(describe)): Function {
  if (marked.has(lowered)) return lowered;
  marked.add(lowered);
  describe.owner = lowered;
  if (name !== undefined) defineProperty(lowered, "name", { value: name, configurable: true });
  setPrototypeOf(lowered, generatorFunctionPrototype);
  defineProperty(lowered, "prototype", { value: create(generatorPrototype), writable: true, enumerable: false, configurable: false });
  return lowered;
}

/** Emitted around a superclass that may be a generator function: those are no constructors (ECMA-262 15.7.14, step 8.f). */
export function superclass(value: unknown): unknown {
  if (marked.has(value as AnyFunction)) throw new TypeError(`Class extends value ${(value as AnyFunction).name} is not a constructor or null`);
  return value;
}

/** Computed keys of methods that are not marked yet. More than one: the same code is evaluated inside itself, or was not to its end. */
const keys = new WeakMap<Describe, PropertyKey[]>();

/** Emitted around the computed key of a method: `generatorMethods` will look there. */
export function generatorKey(describe: Describe, key: unknown): PropertyKey {
  const property = keyOf(key);
  const pending = keys.get(describe);
  if (pending === undefined) keys.set(describe, [property]);
  else pending.push(property);
  return property;
}

const names = new WeakMap<Describe, string>();

/** Emitted around the computed key of a property whose value is an anonymous function: it will be called so. */
export function generatorName(describe: Describe, key: unknown): PropertyKey {
  const property = keyOf(key);
  const { description } = Object(property) as { readonly description?: string };
  names.set(describe, typeof property !== "symbol" ? String(property) : description === undefined ? "" : `[${description}]`);
  return property;
}

/**
 * The same for the methods of an object literal or class. Returns `object`.
 *
 * @param machines their descriptions by key
 * @param computed the descriptions of those with a computed key
 */
export function generatorMethods<Owner extends object>(object: Owner, machines: Readonly<Record<PropertyKey, Describe>>, computed: readonly Describe[] = []): Owner {
  // With `forEach`: a program may have another idea of how arrays are iterated.
  ownKeys(machines).forEach((key) => {
    const method = methodAt(object, key);
    if (method !== null) generatorFunction(method, machines[key as string]);
  });
  computed.forEach((describe) => {
    const pending = keys.get(describe) ?? [];
    const index = pending.findLastIndex((key) => methodAt(object, key) !== null);
    if (index >= 0) generatorFunction(methodAt(object, pending.splice(index, 1)[0])!, describe);
  });
  return object;
}

/** The method at `key`, unless it is marked, or something else has taken its place. */
function methodAt(object: object, key: PropertyKey): AnyFunction | null {
  const value: unknown = getOwnPropertyDescriptor(object, key)?.value;
  return typeof value === "function" && !marked.has(value as AnyFunction) ? (value as AnyFunction) : null;
}

/**
 * Emitted in place of a generator function's body: an object that has not run anything yet.
 *
 * @param self the function, where it has a name for itself
 * @param newTarget `new.target` of the call
 * @throws TypeError if it is called as a constructor
 */
export function makeGenerator(step: Step, describe: OwnedDescribe, self?: AnyFunction, newTarget?: unknown): Generator<any, any, any> {
  if (newTarget !== undefined) throw new TypeError(`${describe().name} is not a constructor`);
  if (self !== undefined && describe.owner !== self) generatorFunction(self, describe);
  const prototype: unknown = (self ?? describe.owner)?.prototype;
  const object = create(isObject(prototype) ? prototype : generatorPrototype) as object;
  return new GeneratorObject(object, new GeneratorFrame(step, describe)) as unknown as Generator<unknown, unknown, unknown>;
}
