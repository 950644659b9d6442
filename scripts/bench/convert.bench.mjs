// Conversion side by side with the real sigma-cli, each a whole process, cold; and warm, as in the editor.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';
import { build } from '../build.mjs';
import { oraclePython } from '../oracle/python.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const cli = join(root, 'dist/cli/cli.js');
const shared = process.env.SIGMASMITH_SHARED ?? join(root, '../shared');
const corpus = join(shared, 'data/oracle/sigmahq-rules.tar.gz');

const smallRule = `title: Whoami
status: test
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\whoami.exe'
        CommandLine|contains|all:
            - '/priv'
            - '/all'
    filter:
        User: SYSTEM
    condition: selection and not filter
level: low
`;

/** Seconds on the clock, seconds of processor time and peak megabytes of one process. */
function measure(command, args) {
  const script = `import os, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
wall = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, code)`;
  const { stdout, stderr } = spawnSync(oraclePython(), ['-c', script, command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  const [wall, cpu, megabytes, code] = stdout.trim().split(' ').map(Number);
  if (wall === undefined || Number.isNaN(wall)) throw new Error(`${command} could not be measured: ${stderr}`);
  return { wall, cpu, megabytes, code };
}

/** The quickest of some runs: what the machine does besides only adds time. */
function quickest(count, work) {
  const runs = Array.from({ length: count }, work);
  return {
    wall: Math.min(...runs.map(({ wall }) => wall)),
    cpu: Math.min(...runs.map(({ cpu }) => cpu)),
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
  };
}

function yamlFiles(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /^(?:rules|unsupported|deprecated).*\.yml$/.test(name)).sort();
}

const sigma = () => join(dirname(oraclePython()), 'sigma');
const ours = (...args) => measure(process.execPath, [cli, 'convert', '--pysigma-compat', '-s', ...args]);
const theirs = (...args) => measure(sigma(), ['convert', '-s', ...args]);

/** sigma-cli ends at the first rule with a feature that its backend lacks, also with -s: these are left out for both. */
function finishable(folder, files, target) {
  const { stdout } = spawnSync(process.execPath, [cli, 'convert', '--pysigma-compat', '--json', ...target, folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const records = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const ending = new Set(
    records.filter((record) => record.error_class === 'NotImplementedError').map(({ path }) => path),
  );
  return files.filter((file) => !ending.has(file));
}

function compareCorpus(folder, rows) {
  const all = yamlFiles(folder);
  const targets = [
    ['splunk', 'splunk_windows'],
    ['lucene', 'ecs_windows'],
    ['kusto', 'microsoft_xdr'],
  ];
  for (const [backend, pipeline] of targets) {
    const target = ['-t', backend, '-p', pipeline];
    const files = (backend === 'kusto' ? finishable(folder, all, target) : all).map((file) => join(folder, file));
    const mine = quickest(3, () => ours(...target, ...files));
    const their = quickest(1, () => theirs(...target, ...files));
    const name = `SigmaHQ to ${pipeline} (${files.length} files)`;
    rows.push({ name, value: mine.wall * 1000, unit: 'ms' });
    rows.push({ name: '  sigma-cli', value: their.wall * 1000, unit: 'ms' });
    rows.push({ name: '  share of its time', value: (100 * mine.wall) / their.wall, unit: '%', limit: 10 });
    rows.push({ name: '  share of its processor time', value: (100 * mine.cpu) / their.cpu, unit: '%' });
    rows.push({ name: '  memory', value: mine.megabytes, unit: 'MB', limit: 300 });
  }
}

function compareSmallRule(folder, rows) {
  const file = join(folder, 'rule.yml');
  writeFileSync(file, smallRule);
  const target = ['-t', 'splunk', '-p', 'splunk_windows', file];
  const mine = quickest(15, () => ours(...target));
  const their = quickest(3, () => theirs(...target));
  rows.push({ name: 'one small rule', value: mine.wall * 1000, unit: 'ms', limit: 100 });
  rows.push({ name: '  sigma-cli', value: their.wall * 1000, unit: 'ms' });
  rows.push({ name: '  share of its time', value: (100 * mine.wall) / their.wall, unit: '%', limit: 10 });
}

async function sixSiems(rows) {
  const folder = join(root, '.cache', 'bench');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'convert.mjs');
  const contents = `export { convertForSiem, siems } from './server/src/convert/siems.ts';
export { parseSigma } from './server/src/sigma/parse-sigma.ts';
export { openDataFiles } from './server/src/node/data-files.ts';
export { createConverter } from './server/src/services/convert.ts';
`;
  await bundle({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const { createConverter, openDataFiles } = await import(pathToFileURL(outfile).href);
  const data = openDataFiles(join(root, 'corpus'));
  const targets = [
    { target: 'splunk', pipelines: [{ name: 'splunk_windows' }] },
    { target: 'kusto', pipelines: [{ name: 'microsoft_xdr' }] },
    { target: 'lucene', pipelines: [{ name: 'ecs_windows' }] },
    { target: 'secops', pipelines: [{ name: 'secops_udm' }] },
    { target: 'opensearch_lucene', pipelines: [{ name: 'ecs_windows' }] },
    { target: 'secops', format: 'yara_l', pipelines: [{ name: 'secops_udm' }] },
  ];
  const converters = targets.map((request) => {
    const made = createConverter(request, data);
    if ('trouble' in made) throw new Error(made.trouble.message);
    return made.converter;
  });
  const times = Array.from({ length: 300 }, () => {
    const start = performance.now();
    for (const converter of converters) converter.convert('rule.yml', smallRule);
    return performance.now() - start;
  });
  const last = times.slice(100).sort((a, b) => a - b);
  rows.push({ name: 'one rule to six SIEMs, warm', value: last[Math.floor(last.length / 2)], unit: 'ms', limit: 5 });
  rows.push({ name: '  the slowest of 200', value: last.at(-1), unit: 'ms' });
}

export default async function bench() {
  await build({ only: ['cli'] });
  const folder = mkdtempSync(join(tmpdir(), 'bench-convert-'));
  const rows = [];
  try {
    await sixSiems(rows);
    compareSmallRule(folder, rows);
    if (existsSync(corpus)) {
      const rules = join(folder, 'rules');
      mkdirSync(rules);
      spawnSync('tar', ['xzf', corpus, '-C', rules]);
      compareCorpus(rules, rows);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}
