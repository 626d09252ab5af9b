// Bundles the page's script and style sheet, and writes them as a C++ file: the program
// holds them, and reads nothing at run time.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { build } from "esbuild";

const notice =
  "/* Holds Preact, Copyright (c) 2015-present Jason Miller (MIT licence), and parts of D3, " +
  "Copyright 2010-2023 Mike Bostock (ISC licence). */";

const result = await build({
  entryPoints: { page: "src/main.tsx" },
  outdir: ".",
  bundle: true,
  write: false,
  minify: true,
  charset: "ascii",
  format: "iife",
  target: ["chrome123", "firefox120", "safari17.5"],
  legalComments: "none",
  banner: { js: notice },
  jsx: "automatic",
  jsxImportSource: "preact",
  preserveSymlinks: true,
});

function contentOf(suffix) {
  const file = result.outputFiles.find((output) => output.path.endsWith(suffix));
  const text = file.text.trim();
  // Either would end the element that holds it.
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`the bundled ${suffix} would end its own element`);
  return text;
}

function literal(text) {
  const pieces = text.match(/[^]{1,4000}/g) ?? [""];
  return pieces
    .map((piece) => '"' + piece.replace(/["\\?]/g, "\\$&").replace(/\n/g, "\\n") + '"')
    .join("\n    ");
}

function asset(name, text) {
  const digest = createHash("sha256").update(text).digest("base64");
  return `PageAsset ${name}() {\n  return {\n    ${literal(text)},\n    "sha256-${digest}"};\n}\n`;
}

writeFileSync(
  process.argv[2],
  `// Made by bundle.mjs.\n#include "report/page_assets.hpp"\n\nnamespace assay::report {\n\n` +
    `${asset("page_script", contentOf(".js"))}\n${asset("page_style", contentOf(".css"))}\n}  // namespace assay::report\n`,
);
