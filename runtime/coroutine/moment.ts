/** What does a coroutine yield to let others run, without waiting for anything in particular? */
import { resolved, type Future } from "../future/future.js";

/**
 * `yield moment` resumes in the next iteration of the loop, after what was ready before. It is a done Future that the
 * driver knows by identity; inside an array it is just that, done. A bare `yield` is the same. Tornado: `gen.moment`.
 */
export const moment: Future<undefined> = resolved(undefined);
