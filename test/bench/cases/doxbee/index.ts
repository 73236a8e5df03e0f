/**
 * How much of a server's time does the way of waiting cost?
 *
 * Our own implementation of a published workload: the sequential one that the promise library Bluebird measures itself
 * with, after a document service of that name. A request uploads a document:
 *
 *     begin a transaction; store the content; look the file up; insert a version; if there is no such file, create it and
 *     its folder entry; link the version to the file; make it the current one; commit. On an error: roll back.
 *
 * Ten thousand requests are under way together, each of them in sequence. The database (`database.ts`) answers in the
 * next turn of the event loop, whoever asks and in whichever style, so what differs is the waiting. `doxbee-memory` stops
 * in the middle and asks what one request under way holds.
 */
import { multi } from "ts-coroutine";
import type { MemoryCase, TimeCase } from "../../case.js";
import { Answers, CallbackDatabase, FutureDatabase, PromiseDatabase } from "./database.js";
import { CallbackUploads, FutureUploads, PromiseUploads } from "./uploads.js";

const requests = 10_000;
/** Turns after which a request waits for the insertion of its version. */
const turnsToTheMiddle = 2;

/** One upload of each path; every second file exists already, as version 1. */
const paths = Array.from({ length: requests }, (_, index) => `/documents/${index % 2 === 0 ? "known" : "new"}/${index}`);
const expected = requests / 2 + requests;

const sum = (versions: readonly number[]): number => versions.reduce((total, version) => total + version, 0);

interface Running {
  readonly answers: Answers;
  /** The sum of all version numbers. */
  readonly result: Promise<number>;
}

const start = {
  "ts-coroutine": (): Running => {
    const answers = new Answers();
    const uploads = new FutureUploads(new FutureDatabase(answers));
    const all = multi(paths.map((path) => uploads.upload("content", path)));
    return { answers, result: all.then((versions) => sum(versions as number[])) };
  },
  native: (): Running => {
    const answers = new Answers();
    const uploads = new PromiseUploads(new PromiseDatabase(answers));
    return { answers, result: Promise.all(paths.map((path) => uploads.upload("content", path))).then(sum) };
  },
  callbacks: (): Running => {
    const answers = new Answers();
    const uploads = new CallbackUploads(new CallbackDatabase(answers));
    const result = new Promise<number>((resolve, reject) => {
      let total = 0;
      let missing = paths.length;
      for (const path of paths) {
        uploads.upload("content", path, (error, version = 0) => {
          if (error !== undefined) return reject(error);
          total += version;
          if (--missing === 0) resolve(total);
        });
      }
    });
    return { answers, result };
  },
};

function complete({ answers, result }: Running): Promise<number> {
  return answers.giveUntil(result);
}

async function stopInTheMiddle(running: Running): Promise<{ finish(): Promise<number> }> {
  for (let turn = 0; turn < turnsToTheMiddle; turn++) await running.answers.giveOnce();
  return { finish: () => complete(running) };
}

export const doxbee: TimeCase = {
  kind: "time",
  name: "doxbee",
  title: `one upload of Doxbee sequential, ${requests} together`,
  operations: requests,
  answer: expected,
  ways: {
    "ts-coroutine": () => complete(start["ts-coroutine"]()),
    native: () => complete(start.native()),
    callbacks: () => complete(start.callbacks()),
  },
};

export const doxbeeMemory: MemoryCase = {
  kind: "memory",
  name: "doxbee-memory",
  title: "the same upload, stopped in the middle",
  operations: requests,
  answer: expected,
  ways: {
    "ts-coroutine": () => stopInTheMiddle(start["ts-coroutine"]()),
    native: () => stopInTheMiddle(start.native()),
    callbacks: () => stopInTheMiddle(start.callbacks()),
  },
};
