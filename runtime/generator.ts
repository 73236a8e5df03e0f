/**
 * How is a generator asked to become an explicit machine?
 *
 *     class Tree {
 *       @generator *walk() { … }                    compiled: startGenerator(co => { … }, walk$machine)
 *     }
 *     const count = generator(function* () { … })
 *
 * Without the compiler both are what they always were: the decorator does nothing, the native generator runs. That is the
 * first half of the way from generators to coroutines: the same step, driven by whoever calls `next()`.
 */

type GeneratorFunctionLike = (...list: any) => Generator<any, any, any>;

/** As a decorator of a generator method: standard decorators. */
export function generator<This, Method extends (this: This, ...list: any) => Generator<any, any, any>>(
  method: Method,
  context: ClassMethodDecoratorContext<This, Method>,
): void;
/** As a decorator of a generator method: `experimentalDecorators`. */
export function generator<Method extends (...list: any) => Generator<any, any, any>>(
  target: object,
  key: PropertyKey,
  descriptor: TypedPropertyDescriptor<Method>,
): void;
/** As a function: returns its argument. */
export function generator<Function extends GeneratorFunctionLike>(body: Function): Function;
export function generator(target: unknown, context?: unknown): unknown {
  return context === undefined ? target : undefined;
}
