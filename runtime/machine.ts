/**
 * What does emitted code import?
 *
 * These names, from `ts-coroutine/machine`. They are stable: code that was compiled with this version runs with later ones.
 */
export { startCoroutine } from "./coroutine/compiled-coroutine.js";
export { coroutineFunction, coroutineMethods, replaceCallback } from "./coroutine/coroutine.js";
export { generatorFunction, generatorKey, generatorMethods, generatorName, makeGenerator, superclass } from "./machine/generator-object.js";
export { startGenerator } from "./machine/generator-frame.js";
export { checkedTarget, constant, initialized, uninitialized } from "./machine/operators.js";
export { DONE, type Completion, type Describe, type Frame, type MachineDescription, type Region, type Step } from "./machine/frame.js";
