// Conversion side by side with the real sigma-cli, each a whole process, cold; and warm, as in the editor.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { importTypeScript, root } from '../import-typescript.mjs';
import { compare, measure, median, sigma } from './side-by-side.mjs';

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

function yamlFiles(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /^(?:rules|unsupported|deprecated).*\.yml$/.test(name)).sort();
}

const ours = (...args) => [process.execPath, cli, 'convert', '--pysigma-compat', '-s', ...args];
const theirs = (...args) => [sigma(), 'convert', '-s', ...args];

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
    const name = `SigmaHQ to ${pipeline} (${files.length} files)`;
    const limits = { share: 10, megabytes: 300 };
    rows.push(...compare(name, ours(...target, ...files), theirs(...target, ...files), { limits }));
  }
}

function compareSmallRule(folder, rows) {
  const file = join(folder, 'rule.yml');
  writeFileSync(file, smallRule);
  const target = ['-t', 'splunk', '-p', 'splunk_windows', file];
  const limits = { milliseconds: 100, share: 10 };
  const node = median(Array.from({ length: 15 }, () => measure([process.execPath, '-e', '0']).wall));
  rows.push(...compare('one small rule', ours(...target), theirs(...target), { turns: 3, each: 5, limits }));
  rows.push({ name: '  Node.js without a program', value: node * 1000, unit: 'ms' });
}

async function sixSiems(rows) {
  const { createConverter, openDataFiles } = await importTypeScript(`
export { openDataFiles } from './server/src/node/data-files.ts';
export { createConverter } from './server/src/services/convert.ts';
`);
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
