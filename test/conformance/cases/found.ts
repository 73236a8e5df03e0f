/**
 * Which programs did the property tests find?
 *
 * A failing program that `npm run conformance` prints, shrunk, is pasted here under a name that says its shape, so that it
 * is run for ever after.
 */
import { bodies, type Case } from "./case.js";

export const found: readonly Case[] = bodies("found", {});
