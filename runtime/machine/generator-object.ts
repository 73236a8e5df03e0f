/**
 * How does a lowered generator function stay one to everybody who looks at it?
 *
 *     function* walk(tree) { … }       function walk(tree) {
 *                                        return makeGenerator(co => { … }, walk$machine, walk, new.target);
 *                                      } generatorFunction(walk, walk$machine);
 *
 * ECMA-262 27.3 and 27.5: a generator function has a `prototype` that its objects inherit from, is no constructor, and its
 * objects share `next`, `return` and `throw`, which refuse any other receiver. With `generators: "all"` every generator
 * function of a file is lowered, also those whose callers rely on this; for what is marked with `generator` or `coroutine`
 * the plain frame is enough.
 */
import type { Describe, Step } from "./frame.js";
import { GeneratorFrame } from "./generator-frame.js";
import { isObject } from "./closables.js";

const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;

/** What a caller holds: the frame is behind it, out of reach. */
class GeneratorObject {
  readonly #frame: GeneratorFrame;

  constructor(step: Step, describe: Describe) {
    this.#frame = new GeneratorFrame(step, describe);
  }

  next(value: unknown): IteratorResult<unknown> {
    return this.#frame.next(value);
  }

  return(value: unknown): IteratorResult<unknown> {
    return this.#frame.return(value);
  }

  throw(error: unknown): IteratorResult<unknown> {
    return this.#frame.throw(error);
  }
}

/** %GeneratorFunction.prototype.prototype% of lowered functions. */
const generatorPrototype = GeneratorObject.prototype;
Object.setPrototypeOf(generatorPrototype, iteratorPrototype);
Object.defineProperty(generatorPrototype, Symbol.toStringTag, { value: "Generator", configurable: true });

const nativeConstructor = Object.getPrototypeOf(function* () {}).constructor as GeneratorFunctionConstructor;

/** %GeneratorFunction% of lowered functions: makes native ones, of the source it is given at run time. */
function GeneratorFunction(...list: string[]): unknown {
  return Reflect.construct(nativeConstructor, list);
}
Object.setPrototypeOf(GeneratorFunction, Function);

/** %GeneratorFunction.prototype% of lowered functions. */
const generatorFunctionPrototype = Object.create(Function.prototype, {
  constructor: { value: GeneratorFunction, configurable: true },
  [Symbol.toStringTag]: { value: "GeneratorFunction", configurable: true },
  prototype: { value: generatorPrototype, configurable: true },
}) as object;
Object.defineProperty(generatorPrototype, "constructor", { value: generatorFunctionPrototype, configurable: true, writable: false, enumerable: false });

Object.defineProperty(GeneratorFunction, "prototype", { value: generatorFunctionPrototype, writable: false });

type AnyFunction = (...list: never[]) => unknown;

/** The function behind a description, for functions that cannot name themselves; the latest, if there are several. */
const owners = new WeakMap<Describe, AnyFunction>();
const marked = new WeakSet<AnyFunction>();

/**
 * Makes a lowered function look like the generator function it was. Emitted around a function expression, and after a
 * function declaration.
 *
 * @param name what an anonymous function is called where it stands
 */
export function generatorFunction<Function extends AnyFunction>(lowered: Function, describe: Describe, name?: string): Function {
  owners.set(describe, lowered);
  if (marked.has(lowered)) return lowered;
  marked.add(lowered);
  if (name !== undefined) Object.defineProperty(lowered, "name", { value: name, configurable: true });
  Object.setPrototypeOf(lowered, generatorFunctionPrototype);
  Object.defineProperty(lowered, "prototype", { value: Object.create(generatorPrototype), writable: true, enumerable: false, configurable: false });
  return lowered;
}

/** The same for methods; `machines` gives their descriptions by key. Returns `object`. */
export function generatorMethods<Owner extends object>(object: Owner, machines: Readonly<Record<PropertyKey, Describe>>): Owner {
  for (const key of Reflect.ownKeys(machines)) {
    const method: unknown = Reflect.getOwnPropertyDescriptor(object, key)?.value;
    if (typeof method === "function") generatorFunction(method as AnyFunction, machines[key as string]);
  }
  return object;
}

/**
 * Emitted in place of a generator function's body: an object that has not run anything yet.
 *
 * @param self the function, where it has a name for itself
 * @param newTarget `new.target` of the call
 * @throws TypeError if it is called as a constructor
 */
export function makeGenerator(step: Step, describe: Describe, self?: AnyFunction, newTarget?: unknown): Generator<unknown, unknown, unknown> {
  if (newTarget !== undefined) throw new TypeError(`${describe().name} is not a constructor`);
  const owner = self === undefined ? owners.get(describe) : generatorFunction(self, describe);
  const object = new GeneratorObject(step, describe);
  const prototype: unknown = owner?.prototype;
  if (isObject(prototype)) Object.setPrototypeOf(object, prototype);
  return object as unknown as Generator<unknown, unknown, unknown>;
}
