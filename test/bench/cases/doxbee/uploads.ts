/**
 * How does one request read in each of the three styles?
 *
 * The coroutine and the async function are the same text but for `yield*` and `await`; the callbacks are what one would
 * have written before there were either.
 */
import { coroutine, type Coroutine } from "ts-coroutine";
import type { CallbackDatabase, Done, File, FutureDatabase, PromiseDatabase } from "./database.js";

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
}
