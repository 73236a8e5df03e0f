/** How are values and functions called in messages? */

/** A value in one short line, for messages; never throws. */
export function summary(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "function") return `function ${nameOf(value)}`;
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

/** The name of a function, for messages. */
export function nameOf(callback: { readonly name: string }): string {
  return callback.name || "<anonymous>";
}
