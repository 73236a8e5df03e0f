/**
 * Where does a statement end that has no semicolon?
 *
 * With its line, unless the next one begins with something that continues it. That was so in the source; printed anew, the
 * next statement may begin differently, and then gets the semicolon that code without semicolons puts there, too:
 *
 *     connect()                        connect()
 *     const { a, b } = read()          ;({ a, b } = read());
 *     yield a
 */
import { ts, type TS } from "../typescript.js";
import { isCode, isNode, isVerbatim, type Hole } from "../lower/machine.js";

/** With what a statement may begin that would also continue the one before. */
const continuing = /^\s*[([`+\-/<]/;
const comment = /^\s*\/[/*]/;
const blank = /^\s*$/;

/** What text means for the statement before it, if that has no semicolon: nothing yet, that it ends here, or that it needs one. */
export function effectOnLineBefore(text: string): "none" | "ends" | "continues" {
  if (blank.test(text) || comment.test(text)) return "none";
  return continuing.test(text) ? "continues" : "ends";
}

/** Whether a printed statement has no semicolon at its end. */
export function endsWithItsLine(code: Hole, file: TS.SourceFile): boolean {
  if (isCode(code)) return blank.test(code.strings.at(-1)!) && code.holes.length > 0 && endsWithItsLine(code.holes.at(-1)!, file);
  const hole = isVerbatim(code) ? code.node : code;
  if (!isNode(hole)) return false;
  const node = lastPart(hole);
  const isSimple =
    ts.isExpressionStatement(node) || ts.isVariableStatement(node) || ts.isThrowStatement(node) ||
    ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node) || ts.isDebuggerStatement(node);
  return isSimple && file.text.charAt(node.end - 1) !== ";";
}

/** The statement with which `node` ends. */
function lastPart(node: TS.Node): TS.Node {
  if (ts.isIfStatement(node)) return lastPart(node.elseStatement ?? node.thenStatement);
  const contains = ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node) || ts.isWhileStatement(node) || ts.isLabeledStatement(node);
  return contains ? lastPart(node.statement) : node;
}

/** Whether a statement among others relies on its first word, which it may lose, to end the line before. */
export function dependsOnLineBefore(node: TS.Node, { text }: TS.SourceFile): boolean {
  if (!ts.isVariableStatement(node) && !ts.isExpressionStatement(node)) return false;
  const { parent } = node;
  if (!ts.isBlock(parent) && !ts.isSourceFile(parent) && !ts.isCaseOrDefaultClause(parent) && !ts.isModuleBlock(parent)) return false;
  return !/[;{:]/.test(text.charAt(node.pos - 1)) && /[\w$]/.test(text.charAt(node.getStart()));
}

/** What a field may be called that would be a word for the method after it: `get` before `*next() {}`, which loses its asterisk. */
const modifiers = new Set(["get", "set", "static", "async", "accessor", "declare", "readonly", "public", "private", "protected", "abstract", "override"]);

/** Whether a lowered method must not follow the field before it without a semicolon. */
export function followsOpenField(node: TS.Node, { text }: TS.SourceFile): boolean {
  if (!ts.isMethodDeclaration(node) || !ts.isClassLike(node.parent)) return false;
  const last = text.charAt(node.pos - 1);
  if (last === ";" || !(ts.isComputedPropertyName(node.name) || /\w/.test(last))) return false;
  const field = node.parent.members.find(({ end }) => end === node.pos);
  if (field === undefined || !ts.isPropertyDeclaration(field)) return false;
  // `x = y` before `[key]() {}`, which has lost its decorator as well.
  if (ts.isComputedPropertyName(node.name)) return true;
  return field.initializer === undefined && field.type === undefined && ts.isIdentifier(field.name) && modifiers.has(field.name.text);
}
