/**
 * `expectType<string>()(value)` compiles exactly if the type of `value` is `string`: not `any`, not wider, not narrower.
 */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export function expectType<Expected>(): <Actual>(actual: Actual, ...proof: Equal<Actual, Expected> extends true ? [] : [never]) => void {
  return () => undefined;
}
