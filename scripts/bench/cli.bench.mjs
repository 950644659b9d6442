// The command line as a user feels it: whole processes, cold, of the built product.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../build.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const cli = join(root, 'dist/cli/cli.js');
const shared = process.env.SIGMASMITH_SHARED ?? join(root, '../shared');
const corpus = join(shared, 'data/oracle/sigmahq-rules.tar.gz');

const rule = `title: Whoami
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\whoami.exe'
    condition: selection
`;

function median(count, work) {
  const times = Array.from({ length: count }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(count / 2)];
}

const run = (...argv) => spawnSync(process.execPath, argv, { stdio: ['ignore', 'ignore', 'ignore'] });

export default async function bench() {
  await build({ only: ['cli'] });
  const folder = mkdtempSync(join(tmpdir(), 'bench-cli-'));
  const rows = [];
  const row = (name, value, limit) => rows.push({ name, value, unit: 'ms', ...(limit ? { limit } : {}) });
  try {
    writeFileSync(join(folder, 'rule.yml'), rule);
    row(
      'node alone',
      median(15, () => run('-e', '0')),
    );
    row(
      'check one small rule',
      median(15, () => run(cli, 'check', join(folder, 'rule.yml'))),
      120,
    );
    if (existsSync(corpus)) {
      spawnSync('tar', ['xzf', corpus, '-C', folder]);
      row(
        'check SigmaHQ (4,040 files)',
        median(5, () => run(cli, 'check', '--json', folder)),
        2560,
      );
      row(
        'parse SigmaHQ',
        median(3, () => run(cli, 'parse', folder)),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}
