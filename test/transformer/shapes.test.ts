/** Is docs/emitted-form.md what the compiler emits? `vitest -u` writes it anew; the change is then there to be reviewed. */
import { expect, test } from "vitest";
import { transformSource } from "../../transformer/index.js";
import { coroutineShapes, shapes } from "./shapes.js";

const introduction = `# The emitted form

What the compiler makes of small functions, one shape at a time, as \`transformSource\` prints it; the import and the hoisted
description at the end of the file are left out, but for the region table. This page is generated from
test/transformer/shapes.ts, and a test keeps it true.

## A coroutine

Each is the body of \`const g = coroutine(function* () { … });\`. A coroutine stores where it would go on and asks whether it has to
wait: \`co.waits(a)\`, or \`co.delegates(a)\` for \`yield* a\`. If it has to, the step returns, and the loop calls it again when \`a\` is
done. If \`a\` is done already, the step runs on into the next \`case\`, with its result in \`co.sent\`. If \`a\` has failed, the step
returns, too, and is called again at once at the handler, where there is one.
`;

const betweenKinds = `## A generator

From here on each is the body of \`function* g() { … }\`, compiled with \`generators: "all"\`. A generator must hand every value to
whoever has called \`next()\`, so there is nothing to ask: each of its yields is a \`return\`, and \`yield* inner\` is
\`return co.delegate(inner)\`. Everything around the yields is the same in both kinds.
`;

const generator = { before: "function* g() {", after: "}", begin: "function g(" };
const coroutine = { before: 'import { coroutine } from "ts-coroutine";\nconst g = coroutine(function* () {', after: "});", begin: "const g =" };

function emitted(body: string, { before, after, begin } = generator): string {
  const { code } = transformSource(`${before}\n${indent(body)}\n${after}\n`, { fileName: "shape.js", generators: "all" })!;
  const machine = code.slice(code.indexOf(begin), code.indexOf("\n\nfunction g$machine"));
  const regions = /^ {4}regions: \[\n([^]*?)^ {4}\],/m.exec(code)?.[1] ?? "";
  return machine + regions.replace(/^ {6}/gm, "\n// ").replace(/\n\n/g, "\n").replace(/\n$/, "").replace(/^\n?/, regions ? "\n" : "");
}

function indent(body: string): string {
  return body.replace(/^/gm, "  ");
}

function examples(group: Readonly<Record<string, string>>, kind = generator): string {
  return Object.entries(group)
    .map(([title, body]) => `### ${title}\n\n\`\`\`js\n${body}\n\`\`\`\n\n\`\`\`js\n${emitted(body, kind)}\n\`\`\`\n`)
    .join("\n");
}

test("docs/emitted-form.md shows what is emitted", async () => {
  const sections = Object.entries(shapes).map(([heading, group]) => `## ${heading}\n\n${examples(group)}`);
  const page = [introduction, examples(coroutineShapes, coroutine), betweenKinds, ...sections].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/emitted-form.md");
});

test("the same source always gives the same names", () => {
  for (const group of Object.values(shapes)) for (const body of Object.values(group)) expect(emitted(body)).toBe(emitted(body));
});
