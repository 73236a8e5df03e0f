/**
 * What do the uploads talk to?
 *
 * A database that answers every question in the next turn of the event loop, in three styles with the same answers. The
 * questions of a turn wait in one list and are answered by one `setImmediate`, so the host's own work is the same, and
 * small, for every style.
 */
import { Future } from "ts-coroutine";

export type Done<T> = (error: Error | undefined, value?: T) => void;

export interface File {
  readonly path: string;
  readonly version: number;
}

export interface Transaction {
  state: "open" | "committed" | "rolled back";
}

/** The questions of the current turn. */
export class Answers {
  private questions: { give(): void }[] = [];

  add(question: { give(): void }): void {
    this.questions.push(question);
  }

  /** Answers what is asked now. Whoever waited has had a turn to go on when the promise is fulfilled. */
  async giveOnce(): Promise<void> {
    const questions = this.questions;
    this.questions = [];
    for (const question of questions) this.give(question);
    await new Promise((resolve) => setImmediate(resolve));
  }

  protected give(question: { give(): void }): void {
    question.give();
  }

  /** Answers until there is a result, and returns it. A turn without questions is not the end: a loop may pause. */
  async giveUntil<T>(result: Promise<T>): Promise<T> {
    let ended = false;
    const end = (): void => void (ended = true);
    void result.then(end, end);
    while (!ended) await this.giveOnce();
    return result;
  }
}

/** What a locked folder answers; one error for all, so that no stack trace is made. */
export const locked = new Error("the folder is locked");

class CallbackQuestion<T> {
  private readonly value: T;
  private readonly done: Done<T>;

  constructor(value: T, done: Done<T>) {
    this.value = value;
    this.done = done;
  }

  give(): void {
    this.done(undefined, this.value);
  }
}

class CallbackFailure {
  private readonly done: Done<never>;

  constructor(done: Done<never>) {
    this.done = done;
  }

  give(): void {
    this.done(locked);
  }
}

class FutureQuestion<T> {
  readonly future = new Future<T>();
  private readonly value: T;

  constructor(value: T) {
    this.value = value;
  }

  give(): void {
    this.future.setResult(this.value);
  }
}

class FutureFailure {
  readonly future = new Future<never>();

  give(): void {
    this.future.setException(locked);
  }
}

class PromiseQuestion<T> {
  readonly promise: Promise<T>;
  private readonly value: T;
  private declare resolve: (value: T) => void;

  constructor(value: T) {
    this.value = value;
    this.promise = new Promise((resolve) => (this.resolve = resolve));
  }

  give(): void {
    this.resolve(this.value);
  }
}

class PromiseFailure {
  readonly promise: Promise<never>;
  private declare reject: (error: Error) => void;

  constructor() {
    this.promise = new Promise((_, reject) => (this.reject = reject));
  }

  give(): void {
    this.reject(locked);
  }
}

export function find(path: string): File | undefined {
  return path.startsWith("/documents/known/") ? { path, version: 1 } : undefined;
}

export function isLocked(path: string): boolean {
  return path.startsWith("/documents/locked/");
}

/** Each method is one question; the transaction only says that the database would need it. */
export class CallbackDatabase {
  private readonly answers: Answers;

  constructor(answers: Answers) {
    this.answers = answers;
  }

  begin(): Transaction {
    return { state: "open" };
  }

  putContent(content: string, done: Done<number>): void {
    this.answers.add(new CallbackQuestion(content.length, done));
  }

  findFile(path: string, done: Done<File | undefined>): void {
    this.answers.add(new CallbackQuestion(find(path), done));
  }

  insertVersion(_: Transaction, version: number, blob: number, done: Done<number>): void {
    this.answers.add(new CallbackQuestion(version * blob, done));
  }

  createFile(_: Transaction, path: string, done: Done<File>): void {
    this.answers.add(isLocked(path) ? new CallbackFailure(done as Done<never>) : new CallbackQuestion({ path, version: 0 }, done));
  }

  linkVersion(_: Transaction, file: File, versionId: number, done: Done<boolean>): void {
    this.answers.add(new CallbackQuestion(file.version < versionId, done));
  }

  makeCurrent(_: Transaction, file: File, version: number, done: Done<File>): void {
    this.answers.add(new CallbackQuestion({ path: file.path, version }, done));
  }

  insertPart(_: Transaction, part: number, done: Done<number>): void {
    this.answers.add(new CallbackQuestion(part, done));
  }

  commit(transaction: Transaction, done: Done<void>): void {
    transaction.state = "committed";
    this.answers.add(new CallbackQuestion(undefined, done));
  }
}

export class FutureDatabase {
  private readonly answers: Answers;

  constructor(answers: Answers) {
    this.answers = answers;
  }

  begin(): Transaction {
    return { state: "open" };
  }

  putContent(content: string): Future<number> {
    return this.ask(content.length);
  }

  findFile(path: string): Future<File | undefined> {
    return this.ask(find(path));
  }

  insertVersion(_: Transaction, version: number, blob: number): Future<number> {
    return this.ask(version * blob);
  }

  createFile(_: Transaction, path: string): Future<File> {
    return isLocked(path) ? this.fail() : this.ask({ path, version: 0 });
  }

  linkVersion(_: Transaction, file: File, versionId: number): Future<boolean> {
    return this.ask(file.version < versionId);
  }

  makeCurrent(_: Transaction, file: File, version: number): Future<File> {
    return this.ask({ path: file.path, version });
  }

  insertPart(_: Transaction, part: number): Future<number> {
    return this.ask(part);
  }

  commit(transaction: Transaction): Future<void> {
    transaction.state = "committed";
    return this.ask(undefined);
  }

  private ask<T>(value: T): Future<T> {
    const question = new FutureQuestion(value);
    this.answers.add(question);
    return question.future;
  }

  private fail(): Future<never> {
    const question = new FutureFailure();
    this.answers.add(question);
    return question.future;
  }
}

export class PromiseDatabase {
  private readonly answers: Answers;

  constructor(answers: Answers) {
    this.answers = answers;
  }

  begin(): Transaction {
    return { state: "open" };
  }

  putContent(content: string): Promise<number> {
    return this.ask(content.length);
  }

  findFile(path: string): Promise<File | undefined> {
    return this.ask(find(path));
  }

  insertVersion(_: Transaction, version: number, blob: number): Promise<number> {
    return this.ask(version * blob);
  }

  createFile(_: Transaction, path: string): Promise<File> {
    return isLocked(path) ? this.fail() : this.ask({ path, version: 0 });
  }

  linkVersion(_: Transaction, file: File, versionId: number): Promise<boolean> {
    return this.ask(file.version < versionId);
  }

  makeCurrent(_: Transaction, file: File, version: number): Promise<File> {
    return this.ask({ path: file.path, version });
  }

  insertPart(_: Transaction, part: number): Promise<number> {
    return this.ask(part);
  }

  commit(transaction: Transaction): Promise<void> {
    transaction.state = "committed";
    return this.ask(undefined);
  }

  private ask<T>(value: T): Promise<T> {
    const question = new PromiseQuestion(value);
    this.answers.add(question);
    return question.promise;
  }

  private fail(): Promise<never> {
    const question = new PromiseFailure();
    this.answers.add(question);
    return question.promise;
  }
}
