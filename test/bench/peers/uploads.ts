/**
 * How does a library run the uploads of Doxbee?
 *
 *     ...uploads((start) => new Bluebird(start), { sequential, errors, parallel }, Bluebird.all)
 *
 * It brings its own kind of value for what the database answers, the three functions, and a way to wait for all of them; that
 * makes the same four programs of every library.
 */
import { pathsOf, stopInTheMiddle, type Kind } from "../cases/doxbee/index.js";
import { Answers } from "../cases/doxbee/database.js";
import { PeerDatabase, type Ask } from "./database.js";
import { total, type Programs } from "./programs.js";

/** A function of the library's that uploads one path. */
type Upload<Value> = (database: PeerDatabase, path: string) => Value;

export function uploads<Value>(
  ask: Ask,
  functions: Readonly<Record<Kind, Upload<Value>>>,
  all: (values: Value[]) => PromiseLike<readonly number[]>,
): Programs {
  const start = (kind: Kind, requests: number) => {
    const answers = new Answers();
    const database = new PeerDatabase(answers, ask);
    return { answers, result: Promise.resolve(all(pathsOf(kind, requests).map((path) => functions[kind](database, path)))).then(total) };
  };
  const complete = (kind: Kind, requests: number) => {
    const { answers, result } = start(kind, requests);
    return answers.giveUntil(result);
  };
  return {
    doxbee: (requests) => complete("sequential", requests),
    "doxbee-errors": (requests) => complete("errors", requests),
    "doxbee-parallel": (requests) => complete("parallel", requests),
    "doxbee-memory": (requests) => stopInTheMiddle(start("sequential", requests)),
  };
}
