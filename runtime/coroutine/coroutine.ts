/**
 * What does `@coroutine` do when the program runs without the compiler?
 *
 * What Tornado's wrapper does: call the generator function, drive the generator, return a Future.
 *
 *     @coroutine *get(url: string): Coroutine<Body> { … }                    in a class, either kind of decorators
 *     @coroutine({ replaceCallback: true }) *get(url, callback?) { … }       the same with a result callback
 *     get = coroutine(function* (this: Reader, url: string) { … });          typed at the call: (url) => Future<Body>
 *
 * The compiler replaces all three by `startCoroutine(…)`, `coroutineFunction(…)` and `@replaceCallback`.
 */
import { Return } from "../errors.js";
import { failed, Future, resolved } from "../future/future.js";
import { InterpretedCoroutine } from "./interpreted-coroutine.js";
import { IOLoop } from "../loop/ioloop.js";
import { nameOf } from "../future/names.js";

export interface CoroutineOptions {
  /**
   * A function as the last argument of a call is not given to the body: it is called with the result, in a later
   * iteration. If the coroutine fails it is not called, and the exception is reported as one of that callback.
   * Tornado: the `callback` argument of every coroutine.
   */
  readonly replaceCallback?: boolean;
}

type AnyMethod = (this: any, ...args: any[]) => unknown;

/** A method decorator for both the standard's and TypeScript's experimental decorators. */
export interface CoroutineDecorator {
  <This, Method extends (this: This, ...args: any) => unknown>(
    method: Method,
    context: ClassMethodDecoratorContext<This, Method>,
  ): void;
  <Method extends (...args: any) => unknown>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void;
}

/**
 * Makes a generator method a coroutine: a call runs the body synchronously up to the first yield that has to wait and
 * returns a {@link Future} for its result. An exception of the body is in the Future, never thrown to the caller; that of
 * a parameter's default is the caller's, as with any generator function. The declared type is `Coroutine<T>`; `asFuture` and every function of this package take it as it is.
 *
 * A method that is no generator returns a done Future for what it returns or throws. A result that is a Future itself is
 * not flattened. Tornado: `gen.coroutine`.
 */
export function coroutine<This, Method extends (this: This, ...args: any) => unknown>(
  method: Method,
  context: ClassMethodDecoratorContext<This, Method>,
): void;
export function coroutine<Method extends (...args: any) => unknown>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
): void;
/** The function form: typed at the call. `this` is the caller's, so it can be a class field or a plain function. */
export function coroutine<This, Args extends unknown[], T>(
  body: (this: This, ...args: Args) => Generator<any, T, any>,
): (this: This, ...args: Args) => Future<T>;
export function coroutine(options: CoroutineOptions): CoroutineDecorator;
export function coroutine(first: unknown, second?: unknown, third?: unknown): unknown {
  if (typeof first === "function" && second === undefined) return wrapBody(first as AnyMethod, (body) => nameOf(body));
  if (first !== null && typeof first === "object" && second === undefined) {
    const { replaceCallback: takesCallback } = first as CoroutineOptions;
    return (...decorated: [unknown, unknown, unknown]) =>
      decorate(decorated, (method) => (takesCallback ? takeCallback(wrapMethod(method)) : wrapMethod(method)));
  }
  return decorate([first, second, third], wrapMethod);
}

/**
 * Emitted in place of `@coroutine({ replaceCallback: true })`: takes a function in last place off the arguments and calls
 * it with the result, in a later iteration.
 */
export const replaceCallback = ((...decorated: [unknown, unknown, unknown]) =>
  decorate(decorated, takeCallback)) as CoroutineDecorator;

/** Emitted in place of `coroutine(function* …)`: marks a function that returns the Future of a coroutine. */
export function coroutineFunction<This, Args extends unknown[], T>(call: (this: This, ...args: Args) => Generator<any, T, any>): (this: This, ...args: Args) => Future<T>;
export function coroutineFunction<F extends (...args: never) => unknown>(call: F): F;
export function coroutineFunction(call: AnyMethod): AnyMethod {
  marked.add(call);
  return call;
}

/** Emitted where a class begins: marks its methods, from which the decorator is gone. */
export function coroutineMethods(object: object, ...keys: PropertyKey[]): void {
  for (const key of keys) {
    const method = Reflect.get(object, key) as unknown;
    if (typeof method === "function") coroutineFunction(method as AnyMethod);
  }
}

/** True for what `coroutine` makes of a function or method. Tornado: `is_coroutine_function`. */
export function isCoroutineFunction(value: unknown): boolean {
  return typeof value === "function" && marked.has(value);
}

const marked = new WeakSet<object>();

/** Applies `wrap` to the method that is decorated, in whichever way the decorator was called. */
function decorate([first, , third]: [unknown, unknown, unknown], wrap: (method: AnyMethod) => AnyMethod): unknown {
  if (typeof first === "function" && third === undefined) return wrap(first as AnyMethod);
  const descriptor = third as TypedPropertyDescriptor<AnyMethod> | undefined;
  if (typeof descriptor?.value !== "function") throw new TypeError("@coroutine stands on something that is not a method");
  descriptor.value = wrap(descriptor.value);
  return descriptor;
}

function wrapMethod(method: AnyMethod): AnyMethod {
  return wrapBody(method, (body, receiver) => {
    const owner = typeof receiver === "function" ? receiver : (receiver as object | undefined)?.constructor;
    return owner?.name ? `${owner.name}.${nameOf(body)}` : nameOf(body);
  });
}

function wrapBody(body: AnyMethod, nameFor: (body: AnyMethod, receiver: unknown) => string): AnyMethod {
  const call = function (this: unknown, ...args: unknown[]): Future<unknown> {
    let result: unknown;
    try {
      result = body.apply(this, args);
    } catch (error) {
      // The call of a generator function runs none of its body: this comes from a parameter's default.
      if (isTagged(body, "GeneratorFunction")) throw error;
      return error instanceof Return ? resolved(error.value) : failed(error);
    }
    if (!isTagged(result, "Generator")) return resolved(result);
    return new InterpretedCoroutine(result as Generator, () => nameFor(body, this)).begin();
  };
  return coroutineFunction(dressAs(call, body));
}

function takeCallback(call: AnyMethod): AnyMethod {
  const taking = function (this: unknown, ...args: unknown[]): unknown {
    const last = args.at(-1);
    if (typeof last !== "function") return call.apply(this, args);
    const future = call.apply(this, args.slice(0, -1)) as Future<unknown>;
    IOLoop.current().addFuture(future, dressAs(() => void last(future.result()), last));
    return future;
  };
  return coroutineFunction(dressAs(taking, call));
}

/** Gives a wrapper the name and the number of parameters of what it wraps. */
function dressAs<F extends (...args: never) => unknown>(wrapper: F, original: { name: string; length: number }): F {
  Object.defineProperty(wrapper, "name", { value: original.name, configurable: true });
  Object.defineProperty(wrapper, "length", { value: original.length, configurable: true });
  return wrapper;
}

function isTagged(value: unknown, tag: "Generator" | "GeneratorFunction"): boolean {
  return Object.prototype.toString.call(value) === `[object ${tag}]`;
}
