// Bundles the client, the server and the command line into dist/, and copies corpus/ to dist/data. `--watch` rebuilds on change.
import { existsSync, watch as watchFolder } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { context, build as esbuild, transform } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const filesBelow = async (folder) =>
  existsSync(folder)
    ? (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    : [];

/** Deletes what a former build left behind. Whoever uses the product meanwhile always finds whole files. */
async function keepOnly(folder, files) {
  const wanted = new Set(files);
  const stale = (await filesBelow(folder)).filter((file) => !wanted.has(file));
  await Promise.all(stale.map((file) => rm(join(folder, file), { force: true })));
}

/** Tables, texts and gold rules, without what only their authors read. */
async function copyData(dist) {
  const corpus = join(root, 'corpus');
  const data = join(dist, 'data');
  const files = (await filesBelow(corpus)).filter((file) => !/(^|[\\/])\.|PROVENANCE\.md$|\.tests\.yml$/.test(file));
  for (const folder of new Set(files.map((file) => dirname(join(data, file)))))
    await mkdir(folder, { recursive: true });
  await Promise.all(files.map((file) => copyFile(join(corpus, file), join(data, file))));
  await keepOnly(data, files);
}

/** The EVTX library looks at the names of its classes, which minifying would change. */
const keepClassNames = {
  name: 'keep-class-names',
  setup({ onLoad }) {
    onLoad({ filter: /@ts-evtx[\\/]core[\\/].*\.js$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { keepNames: true });
      return { contents: code };
    });
  },
};

function bundles({ watch, version, dist }) {
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: !watch,
    sourcemap: watch ? 'linked' : false,
    legalComments: 'none',
    logLevel: 'warning',
    define: { SIGMASMITH_VERSION: JSON.stringify(version) },
    loader: { '.md': 'text' },
    plugins: [keepClassNames],
  };
  return {
    client: {
      ...common,
      entryPoints: ['client/src/extension.ts'],
      outfile: join(dist, 'client.cjs'),
      format: 'cjs',
      external: ['vscode'],
    },
    server: { ...common, entryPoints: ['server/src/main.ts'], outfile: join(dist, 'server.cjs'), format: 'cjs' },
    cli: {
      ...common,
      entryPoints: ['server/src/cli.ts'],
      outdir: join(dist, 'cli'),
      format: 'esm',
      splitting: true,
      chunkNames: '[name]-[hash]',
      // CommonJS packages in an ESM bundle reach for Node's modules with `require`.
      banner: {
        js: "import{createRequire as sigmasmithRequire}from'node:module';const require=sigmasmithRequire(import.meta.url);",
      },
    },
  };
}

function present([name, bundle]) {
  const [entry] = bundle.entryPoints;
  if (existsSync(join(root, entry))) return true;
  console.error(`build: ${entry} does not exist, so there is no ${name} bundle`);
  return false;
}

async function bundleOnce(bundle) {
  const { metafile } = await esbuild({ ...bundle, metafile: true });
  if (!bundle.outdir) return;
  await keepOnly(
    bundle.outdir,
    Object.keys(metafile.outputs).map((file) => relative(bundle.outdir, join(root, file))),
  );
}

/**
 * @param {{ watch?: boolean, dist?: string, only?: string[] }} [options] `only` names bundles (client, server, cli)
 */
export async function build({ watch = false, dist = join(root, 'dist'), only } = {}) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await mkdir(dist, { recursive: true });
  const chosen = Object.entries(bundles({ watch, version, dist }))
    .filter(([name]) => only === undefined || only.includes(name))
    .filter(present);
  await copyData(dist);
  if (!watch) {
    await Promise.all(chosen.map(([, bundle]) => bundleOnce(bundle)));
    return;
  }
  for (const [, bundle] of chosen) await (await context(bundle)).watch();
  watchFolder(join(root, 'corpus'), { recursive: true }, () => void copyData(dist));
  console.error('build: watching');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ watch: process.argv.includes('--watch') }).catch((error) => {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  });
}
