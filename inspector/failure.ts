/**
 * How does a command end that cannot do what it was asked?
 *
 *     0   done
 *     1   done, and something was found: a diagnostic, no coroutine, a project that will not compile its coroutines
 *     2   not done: a wrong command line, a file that cannot be read
 */
export type ExitCode = 0 | 1 | 2;

/** Ends the command; `message` is all that is printed, on stderr. */
export class Failure extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
