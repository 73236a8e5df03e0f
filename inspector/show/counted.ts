/**
 * How is a number of things said?
 *
 *     counted(1, "yield")     "1 yield"
 *     counted(2, "yield")     "2 yields"
 */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
