// Bundles the client, the server and the command line into dist/, and copies corpus/ to dist/data. `--watch` rebuilds on change.
import { existsSync, watch as watchFolder } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { context, build as esbuild } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Tables and gold rules with their events, without what only their authors read. */
async function copyData(dist) {
  await rm(join(dist, 'data'), { recursive: true, force: true });
  if (!existsSync(join(root, 'corpus'))) return;
  await cp(join(root, 'corpus'), join(dist, 'data'), {
    recursive: true,
    filter: (source) => !/[\\/](\.[^\\/]*|[^\\/]*\.md)$/.test(source),
  });
}

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

/**
 * @param {{ watch?: boolean, dist?: string, only?: string[] }} [options] `only` names bundles (client, server, cli)
 */
export async function build({ watch = false, dist = join(root, 'dist'), only } = {}) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await mkdir(dist, { recursive: true });
  const chosen = Object.entries(bundles({ watch, version, dist }))
    .filter(([name]) => only === undefined || only.includes(name))
    .filter(present);
  if (chosen.some(([name]) => name === 'cli')) await rm(join(dist, 'cli'), { recursive: true, force: true });
  await copyData(dist);
  if (!watch) {
    await Promise.all(chosen.map(([, bundle]) => esbuild(bundle)));
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
