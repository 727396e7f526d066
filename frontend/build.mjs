// Builds what browsers get: counterpoint/web/assets/ -> counterpoint/web/static/dist/ (never committed).
//   *.scss whose name does not begin with "_"  ->  *.css
//   the *.ts files named in SCRIPTS            ->  *.js
//   the typeface                               ->  fonts/
// Does nothing when nothing has changed since the last build; `--force` builds all the same.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const ASSETS = join(ROOT, "counterpoint/web/assets");
const DIST = join(ROOT, "counterpoint/web/static/dist");
const MODULES = join(ROOT, "node_modules");
const FONTS = join(MODULES, "@fontsource-variable/atkinson-hyperlegible-next/files");
const STAMP = join(DIST, "built-from");
// The pages of a mail or text load answer.css alone; no script.
const SCRIPTS = ["app.ts", "passkey.ts", "leaving.ts", "spotting.ts", "keep.ts", "chart.ts"];
// Safari 16.4, Chrome and Edge 111, Firefox 121: what the NHS design system supports in full.
const TARGET = ["es2022", "safari16.4", "chrome111", "firefox121"];

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function digestOfInputs() {
  const hash = createHash("sha256");
  for (const file of [...filesUnder(ASSETS), fileURLToPath(import.meta.url), join(ROOT, "package-lock.json")]) {
    hash.update(relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

// The design system's few pictures go into the style sheet: no request, and no address to get wrong.
const picturesOfTheDesignSystem = {
  name: "pictures",
  setup(build) {
    build.onResolve({ filter: /^\/assets\/images\// }, ({ path }) => ({
      path: join(MODULES, "nhsuk-frontend/dist/nhsuk", path),
    }));
  },
};

async function styles(name) {
  const sass = await import("sass");
  const compiled = sass.compile(join(ASSETS, name), {
    loadPaths: [ASSETS, MODULES],
    importers: [new sass.NodePackageImporter(ROOT)],
    quietDeps: true,
    logger: { warn: (message, { deprecation }) => { if (!deprecation) throw new Error(message); } },
  });
  const { build } = await import("esbuild");
  await build({
    stdin: { contents: compiled.css, loader: "css", resolveDir: ASSETS },
    outfile: join(DIST, name.replace(/\.scss$/, ".css")),
    bundle: true,
    minify: true,
    target: TARGET,
    external: ["fonts/*", "./fonts/*", "/static/*"],
    loader: { ".svg": "dataurl" },
    plugins: [picturesOfTheDesignSystem],
    logLevel: "error",
  });
}

async function script(name) {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [join(ASSETS, name)],
    outfile: join(DIST, name.replace(/\.ts$/, ".js")),
    bundle: true,
    minify: true,
    format: "esm",
    target: TARGET,
    nodePaths: [MODULES],
    logLevel: "error",
  });
}

const digest = digestOfInputs();
if (!process.argv.includes("--force") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest) {
  process.exit(0);
}
rmSync(DIST, { recursive: true, force: true });
mkdirSync(join(DIST, "fonts"), { recursive: true });
for (const file of readdirSync(FONTS)) cpSync(join(FONTS, file), join(DIST, "fonts", file));
const sheets = readdirSync(ASSETS).filter((name) => name.endsWith(".scss") && !name.startsWith("_"));
const scripts = SCRIPTS.filter((name) => existsSync(join(ASSETS, name)));
await Promise.all([...sheets.map(styles), ...scripts.map(script)]);
writeFileSync(STAMP, digest); // last: a build that failed is not taken for one that did not
