/** What did the program report while `body` ran? Reports are errors that no program text could catch. */
import { setReporter } from "ts-coroutine";

export interface Report {
  readonly message: string;
  readonly error: unknown;
}

/** Collects reports instead of printing them; `stop()` returns them and prints again. */
export function collectReports(): { readonly reports: Report[]; stop(): Report[] } {
  const reports: Report[] = [];
  const before = setReporter((message, error) => void reports.push({ message, error }));
  return {
    reports,
    stop() {
      setReporter(before);
      return reports;
    },
  };
}

/** Runs `body` and returns what it reported. */
export async function reportsOf(body: () => unknown): Promise<Report[]> {
  const collected = collectReports();
  try {
    await body();
  } finally {
    collected.stop();
  }
  return collected.reports;
}
