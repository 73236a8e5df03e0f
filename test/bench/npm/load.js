/**
 * How does the benchmark import a package that only it needs?
 *
 * Node looks for a package from the importing file upwards; the compiled benchmark is in dist/, the packages are beside this
 * file. So this file imports, and the benchmark imports this file. It is plain JavaScript because it must stay where it is.
 */

/** @throws Error if the package is not installed, or needs a newer Node */
export function load(name) {
  return import(name);
}
