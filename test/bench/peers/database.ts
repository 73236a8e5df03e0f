/**
 * What do the uploads of a library talk to?
 *
 * To the same database as everybody's (cases/doxbee/database.ts), whose answers come in the library's own kind of value: a
 * promise of Bluebird, an operation of Effection, an effect. `ask` makes one from a function that is called with the way to
 * answer it.
 */
import { Answers, find, isLocked, locked, type File, type Transaction } from "../cases/doxbee/database.js";

/** Makes a value one can wait for; `start` is given the ways to settle it. */
export type Ask = (start: (succeed: (value: any) => void, fail: (error: Error) => void) => void) => any;

export class PeerDatabase {
  private readonly answers: Answers;
  private readonly ask: Ask;

  constructor(answers: Answers, ask: Ask) {
    this.answers = answers;
    this.ask = ask;
  }

  begin(): Transaction {
    return { state: "open" };
  }

  putContent(content: string): any {
    return this.give(content.length);
  }

  findFile(path: string): any {
    return this.give(find(path));
  }

  insertVersion(_: Transaction, version: number, blob: number): any {
    return this.give(version * blob);
  }

  createFile(_: Transaction, path: string): any {
    return isLocked(path) ? this.refuse() : this.give({ path, version: 0 });
  }

  linkVersion(_: Transaction, file: File, versionId: number): any {
    return this.give(file.version < versionId);
  }

  makeCurrent(_: Transaction, file: File, version: number): any {
    return this.give({ path: file.path, version });
  }

  insertPart(_: Transaction, part: number): any {
    return this.give(part);
  }

  commit(transaction: Transaction): any {
    transaction.state = "committed";
    return this.give(undefined);
  }

  private give(value: unknown): any {
    return this.ask((succeed) => this.answers.add({ give: () => succeed(value) }));
  }

  private refuse(): any {
    return this.ask((_, fail) => this.answers.add({ give: () => fail(locked) }));
  }
}
