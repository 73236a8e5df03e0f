/** Where is the package? The benchmark runs from dist/, its packages and the files it writes are not there. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

let folder = new URL("./", import.meta.url);
while (!existsSync(new URL("test/bench/npm/package.json", folder))) {
  const outer = new URL("../", folder);
  if (outer.href === folder.href) throw new Error(`${import.meta.url} is not inside the package that it belongs to`);
  folder = outer;
}

/** With a slash at its end. */
export const packageRoot = fileURLToPath(folder);
