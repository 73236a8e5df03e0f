/**
 * What does a program import?
 *
 *     import { coroutine, type Coroutine, IOLoop, multi, sleep } from "ts-coroutine";
 *
 * Everything here keeps Tornado's name, in camelCase, where Tornado has the thing.
 */
export { generator } from "./generator.js";
export { coroutine, isCoroutineFunction, type CoroutineDecorator, type CoroutineOptions } from "./coroutine.js";
export { Future, isFuture, chainFuture, resolved, failed } from "./future.js";
export { IOLoop, type IOLoopOptions } from "./ioloop.js";
export type { Host } from "./host.js";
export type { Main, RunOptions } from "./main-run.js";
export type { Timeout } from "./timer-heap.js";
export type { Coroutine, ResultOf, ResultsOf } from "./types.js";

export { asFuture, convertYielded, maybeFuture, type Yieldable } from "./convert-yielded.js";
export { allSettled, any, map, race, type MapOptions, type RaceOptions, type Settled } from "./combinators.js";
export { abortable, cancellation, shield, withSignal } from "./cancellation.js";
export { dump } from "./dump.js";
export { CoroutineLocal } from "./coroutine-local.js";
export { BoundedSemaphore, Condition, Event, Lock, Semaphore, type Release } from "./locks.js";
export { LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull } from "./queues.js";
export { PeriodicCallback, type PeriodicCallbackOptions } from "./periodic-callback.js";
export { Arguments, returnFuture, Task } from "./task.js";
export { WaitIterator } from "./wait-iterator.js";
export { moment } from "./moment.js";
export { multi, type MultiOptions } from "./multi.js";
export { sleep } from "./sleep.js";
export { withTimeout, type Deadline, type WithTimeoutOptions } from "./with-timeout.js";

export {
  ExceptionStackContext,
  NullContext,
  runWithStackContext,
  StackContext,
  wrap,
  type ContextManager,
} from "./stack-context.js";

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
export { setReporter, type Reporter } from "./report.js";
