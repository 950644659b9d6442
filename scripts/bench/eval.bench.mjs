// Evaluation as a user feels it: the whole process, rules loaded, matches to nowhere. With the oracle's data SigmaHQ's rules, else the gold rules.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../build.mjs';
import { writeEvents } from './events.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const shared = process.env.SIGMASMITH_SHARED ?? join(root, '../shared');
const corpus = join(shared, 'data/oracle/sigmahq-rules.tar.gz');
const recorded = join(shared, 'data/eval');

const usage = `process.on('exit', () => require('node:fs').writeSync(3, JSON.stringify(process.resourceUsage())));\n`;

/** Seconds, processor seconds and most memory of one run. */
function evaluate(cli, folder, rules, events) {
  const preload = join(folder, 'usage.cjs');
  writeFileSync(preload, usage);
  const out = openSync(join(folder, 'out'), 'w');
  const began = performance.now();
  const run = spawnSync(process.execPath, ['-r', preload, cli, 'eval', '--json', '--rules', rules, events], {
    stdio: ['ignore', 'ignore', 'ignore', out],
  });
  closeSync(out);
  if (run.status !== 0 && run.status !== 3) throw new Error(`eval ended with ${run.status ?? run.signal}`);
  const { maxRSS, userCPUTime } = JSON.parse(readFileSync(join(folder, 'out'), 'utf8'));
  return { seconds: (performance.now() - began) / 1000, megabytes: maxRSS / 1024, user: userCPUTime / 1e6 };
}

/** How the number of matches of each rule compares with another implementation's, on its events. */
function compareMatches(cli, folder, rules) {
  const generator = join(recorded, 'gen_events.py');
  const expectedFile = join(recorded, 'rsigma-matches.json');
  if (!existsSync(expectedFile)) return;
  const made = spawnSync('python3', [generator], { cwd: folder });
  if (made.status !== 0) return;
  const { stdout } = spawnSync(
    process.execPath,
    [cli, 'eval', '--json', '--rules', rules, join(folder, 'events.ndjson')],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    },
  );
  const counts = new Map();
  for (const line of stdout.split('\n').filter(Boolean)) {
    const { rule } = JSON.parse(line);
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const expected = new Map(JSON.parse(readFileSync(expectedFile, 'utf8')).map(({ rule, matches }) => [rule, matches]));
  const different = [...new Set([...counts.keys(), ...expected.keys()])].filter(
    (rule) => counts.get(rule) !== expected.get(rule),
  );
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `  ${total} matches of ${counts.size} rules; ${different.length} rules differ from rsigma's ${different.join(' ')}`,
  );
}

export default async function bench() {
  await build({ only: ['cli'] });
  const cli = join(root, 'dist/cli/cli.js');
  const folder = mkdtempSync(join(tmpdir(), 'bench-eval-'));
  try {
    const hasCorpus = existsSync(corpus);
    if (hasCorpus) spawnSync('tar', ['xzf', corpus, '-C', folder]);
    const rules = hasCorpus ? join(folder, 'rules/windows/process_creation') : join(root, 'corpus/gold/windows-sysmon');
    const name = hasCorpus ? 'SigmaHQ process_creation' : 'gold rules';
    const files = [100_000, 1_000_000].map((count) => join(folder, `${count}.ndjson`));
    writeEvents(files[0], 100_000);
    writeEvents(files[1], 1_000_000);
    if (hasCorpus) compareMatches(cli, folder, rules);
    const [small, large] = files.map((file) => evaluate(cli, folder, rules, file));
    return [
      { name: `${name}, time for each of 100,000 events`, value: small.seconds * 10, unit: 'µs', limit: 50 },
      { name: 'events a second', value: 100_000 / small.seconds, unit: '' },
      { name: 'processor time', value: small.user, unit: 's' },
      { name: 'events a second of 1,000,000', value: 1_000_000 / large.seconds, unit: '' },
      { name: 'most memory with 100,000 events', value: small.megabytes, unit: 'MB' },
      { name: 'most memory with 1,000,000', value: large.megabytes, unit: 'MB', limit: small.megabytes * 1.2 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
