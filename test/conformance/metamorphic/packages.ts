/**
 * Which real code is there to try, and what does one do with it?
 *
 * Packages this repository has installed anyway (what vite, ts-patch and the source map tools are made of), each with a
 * script that exercises most of it and returns what can be compared.
 */

export interface Exercise {
  readonly name: string;
  readonly entry: string;
  /** Uses the package; returns plain data. */
  run(exports: any): unknown;
}

const stylesheet = `@charset "utf-8"; /* head */ @media (min-width: 10px) { .a, #b > c:hover { color: red !important; margin: 0 auto } }
a{b:c;;d:url("x;y")}@import 'x.css';.x{&:hover{--custom: {a:b};width:calc(1px + (2px * 3))}} @font-face{src:local("a\\"b")}`;

const globs = ["*.js", "**/*.{ts,tsx}", "!(a|b).txt", "a/[!b-d]*/?(x|y)", "{1..3}/@(p|q)+(z)", "src/**/test/*.spec.js", "[[:alpha:]]*", "a\\*b", "./**/.dot*", "(a|b)*c"];
const paths = ["a.js", "a/b.ts", "x/y/z.tsx", "c.txt", "b.txt", "a/e/x", "2/pzz", "src/a/test/b.spec.js", "abc", "a*b", ".dotfile", "aac", "src/test/c.spec.js"];

const mappings = "AAAA;AACA,SAAS,CAAC;;GAAGA,OAAO;AAAKC";

