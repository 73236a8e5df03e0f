/**
 * What are the types of a `@coroutine` method under `experimentalDecorators`? The same.
 */
import { asFuture, coroutine, Future, generator, multi, type Coroutine } from "ts-coroutine";
import { expectType } from "../cases/expect-type.js";

class Service {
  @coroutine
  *count(): Coroutine<number> {
    const text = yield* new Future<string>();
    expectType<string>()(text);
    expectType<this>()(this);
    return text.length;
  }

  @coroutine
  static *create(): Coroutine<Service> {
    const [count] = yield* multi([new Service().count()]);
    expectType<number>()(count);
    return new Service();
  }

  @coroutine({ replaceCallback: true })
  *get(url: string): Coroutine<string> {
    return url;
  }

  @generator
  *numbers(): Generator<number, void, void> {
    yield 1;
  }
}

expectType<Future<Service>>()(asFuture(Service.create()));
for (const n of new Service().numbers()) expectType<number>()(n);
