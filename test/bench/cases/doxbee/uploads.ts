/**
 * How does one request read in each of the three styles?
 *
 * The coroutine and the async function are the same text but for `yield*` and `await`; the callbacks are what one would
 * have written before there were either.
 */
import { coroutine, multi, type Coroutine } from "ts-coroutine";
import type { CallbackDatabase, Done, File, FutureDatabase, PromiseDatabase } from "./database.js";

/** So many parts has a document that is uploaded in parts. */
export const parts = 25;

export class FutureUploads {
  private readonly database: FutureDatabase;

  constructor(database: FutureDatabase) {
    this.database = database;
  }

  /** Stores `content` as the newest version of the file at `path` and returns the version's number. */
  @coroutine
  *upload(content: string, path: string): Coroutine<number> {
    const transaction = this.database.begin();
    try {
      const blob = yield* this.database.putContent(content);
      let file = yield* this.database.findFile(path);
      const version = (file === undefined ? 0 : file.version) + 1;
      const versionId = yield* this.database.insertVersion(transaction, version, blob);
      if (file === undefined) file = yield* this.database.createFile(transaction, path);
      yield* this.database.linkVersion(transaction, file, versionId);
      const current = yield* this.database.makeCurrent(transaction, file, version);
      yield* this.database.commit(transaction);
      return current.version;
    } catch (error) {
      transaction.state = "rolled back";
      throw error;
    }
  }

  /** Like `upload`, but an upload that fails is version 0. */
  @coroutine
  *tryUpload(content: string, path: string): Coroutine<number> {
    try {
      return yield* this.upload(content, path);
    } catch (_) {
      return 0;
    }
  }

  /** Inserts all parts of a document at the same time, and returns how many. */
  @coroutine
  *uploadParts(): Coroutine<number> {
    const transaction = this.database.begin();
    const inserted = Array.from({ length: parts }, (_, part) => this.database.insertPart(transaction, part));
    const numbers = (yield* multi(inserted)) as number[];
    yield* this.database.commit(transaction);
    return numbers.length;
  }
}

export class PromiseUploads {
  private readonly database: PromiseDatabase;

  constructor(database: PromiseDatabase) {
    this.database = database;
  }

  async upload(content: string, path: string): Promise<number> {
    const transaction = this.database.begin();
    try {
      const blob = await this.database.putContent(content);
      let file = await this.database.findFile(path);
      const version = (file === undefined ? 0 : file.version) + 1;
      const versionId = await this.database.insertVersion(transaction, version, blob);
      if (file === undefined) file = await this.database.createFile(transaction, path);
      await this.database.linkVersion(transaction, file, versionId);
      const current = await this.database.makeCurrent(transaction, file, version);
      await this.database.commit(transaction);
      return current.version;
    } catch (error) {
      transaction.state = "rolled back";
      throw error;
    }
  }

  async tryUpload(content: string, path: string): Promise<number> {
    try {
      return await this.upload(content, path);
    } catch (_) {
      return 0;
    }
  }

  async uploadParts(): Promise<number> {
    const transaction = this.database.begin();
    const inserted = Array.from({ length: parts }, (_, part) => this.database.insertPart(transaction, part));
    const numbers = await Promise.all(inserted);
    await this.database.commit(transaction);
    return numbers.length;
  }
}

export class CallbackUploads {
  private readonly database: CallbackDatabase;

  constructor(database: CallbackDatabase) {
    this.database = database;
  }

  upload(content: string, path: string, done: Done<number>): void {
    const { database } = this;
    const transaction = database.begin();
    const fail = (error: Error): void => {
      transaction.state = "rolled back";
      done(error);
    };
    database.putContent(content, (error, blob) => {
      if (error !== undefined) return fail(error);
      database.findFile(path, (error, file) => {
        if (error !== undefined) return fail(error);
        const version = (file === undefined ? 0 : file.version) + 1;
        database.insertVersion(transaction, version, blob!, (error, versionId) => {
          if (error !== undefined) return fail(error);
          const link = (file: File): void => {
            database.linkVersion(transaction, file, versionId!, (error) => {
              if (error !== undefined) return fail(error);
              database.makeCurrent(transaction, file, version, (error, current) => {
                if (error !== undefined) return fail(error);
                database.commit(transaction, (error) => {
                  if (error !== undefined) return fail(error);
                  done(undefined, current!.version);
                });
              });
            });
          };
          if (file !== undefined) return link(file);
          database.createFile(transaction, path, (error, created) => {
            if (error !== undefined) return fail(error);
            link(created!);
          });
        });
      });
    });
  }

  tryUpload(content: string, path: string, done: Done<number>): void {
    this.upload(content, path, (error, version) => done(undefined, error === undefined ? version : 0));
  }

  uploadParts(done: Done<number>): void {
    const { database } = this;
    const transaction = database.begin();
    const inserted: number[] = [];
    let missing = parts;
    for (let part = 0; part < parts; part++) {
      database.insertPart(transaction, part, (error, value) => {
        if (error !== undefined) return done(error);
        inserted[part] = value!;
        if (--missing === 0) database.commit(transaction, (error) => done(error, inserted.length));
      });
    }
  }
}
