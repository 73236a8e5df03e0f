/**
 * How much of a server's time does the way of waiting cost?
 *
 * Our own implementation of a published workload; README.md beside this file describes it. Thousands of requests are under
 * way together. The database (`database.ts`) answers in the next turn of the event loop, whoever asks and in whichever
 * style, so what differs is the waiting. `doxbee-memory` stops in the middle and asks what one request under way holds.
 */
import { multi } from "ts-coroutine";
import { waysOf, type MemoryCase, type Suspended, type TimeCase, type Ways } from "../../case.js";
import { throughLoop, throughNextTick, type Schedule } from "../later.js";
import { Answers, CallbackDatabase, FutureDatabase, PromiseDatabase, type Done } from "./database.js";
import { CallbackUploads, FutureUploads, parts, PromiseUploads } from "./uploads.js";

/** What a request does. */
export type Kind = "sequential" | "errors" | "parallel";

/** Turns after which a request waits for the insertion of its version. */
export const turnsToTheMiddle = 2;

export const content = "content";
const total = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

const madePaths = new Map<string, readonly string[]>();

/**
 * One upload of each path; every second file exists already, as version 1. Where there are errors, half of the others are locked.
 * Made when they are first needed, and once: a hundred thousand are a burden for every collection.
 */
export function pathsOf(kind: Kind, requests: number): readonly string[] {
  const key = `${kind} ${requests}`;
  let paths = madePaths.get(key);
  if (paths === undefined) {
    const folders = kind === "errors" ? ["known", "new", "known", "locked"] : ["known", "new"];
    paths = Array.from({ length: requests }, (_, index) => `/documents/${folders[index % folders.length]}/${index}`);
    madePaths.set(key, paths);
  }
  return paths;
}

/** The sum of what the requests return: version 2 of known files, 1 of new ones, 0 where the folder is locked. */
function answerOf(kind: Kind, requests: number): number {
  return requests * { sequential: 1.5, errors: 1.25, parallel: parts }[kind];
}

export interface Running {
  readonly answers: Answers;
  readonly result: Promise<number>;
}

function futures(kind: Kind, paths: readonly string[]): Running {
  const answers = new Answers();
  const uploads = new FutureUploads(new FutureDatabase(answers));
  const start = {
    sequential: (path: string) => uploads.upload(content, path),
    errors: (path: string) => uploads.tryUpload(content, path),
    parallel: () => uploads.uploadParts(),
  }[kind];
  return { answers, result: multi(paths.map((path) => start(path))).then((values) => total(values as number[])) };
}

function promises(kind: Kind, paths: readonly string[]): Running {
  const answers = new Answers();
  const uploads = new PromiseUploads(new PromiseDatabase(answers));
  const start = {
    sequential: (path: string) => uploads.upload(content, path),
    errors: (path: string) => uploads.tryUpload(content, path),
    parallel: () => uploads.uploadParts(),
  }[kind];
  return { answers, result: Promise.all(paths.map((path) => start(path))).then(total) };
}

function callbacks(kind: Kind, paths: readonly string[], answers: Answers): Running {
  const uploads = new CallbackUploads(new CallbackDatabase(answers));
  const start = {
    sequential: (path: string, done: Done<number>) => uploads.upload(content, path, done),
    errors: (path: string, done: Done<number>) => uploads.tryUpload(content, path, done),
    parallel: (_: string, done: Done<number>) => uploads.uploadParts(done),
  }[kind];
  const result = new Promise<number>((resolve, reject) => {
    let sum = 0;
    let missing = paths.length;
    for (const path of paths) {
      start(path, (error, value = 0) => {
        if (error !== undefined) return reject(error);
        sum += value;
        if (--missing === 0) resolve(sum);
      });
    }
  });
  return { answers, result };
}

/** Gives each answer through a queue of callbacks, as most callback interfaces do. */
class ScheduledAnswers extends Answers {
  private readonly schedule: Schedule;

  constructor(schedule: Schedule) {
    super();
    this.schedule = schedule;
  }

  protected override give(question: { give(): void }): void {
    this.schedule(giveNow, question);
  }
}

const giveNow = (question: { give(): void }): void => question.give();

function waysOfDoxbee(kind: Kind, requests: number): Ways<() => Running> {
  const paths = (): readonly string[] => pathsOf(kind, requests);
  return {
    "ts-coroutine": () => futures(kind, paths()),
    native: () => promises(kind, paths()),
    callbacks: () => callbacks(kind, paths(), new Answers()),
    "callbacks-loop": () => callbacks(kind, paths(), new ScheduledAnswers(throughLoop)),
    "callbacks-next-tick": () => callbacks(kind, paths(), new ScheduledAnswers(throughNextTick)),
  };
}

export function complete({ answers, result }: Running): Promise<number> {
  return answers.giveUntil(result);
}

export async function stopInTheMiddle(running: Running): Promise<Suspended> {
  for (let turn = 0; turn < turnsToTheMiddle; turn++) await running.answers.giveOnce();
  return { finish: () => complete(running) };
}

function mapWays<Program>(ways: Ways<() => Running>, map: (start: () => Running) => Program): Ways<Program> {
  return Object.fromEntries(waysOf(ways).map(([way, start]) => [way, map(start)])) as unknown as Ways<Program>;
}

const titles = {
  sequential: "one upload of Doxbee sequential",
  errors: "the same, every fourth fails and is rolled back",
  parallel: `one upload of ${parts} parts at the same time`,
} as const;

export function doxbee(name: string, kind: Kind, requests: number, long?: true): TimeCase {
  return {
    kind: "time",
    name,
    title: `${titles[kind]}, ${requests} together`,
    operations: requests,
    answer: answerOf(kind, requests),
    ways: mapWays(waysOfDoxbee(kind, requests), (start) => () => complete(start())),
    long,
  };
}

export function doxbeeMemory(name: string, requests: number): MemoryCase {
  const { "callbacks-loop": _, "callbacks-next-tick": __, ...ways } = waysOfDoxbee("sequential", requests);
  return {
    kind: "memory",
    name,
    title: `the same upload, stopped in the middle, one of ${requests}`,
    operations: requests,
    answer: answerOf("sequential", requests),
    ways: mapWays(ways, (start) => () => stopInTheMiddle(start())),
  };
}
