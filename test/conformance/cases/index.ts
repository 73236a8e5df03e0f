/**
 * Which hand-written cases are there?
 *
 * One file per part of the language; `using` is separate because older engines cannot be its oracle.
 */
import { assignment } from "./assignment.js";
import { calls } from "./calls.js";
import type { Case } from "./case.js";
import { classes } from "./classes.js";
import { control } from "./control.js";
import { delegation } from "./delegation.js";
import { destructuring } from "./destructuring.js";
import { exceptions } from "./exceptions.js";
import { expressions } from "./expressions.js";
import { found } from "./found.js";
import { generatorObjects } from "./generator-objects.js";
import { iteration } from "./iteration.js";
import { mixed } from "./mixed.js";
import { nasty } from "./nasty.js";
import { ownPattern } from "./own-pattern.js";
import { reflection } from "./reflection.js";
import { scopes } from "./scopes.js";
import { suites } from "./suites.js";
import { typescript } from "./typescript.js";
import { using } from "./using.js";

export type { Case } from "./case.js";

/** Cases every supported engine can run natively. */
export const portableCases: readonly Case[] = [
  ...assignment,
  ...calls,
  ...expressions,
  ...control,
  ...exceptions,
  ...iteration,
  ...scopes,
  ...classes,
  ...destructuring,
  ...ownPattern,
  ...delegation,
  ...generatorObjects,
  ...reflection,
  ...mixed,
  ...nasty,
  ...suites,
  ...found,
];

/** Cases whose syntax is native from Node 24. */
export const usingCases: readonly Case[] = using;

/** Cases whose oracle is TypeScript's own output. */
export const typescriptCases: readonly Case[] = typescript;
