/**
 * Are the packages there that we are compared with? `npm run bench` asks first, and installs them if they are not.
 *
 * They are not in the package's own lock: nobody but the benchmark needs them. Without a registry the benchmark runs too, and
 * says which columns are missing.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("./", import.meta.url));
const lock = readFileSync(`${folder}package-lock.json`, "utf8");
/** The lock that was installed. */
const installed = `${folder}node_modules/.installed-lock.json`;

if (!existsSync(installed) || readFileSync(installed, "utf8") !== lock) {
  const names = Object.keys(JSON.parse(readFileSync(`${folder}package.json`, "utf8")).dependencies);
  console.error(`Installing what ts-coroutine is compared with, once, in test/bench/npm: ${names.join(", ")}`);
  // Babel 8 asks for a newer Node than we do; it is used only there. --loglevel hides that warning.
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
  if (status === 0) writeFileSync(installed, lock);
  else console.error("They cannot be installed; their columns will be missing. Try again with: npm ci --prefix test/bench/npm");
}
