/**
 * What does this engine have that not all supported ones have?
 */
import { Script } from "node:vm";

/** Whether `using` declarations are native; they are from Node 24. */
export const engineHasUsing = ((): boolean => {
  try {
    new Script("{ using resource = null; }");
    return true;
  } catch {
    return false;
  }
})();
