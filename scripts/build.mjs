// Bundles the client, the server and the command line into dist/, and copies corpus/ to dist/data. `--watch` rebuilds on change.

import { existsSync, watch as watchFolder } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { context, build as esbuild } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

/** Tables and gold rules with their events, without the notes and sources that only their authors read. */
async function copyData() {
  await rm(join(dist, 'data'), { recursive: true, force: true });
  if (!existsSync(join(root, 'corpus'))) return;
  await cp(join(root, 'corpus'), join(dist, 'data'), {
    recursive: true,
    filter: (source) => !/(^|[\\/])(\..*|.*\.md|sources)$/.test(source),
  });
}

/** @param {{ watch: boolean, version: string }} options */
function bundles(options) {
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: !options.watch,
    keepNames: false,
    sourcemap: options.watch ? 'linked' : false,
    legalComments: 'none',
    logLevel: 'warning',
    define: { SIGMASMITH_VERSION: JSON.stringify(options.version) },
    loader: { '.md': 'text' },
  };
  const commonJs = { ...common, format: 'cjs', mainFields: ['module', 'main'] };
  return [
    { ...commonJs, entryPoints: ['client/src/extension.ts'], outfile: 'dist/client.cjs', external: ['vscode'] },
    { ...commonJs, entryPoints: ['server/src/main.ts'], outfile: 'dist/server.cjs' },
    {
      ...common,
      entryPoints: { cli: 'server/src/cli.ts' },
      outdir: 'dist/cli',
      format: 'esm',
      mainFields: ['module', 'main'],
      splitting: true,
      chunkNames: '[name]-[hash]',
      // CommonJS packages in an ESM bundle reach for Node's modules with `require`.
      banner: {
        js: "import{createRequire as sigmasmithRequire}from'node:module';const require=sigmasmithRequire(import.meta.url);",
      },
    },
  ].filter((bundle) => {
    const entry = Object.values(bundle.entryPoints)[0];
    const exists = existsSync(join(root, entry));
    if (!exists) console.error(`build: ${entry} does not exist, its bundle is left out`);
    return exists;
  });
}

export async function build({ watch = false } = {}) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await mkdir(dist, { recursive: true });
  await rm(join(dist, 'cli'), { recursive: true, force: true });
  await copyData();
  const all = bundles({ watch, version });
  if (!watch) {
    await Promise.all(all.map((options) => esbuild(options)));
    return;
  }
  for (const options of all) await (await context(options)).watch();
  watchFolder(join(root, 'corpus'), { recursive: true }, () => void copyData());
  console.error('build: watching');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ watch: process.argv.includes('--watch') }).catch((error) => {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  });
}
