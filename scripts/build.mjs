// Bundles the client, the server and the command line into dist/, and copies corpus/ to dist/data. `--watch` rebuilds on change.
import { execFile } from 'node:child_process';
import { existsSync, watch as watchFolder } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { context, build as esbuild, transform } from 'esbuild';
import { packPipelines } from './pack-pipelines.mjs';

const run = promisify(execFile);
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
  await keepOnly(data, [...files, ...(await copyCheckDocs(data)), ...(await packPipelines(data))]);
}

/** What `explain` prints: the documentation of each check. */
async function copyCheckDocs(data) {
  const rules = join(root, 'server', 'src', 'lint', 'rules');
  const pages = (await filesBelow(rules)).filter((file) => file.endsWith('.md'));
  await mkdir(join(data, 'checks'), { recursive: true });
  await Promise.all(pages.map((page) => copyFile(join(rules, page), join(data, 'checks', basename(page)))));
  return pages.map((page) => join('checks', basename(page)));
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

/**
 * Commands that are bundled once more by themselves, with their compiled code: scripts call them for one file after another. Each
 * with the flags of V8 that serve it. A check has hundreds of functions that see all kinds of rules: V8 would optimize them for the
 * first ones, and again and again for others, which is more work than it saves in the seconds that a check of a folder takes.
 */
const quickCommands = { check: ['--interrupt-budget=2000000'], convert: [] };

/** The command line with one command only. */
const onlyCommand = (name) => ({
  name: 'only-command',
  setup({ onLoad }) {
    onLoad({ filter: /cli[\\/]commands[\\/]index\.ts$/ }, ({ path }) => ({
      contents: `import { ${name}Command } from './${name}.ts'; export const commands = { ${name}: async () => ${name}Command };`,
      loader: 'ts',
      resolveDir: dirname(path),
    }));
  },
});

/** Parts of Node.js that take a while to load, with the functions of theirs that few runs call. */
const late = { child_process: ['spawn', 'spawnSync'], crypto: ['createHash', 'randomUUID'] };

/** They are loaded by the first call. */
const lateBuiltins = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^node:(${Object.keys(late).join('|')})$`) }, ({ path, namespace }) =>
      namespace === 'late' ? { path, external: true } : { path, namespace: 'late' },
    );
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: late[path.slice('node:'.length)]
        .map((name) => `export const ${name} = (...args) => require('${path}').${name}(...args);\n`)
        .join(''),
    }));
  },
};

function commonOptions({ watch, version }) {
  return {
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
}

function bundles({ common, dist }) {
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
      entryPoints: { main: 'server/src/cli.ts' },
      outdir: join(dist, 'cli'),
      outExtension: { '.js': '.mjs' },
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

async function bundleOnce(bundle) {
  const { metafile } = await esbuild({ ...bundle, metafile: true });
  return Object.keys(metafile.outputs).map((file) => join(root, file));
}

/** Bundles one command and compiles it; answers with the name of its files. */
async function bundleQuick(common, dist, command, flags) {
  const { outputFiles } = await esbuild({
    ...common,
    entryPoints: ['server/src/cli.ts'],
    format: 'cjs',
    write: false,
    plugins: [...common.plugins, onlyCommand(command), lateBuiltins],
    supported: { 'dynamic-import': false },
    // Called as a function, as Node.js does with files: its variables stay its own.
    banner: { js: '(function(module,exports,require){' },
    footer: { js: '})' },
  });
  const [{ contents, hash }] = outputFiles;
  const name = `${command}-${hash.replace(/\W/g, '').slice(0, 8)}`;
  const folder = join(dist, 'cli', 'quick');
  const file = join(folder, `${name}.cjs`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, contents);
  await run(process.execPath, [join(root, 'scripts', 'compile.mjs'), file, dist, ...flags]);
  return name;
}

/** The bundles of the command line: `cli.js`, which starts; all commands; and each quick one. Leaves nothing else behind. */
async function bundleCommandLine(all, common, dist, watch) {
  const commands = watch ? [] : Object.entries(quickCommands);
  const names = await Promise.all(commands.map(([command, flags]) => bundleQuick(common, dist, command, flags)));
  const quick = Object.fromEntries(commands.map(([command, flags], index) => [command, { name: names[index], flags }]));
  const folder = join(dist, 'cli');
  const files = watch ? [] : await bundleOnce(all);
  await esbuild({
    ...common,
    entryPoints: ['server/src/cli/start.ts'],
    outfile: join(folder, 'cli.js'),
    format: 'cjs',
    define: { SIGMASMITH_QUICK: JSON.stringify(quick) },
  });
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  if (watch) return;
  const own = [
    'cli.js',
    'package.json',
    ...names.flatMap((name) => [`${name}.cjs`, `${name}.code`].map((file) => join('quick', file))),
  ];
  await keepOnly(folder, [...own, ...files.map((file) => relative(folder, file))]);
}

/**
 * @param {{ watch?: boolean, dist?: string, only?: string[] }} [options] `only` names bundles (client, server, cli)
 */
export async function build({ watch = false, dist = join(root, 'dist'), only } = {}) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await mkdir(dist, { recursive: true });
  const common = commonOptions({ watch, version });
  const chosen = Object.entries(bundles({ common, dist })).filter(([name]) => only?.includes(name) ?? true);
  await copyData(dist);
  if (!watch) {
    await Promise.all(
      chosen.map(([name, bundle]) =>
        name === 'cli' ? bundleCommandLine(bundle, common, dist, watch) : bundleOnce(bundle),
      ),
    );
    return;
  }
  for (const [name, bundle] of chosen) {
    if (name === 'cli') await bundleCommandLine(bundle, common, dist, watch);
    await (await context(bundle)).watch();
  }
  watchFolder(join(root, 'corpus'), { recursive: true }, () => void copyData(dist));
  console.error('build: watching');
}

// Names of bundles may follow: node scripts/build.mjs cli
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const only = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const options = { watch: process.argv.includes('--watch'), ...(only.length > 0 && { only }) };
  await build(options).catch((error) => {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  });
}