export const exercises: readonly Exercise[] = [
  {
    name: "picomatch",
    entry: "index.js",
    run: picomatch =>
      globs.map(glob => [
        paths.map(path => [picomatch(glob)(path), picomatch(glob, { dot: true, nocase: true, contains: true })(path)]),
        String(picomatch.makeRe(glob)),
        picomatch.scan(glob, { tokens: true, parts: true }),
        picomatch.parse(glob).output,
      ]),
  },
  {
    name: "postcss",
    entry: "lib/postcss.js",
    run(postcss) {
      const root = postcss.parse(stylesheet, { from: "a.css" });
      const seen: unknown[] = [];
      root.walk((node: any) => { seen.push([node.type, node.toString(), node.source?.start, node.source?.end]); });
      root.walkDecls("color", (declaration: any) => { declaration.value = "blue"; declaration.before(postcss.decl({ prop: "z", value: "1" })); });
      root.first.after(postcss.rule({ selectors: ["q", "r"] }));
      const plugin = { postcssPlugin: "p", Declaration: (declaration: any) => { seen.push(declaration.prop); }, Once: () => { seen.push("once"); } };
      const result = postcss([plugin]).process(stylesheet, { from: "a.css", to: "b.css", map: { inline: false } });
      const broken = ["a{", "a}", "a{b", "/* x", '"x', "a{b:c"].map(css => { try { return postcss.parse(css).toString(); } catch (error: any) { return [error.name, error.reason, error.line, error.column]; } });
      return [seen, root.toString(), result.css, result.map.toString(), broken, postcss.list.comma("a, b(c, d), 'e, f'"), JSON.stringify(postcss.fromJSON(root.toJSON()).toString())];
    },
  },
  {
    name: "source-map-js",
    entry: "source-map.js",
    run({ SourceMapGenerator, SourceMapConsumer, SourceNode }) {
      const generator = new SourceMapGenerator({ file: "out.js", sourceRoot: "/root" });
      for (let line = 1; line < 20; line++) generator.addMapping({ source: `s${line % 3}.js`, original: { line, column: line * 2 }, generated: { line: 20 - line, column: line }, name: `n${line % 4}` });
      generator.setSourceContent("s1.js", "content");
      const consumer = new SourceMapConsumer(generator.toString());
      const found = Array.from({ length: 20 }, (_, line) => consumer.originalPositionFor({ line: line + 1, column: 15 }));
      const back = Array.from({ length: 5 }, (_, line) => consumer.allGeneratedPositionsFor({ source: "s1.js", line: line + 1 }));
      const each: unknown[] = [];
      consumer.eachMapping((mapping: unknown) => { each.push(mapping); });
      const node = new SourceNode(1, 2, "a.js", ["x", new SourceNode(3, 4, "b.js", "y\nz"), "w"]);
      node.prepend("p").replaceRight(/w/, "v").setSourceContent("a.js", "abc");
      return [generator.toString(), found, back, each, node.join("-").toString(), node.toStringWithSourceMap({ file: "f.js" }).map.toString(), SourceNode.fromStringWithSourceMap("a\nb\nc", consumer).toString()];
    },
  },
  {
    name: "@jridgewell/sourcemap-codec",
    entry: "dist/sourcemap-codec.umd.js",
    run: ({ decode, encode, decodeOriginalScopes, encodeOriginalScopes }) => [decode(mappings), encode(decode(mappings)), encode([[[0], [100000, 3, 70000, 5, 2]], [], [[7, 0, 0, -0]]]), encodeOriginalScopes(decodeOriginalScopes("AAAA,CCAA"))],
  },
  {
    name: "magic-string",
    entry: "dist/index.mjs",
    run({ default: MagicString, Bundle }) {
      const source = "function f(a) {\n\treturn a + 1;\n}\nlet x = `multi\nline`;\n";
      const text = new MagicString(source, { filename: "a.js" });
      text.overwrite(9, 10, "renamed", { storeName: true }).appendLeft(15, "/* l */").prependRight(15, "/* r */").remove(24, 28).move(0, 8, 40).indent("  ", { exclude: [[43, 55]] });
      text.replace(/line/g, (match: string) => match.toUpperCase()).replaceAll("a", "A").trimEnd().append("// end");
      const bundle = new Bundle({ separator: "\n//\n" });
      bundle.addSource({ filename: "a.js", content: text }).addSource({ filename: "b.js", content: new MagicString("second();") }).prepend("'use strict';\n").indent();
      const errors = [() => text.overwrite(5, 5, "x"), () => text.remove(100, 2), () => text.slice(3, 1000)].map(action => { try { return String(action()); } catch (error: any) { return error.message; } });
      return [text.toString(), text.generateMap({ hires: true, includeContent: true }).toString(), text.generateDecodedMap({ hires: "boundary" }), bundle.toString(), bundle.generateMap({ file: "out.js" }).toString(), text.snip(0, 8).toString(), text.clone().trim().toString(), text.lastLine(), text.length(), text.isEmpty(), text.hasChanged(), errors];
    },
  },
  {
    name: "semver",
    entry: "index.js",
    run(semver) {
      const versions = ["1.2.3", "1.2.3-beta.1", "2.0.0", "0.0.1", "10.20.30+build", "1.0.0-rc.2", "v3.4.5", "bad"];
      const ranges = ["^1.2.0", "~1.2.3-beta", ">=1 <3 || 0.x", "1.2 - 2", "*", ">1.0.0-alpha", "=v3.4.5", "bad range"];
      return [
        versions.map(version => [semver.valid(version), semver.clean(version), semver.inc(semver.valid(version) ?? "0.0.0", "prerelease", "x"), semver.parse(version)?.prerelease, semver.coerce(version)?.version]),
        ranges.map(range => [semver.validRange(range), versions.map(version => semver.satisfies(version, range)), semver.maxSatisfying(versions.slice(0, 7), range), semver.validRange(range) && semver.minVersion(range)?.version, semver.validRange(range) && semver.simplifyRange(versions.slice(0, 7), range)]),
        ranges.slice(0, 6).map(a => ranges.slice(0, 6).map(b => [semver.intersects(a, b), semver.subset(a, b)])),
        semver.sort(versions.slice(0, 7)), semver.rsort(versions.slice(0, 7)), semver.diff("1.2.3", "1.3.0-a"),
      ];
    },
  },
  {
    name: "ini",
    entry: "lib/ini.js",
    run({ parse, stringify }) {
      const text = "; c\nroot = 1\nlist[] = a\nlist[] = b\n[s.t]\nq = \"quo;ted\"\nesc = a\\;b\n[s\\.u]\nflag\nnull = null\nt=true\n# x\n[__proto__]\nz=1\n";
      const data = parse(text);
      return [data, stringify(data), stringify(data, { whitespace: true, align: true, sort: true, section: "sec" }), parse(stringify(data), { bracketedArray: false })];
    },
  },
  {
    name: "minimist",
    entry: "index.js",
    run: minimist => [
      minimist(["-a", "1", "--beta=2", "--no-c", "-xyz3", "--", "rest", "-q"], { "--": true }),
      minimist(["--n", "5", "-f", "x", "--deep.er.y", "1", "pos", "--b", "false", "-s5"], { boolean: ["b"], string: ["s", "_"], alias: { f: ["file", "F"] }, default: { d: 7 }, unknown: (argument: string) => argument !== "--zz" }),
      minimist(["-abc=def", "--x", "--y=", "-1", "-", "--__proto__.z=1", "0x10", "1e3"], { stopEarly: true }),
    ],
  },
];
