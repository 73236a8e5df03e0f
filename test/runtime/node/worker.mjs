/** What the executor's test runs in a thread. */
export function add(a, b) {
  return a + b;
}

export async function fail(message) {
  throw new RangeError(message);
}

export function blockForEver() {
  for (;;);
}
