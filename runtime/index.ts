/**
 * What does a program import?
 *
 *     import { coroutine, type Coroutine, IOLoop, multi, sleep } from "ts-coroutine";
 *
 * Everything here keeps Tornado's name, in camelCase, where Tornado has the thing.
 */
export { generator } from "./generator.js";
export { coroutine, isCoroutineFunction, type CoroutineDecorator, type CoroutineOptions } from "./coroutine/coroutine.js";
export { Future, isFuture, chainFuture, resolved, failed } from "./future/future.js";
export { IOLoop, type IOLoopOptions } from "./loop/ioloop.js";
export type { Host } from "./loop/host.js";
export type { Main, RunOptions } from "./loop/main-run.js";
export type { Timeout } from "./loop/timer-heap.js";
export type { Coroutine, ResultOf, ResultsOf } from "./types.js";

export { asFuture, convertYielded, maybeFuture, type Yieldable } from "./future/convert-yielded.js";
export { allSettled, any, map, race, type MapOptions, type RaceOptions, type Settled } from "./combine/combinators.js";
export { abortable, cancellation, shield, withSignal } from "./coroutine/cancellation.js";
export { dump } from "./coroutine/dump.js";
export { CoroutineLocal } from "./context/coroutine-local.js";
export { BoundedSemaphore, Condition, Event, Lock, Semaphore, type Release } from "./coordination/locks.js";
export { LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull } from "./coordination/queues.js";
export { PeriodicCallback, type PeriodicCallbackOptions } from "./loop/periodic-callback.js";
export { Arguments, returnFuture, Task } from "./combine/task.js";
export { WaitIterator } from "./combine/wait-iterator.js";
export { moment } from "./coroutine/moment.js";
export { multi, type MultiOptions } from "./combine/multi.js";
export { sleep } from "./combine/sleep.js";
export { withTimeout, type Deadline, type WithTimeoutOptions } from "./combine/with-timeout.js";

export {
  ExceptionStackContext,
  NullContext,
  runWithStackContext,
  StackContext,
  wrap,
  type ContextManager,
} from "./context/stack-context.js";

export {
  BadYieldError,
  CancelledError,
  DeadlockError,
  InvalidStateError,
  Return,
  ReturnValueIgnoredError,
  StackContextInconsistentError,
  TimeoutError,
} from "./errors.js";
export { setReporter, type Reporter } from "./future/report.js";
