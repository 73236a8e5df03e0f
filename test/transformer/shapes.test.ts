/** Is docs/emitted-form.md what the compiler emits? `vitest -u` writes it anew; the change is then there to be reviewed. */
import { expect, test } from "vitest";
import { transformSource } from "../../transformer/index.js";
import { shapes } from "./shapes.js";

const introduction = `# The emitted form

What the compiler makes of small functions, one shape at a time. Each is the body of \`function* g() { … }\`, compiled by
\`transformSource(source, { generators: "all" })\`; the import and the hoisted description at the end of the file are left out,
but for the region table. This page is generated from test/transformer/shapes.ts, and a test keeps it true.
`;

function emitted(body: string): string {
  const result = transformSource(`function* g() {\n${indent(body)}\n}\n`, { fileName: "shape.js", generators: "all" })!;
  const { code } = result;
  const machine = code.slice(code.indexOf("function g("), code.indexOf("\n\nfunction g$machine"));
  const regions = /^ {4}regions: \[\n([^]*?)^ {4}\],/m.exec(code)?.[1] ?? "";
  return machine + regions.replace(/^ {6}/gm, "\n// ").replace(/\n\n/g, "\n").replace(/\n$/, "").replace(/^\n?/, regions ? "\n" : "");
}

function indent(body: string): string {
  return body.replace(/^/gm, "  ");
}

test("docs/emitted-form.md shows what is emitted", async () => {
  const sections = Object.entries(shapes).map(([heading, group]) => {
    const examples = Object.entries(group).map(([title, body]) => `### ${title}\n\n\`\`\`js\n${body}\n\`\`\`\n\n\`\`\`js\n${emitted(body)}\n\`\`\`\n`);
    return `## ${heading}\n\n${examples.join("\n")}`;
  });
  await expect(`${introduction}\n${sections.join("\n")}`).toMatchFileSnapshot("../../docs/emitted-form.md");
});

test("the same source always gives the same names", () => {
  for (const group of Object.values(shapes)) for (const body of Object.values(group)) expect(emitted(body)).toBe(emitted(body));
});
