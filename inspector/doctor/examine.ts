/**
 * Will the coroutines of this project be compiled?
 *
 * If they are not, the program still runs, only slower and without a word: plain `tsc` ignores plugins, and that of
 * TypeScript 7 always does. So each of these is said here, with what to write instead.
 */
import { basename, join, resolve } from "node:path";
import type { InstalledPackage, Project } from "./project.js";

export interface Finding {
  readonly verdict: "good" | "bad" | "note";
  readonly text: string;
  readonly advice?: string;
}

const pluginName = "ts-coroutine/transformer";
const pluginLine = `"plugins": [{ "transform": "${pluginName}" }]`;

export function examine(project: Project): Finding[] {
  return [nodeFinding(project), packageFinding(project), ...typeScriptFindings(project), configurationFinding(project), patchFinding(project), ...scriptFindings(project)];
}

function nodeFinding({ nodeVersion }: Project): Finding {
  const [major, minor] = nodeVersion.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { verdict: "good", text: `Node ${nodeVersion}` };
  return { verdict: "bad", text: `Node ${nodeVersion} is too old.`, advice: "Install Node 20.19 or later." };
}

function packageFinding({ tsCoroutine }: Project): Finding {
  if (tsCoroutine !== undefined) return { verdict: "good", text: `ts-coroutine ${tsCoroutine.version}` };
  return { verdict: "bad", text: "ts-coroutine is not installed here.", advice: "npm install ts-coroutine" };
}

function typeScriptFindings({ typescript, otherTypeScripts, configuration }: Project): Finding[] {
  const others = otherTypeScripts.map((other): Finding => ({ verdict: "note", text: `TypeScript ${other.version} as ${other.alias}` }));
  if (typescript === undefined) return [{ verdict: "bad", text: "TypeScript is not installed.", advice: "npm install --save-dev typescript@~6.0" }, ...others];
  const hasPlugin = configuration.kind === "read" && configuration.plugins.includes(pluginName);
  return [judgeTypeScript(typescript, hasPlugin), ...others];
}

function judgeTypeScript({ version, name }: InstalledPackage, hasPlugin: boolean): Finding {
  const [major, minor] = version.split(".").map(Number);
  if (name !== "typescript") {
    return { verdict: "bad", text: `The package typescript is ${name} ${version}, and ts-patch does not find it under that name.`, advice: "npm install --save-dev typescript@~6.0" };
  }
  if (major >= 7) {
    const consequence = hasPlugin ? "ignores the plugin line without a word: coroutines are not compiled" : "runs no plugins: coroutines are not compiled";
    return {
      verdict: "bad",
      text: `TypeScript ${version}: its tsc ${consequence}.`,
      advice: "npm install --save-dev typescript@~6.0 typescript-7@npm:typescript@7, then compile with npx tspc; or use ts-coroutine build before it.",
    };
  }
  if (major < 5 || (major === 5 && minor < 9)) return { verdict: "bad", text: `TypeScript ${version} is too old.`, advice: "npm install --save-dev typescript@~6.0" };
  return { verdict: "good", text: `TypeScript ${version}` };
}

function configurationFinding({ configuration }: Project): Finding {
  if (configuration.kind === "missing") {
    return { verdict: "bad", text: `There is no ${basename(configuration.path)} here.`, advice: "Write ts-coroutine doctor --project DIR, or npx tsc --init." };
  }
  const name = basename(configuration.path);
  if (configuration.kind === "unreadable") return { verdict: "bad", text: `${name} cannot be read: ${configuration.reason}` };
  if (configuration.plugins.includes(pluginName)) return { verdict: "good", text: `${name} has the plugin line` };
  return { verdict: "bad", text: `${name} does not have the plugin line.`, advice: `Write ${pluginLine} in its compilerOptions.` };
}

function patchFinding({ tsPatch, typescript }: Project): Finding {
  const major = Number(typescript?.version.split(".")[0] ?? 6);
  const wanted = major === 5 ? "3" : "4";
  if (tsPatch === undefined) {
    return { verdict: "bad", text: "ts-patch is not installed, and tsc alone runs no plugins.", advice: `npm install --save-dev ts-patch@${wanted}` };
  }
  const isRight = major >= 7 || tsPatch.version.split(".")[0] === wanted;
  if (isRight) return { verdict: "good", text: `ts-patch ${tsPatch.version}` };
  return { verdict: "bad", text: `ts-patch ${tsPatch.version} does not work with TypeScript ${typescript!.version}.`, advice: `npm install --save-dev ts-patch@${wanted}` };
}

/** Scripts that compile this project with plain `tsc`, which runs no plugins unless it is patched. Checking types with it is fine. */
function scriptFindings({ scripts, scriptFolder, configuration, isPatched }: Project): Finding[] {
  if (isPatched) return [{ verdict: "note", text: "TypeScript is patched: tsc runs plugins too" }];
  return Object.entries(scripts).flatMap(([name, command]): Finding[] => {
    const emits = command.split(/&&|\|\||[;|]/).some((part) => compilesWithTsc(part) && configurationOf(part, scriptFolder) === configuration.path);
    return emits ? [{ verdict: "bad", text: `npm run ${name} compiles with tsc, which runs no plugins: ${command}`, advice: "Write tspc instead of tsc." }] : [];
  });
}

function compilesWithTsc(command: string): boolean {
  return /(^|\s)tsc(\s|$)/.test(command) && !/--noEmit|--version|--init/.test(command);
}

/** The tsconfig.json that `tsc -p …` reads. */
function configurationOf(command: string, folder: string): string {
  const project = /\s(?:-p|--project|-b|--build)\s+([^\s-]\S*)/.exec(command)?.[1] ?? ".";
  return resolve(folder, project.endsWith(".json") ? project : join(project, "tsconfig.json"));
}
