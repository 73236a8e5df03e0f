/**
 * What can a program under test see besides the language itself?
 *
 * A handful of free names, made anew for every run, through which each effect of the program becomes a line of its log:
 *
 *     t("a", 1) + (yield t("b", 2))      log: "a", "b", …        in the order of evaluation
 *     for (const x of iterable("it", [1, 2])) break;             log: it.next(), it.return()
 *     watch("o").p = watch("o").m(1);                            log: get o.m, call o.m(1), set o.p
 */
import { label, show } from "./show.js";

/** More lines than any terminating program writes; a run that reaches it is in an endless loop. */
const LINES_AT_MOST = 4000;

export class EndlessLog extends Error {}

/** The names a program can use; their order is the order of the wrapper function's parameters. */
export const environmentNames = ["log", "t", "fail", "iterable", "watch", "keep", "callKept", "fuel", "disposable"] as const;

export type EnvironmentName = (typeof environmentNames)[number];

export interface Environment {
  readonly names: Readonly<Record<EnvironmentName, (...values: never[]) => unknown>>;
}

export interface IterableOptions {
  /** `it.next()` throws at this call, counted from 0. */
  throwsAt?: number;
  /** `it.return()` throws this. */
  returnThrows?: unknown;
  /** What `it.return()` gives instead of `{}`. */
  returns?: unknown;
  /** `it.throw()` exists, and gives the exception as a result that is the last one, or not. */
  catches?: boolean;
}

/** The functions a program can use; they write into `lines`. */
export function createEnvironment(lines: string[]): Environment {
  const kept: (() => unknown)[] = [];
  let fuelLeft = 40;

  function write(line: string): void {
    if (lines.length >= LINES_AT_MOST) throw new EndlessLog("the log does not end");
    lines.push(line);
  }

  /** Writes its arguments. */
  function log(...values: unknown[]): void {
    write(values.map(value => show(value)).join(" "));
  }

  /** Writes `name`, returns `value`: makes the moment of an evaluation visible. */
  function t<T>(name: unknown, value: T): T {
    write(`t ${show(name)}`);
    return value;
  }

  /** Writes `name`, throws an Error with that message. */
  function fail(name: unknown): never {
    write(`fail ${show(name)}`);
    throw new Error(String(name));
  }

  /** An iterable over `values` that writes each call of its protocol. */
  function iterable(name: string, values: readonly unknown[], options: IterableOptions = {}): Iterable<unknown> {
    return label(
      {
        [Symbol.iterator]() {
          write(`${name}[Symbol.iterator]()`);
          let index = 0;
          const catching = {
            throw(...sent: unknown[]): IteratorResult<unknown> {
              write(`${name}.throw(${sent.map(value => show(value)).join(", ")})`);
              return { value: sent[0], done: options.catches };
            },
          };
          return label(
            {
              ...(options.catches === undefined ? {} : catching),
              next(...sent: unknown[]): IteratorResult<unknown> {
                write(`${name}.next(${sent.map(value => show(value)).join(", ")})`);
                if (options.throwsAt === index) throw new Error(`${name}.next`);
                return index < values.length ? { value: values[index++], done: false } : { value: undefined, done: true };
              },
              return(...sent: unknown[]): IteratorResult<unknown> {
                write(`${name}.return(${sent.map(value => show(value)).join(", ")})`);
                if ("returnThrows" in options) throw options.returnThrows;
                return ("returns" in options ? options.returns : {}) as IteratorResult<unknown>;
              },
            },
            `<iterator ${name}>`,
          );
        },
      },
      `<iterable ${name}>`,
    );
  }

  /** A function object whose every use is written; members, results and instances are watched in turn. */
  function watch(name: string, depth = 0): object {
    const members = new Map<PropertyKey, unknown>();
    function member(key: PropertyKey): unknown {
      if (!members.has(key)) members.set(key, watch(`${name}.${String(key)}`, depth + 1));
      return members.get(key);
    }
    const target = function () {};
    Object.setPrototypeOf(target, null);
    const proxy: object = new Proxy(target, {
      get(_, key) {
        if (key === Symbol.toPrimitive) return (hint: string) => (write(`convert ${name} to ${hint}`), name);
        if (key === Symbol.iterator) return () => iterable(name, [member(0), member(1)])[Symbol.iterator]();
        write(`get ${name}.${String(key)}`);
        if (typeof key === "symbol" || depth > 5) return undefined;
        return member(key);
      },
      set(_, key, value) {
        write(`set ${name}.${String(key)} = ${show(value)}`);
        members.set(key, value);
        return true;
      },
      has: (_, key) => (write(`has ${name}.${String(key)}`), members.has(key)),
      deleteProperty: (_, key) => (write(`delete ${name}.${String(key)}`), members.delete(key), true),
      ownKeys: () => (write(`keys of ${name}`), ["prototype", "x", "y"]),
      getOwnPropertyDescriptor(_, key) {
        if (key !== "x" && key !== "y") return Reflect.getOwnPropertyDescriptor(target, key);
        return { value: member(key), writable: true, enumerable: true, configurable: true };
      },
      apply(_, receiver, values) {
        write(`call ${name}(${values.map(value => show(value)).join(", ")}) on ${show(receiver)}`);
        return watch(`${name}()`, depth + 1);
      },
      construct(_, values) {
        write(`new ${name}(${values.map(value => show(value)).join(", ")})`);
        return watch(`new ${name}`, depth + 1);
      },
    });
    return label(proxy, `<${name}>`);
  }

  /** Keeps a closure; `callKept()` calls all of them and writes what they see. Returns the closure. */
  function keep<T extends () => unknown>(closure: T): T {
    kept.push(closure);
    return closure;
  }

  function callKept(): void {
    for (const [index, closure] of kept.entries()) {
      try {
        write(`kept ${index}: ${show(closure())}`);
      } catch (error) {
        if (error instanceof EndlessLog) throw error;
        write(`kept ${index} throws ${show(error)}`);
      }
    }
  }

  /** True a limited number of times in a run: the condition that makes every generated loop end. */
  function fuel(): boolean {
    return fuelLeft-- > 0;
  }

  /** A resource for `using`: writes its disposal; with a third argument the disposal throws that. */
  function disposable(name: string, value: unknown, ...failure: unknown[]): object {
    const resource = {
      value,
      [Symbol.dispose]() {
        write(`dispose ${name}`);
        if (failure.length > 0) throw failure[0];
      },
    };
    return label(resource, `<resource ${name}>`);
  }

  return { names: { log, t, fail, iterable, watch, keep, callKept, fuel, disposable } };
}
