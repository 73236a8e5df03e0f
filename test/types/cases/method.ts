/**
 * What are the types in and around a `@coroutine` method? (standard decorators)
 */
import { asFuture, coroutine, Future, IOLoop, multi, sleep, withTimeout, type Coroutine } from "ts-coroutine";
import { expectType } from "./expect-type.js";

class Service {
  readonly name = "service";

  @coroutine
  *count(): Coroutine<number> {
    yield* sleep(0.1);
    return 1;
  }

  @coroutine
  *describe(prefix: string): Coroutine<string> {
    expectType<this>()(this);
    const fromFuture = yield* new Future<boolean>();
    expectType<boolean>()(fromFuture);
    const fromMethod = yield* this.count();
    expectType<number>()(fromMethod);
    const fromPromise = yield* asFuture(Promise.resolve("text"));
    expectType<string>()(fromPromise);
    return prefix + this.name + fromMethod + (yield* this.#secret(2));
  }

  @coroutine
  *#secret<T>(value: T): Coroutine<T[]> {
    return [value];
  }

  @coroutine
  static *create(name: string): Coroutine<Service> {
    expectType<typeof Service>()(this);
    yield* new Future<string>();
    return name === "" ? new Service() : yield* Service.create("");
  }

  @coroutine
  *["computed" + "name"](): Coroutine<void> {}

  @coroutine
  *wrong(): Coroutine<string> {
    // @ts-expect-error a coroutine returns what its type says
    return 1;
  }

  // @ts-expect-error a field is not a method
  @coroutine
  field = 1;

  // A plain method is legal, as it is in Tornado: its result becomes a done Future.
  @coroutine
  plain(): number {
    return 1;
  }
}

class Derived extends Service {
  @coroutine
  override *describe(prefix: string): Coroutine<string> {
    return yield* super.describe(prefix);
  }
}

const service = new Derived();
expectType<Future<string>>()(asFuture(service.describe("a")));
expectType<Future<Service>>()(asFuture(Service.create("a")));
expectType<[number, string]>()(await IOLoop.current().run(() => multi([service.count(), service.describe("a")])));
expectType<number>()(await IOLoop.current().run(() => service.count()));
expectType<Future<number>>()(withTimeout(1, service.count()));
