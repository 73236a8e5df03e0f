/**
 * How does a test say that something is going to be reported, and that nothing else is?
 *
 *     const [report] = await expectLog(/Exception in callback/, () => loop.run(main));
 */
import { setReporter } from "../future/report.js";

export interface LoggedReport {
  readonly message: string;
  readonly error: unknown;
}

/**
 * Runs `body` and returns the reports whose message (with the error's, behind a space) matches `pattern`; they are not
 * printed. Others are passed on. @throws if there was no match. Tornado: `testing.ExpectLog`.
 */
export async function expectLog(pattern: RegExp, body: () => unknown): Promise<LoggedReport[]> {
  const matching: LoggedReport[] = [];
  const before = setReporter((message, ...error) => {
    if (pattern.test([message, ...error].join(" "))) matching.push({ message, error: error[0] });
    else before(message, ...error);
  });
  try {
    await body();
  } finally {
    setReporter(before);
  }
  if (matching.length === 0) throw new Error(`nothing was reported that matches ${pattern}`);
  return matching;
}
