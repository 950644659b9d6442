// The command line as a user feels it: whole processes, cold, of the built product.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../build.mjs';
import { compare, measure, median, sigma } from './side-by-side.mjs';

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

const ours = (...args) => [process.execPath, cli, ...args];
const theirs = (...args) => [sigma(), ...args];

export default async function bench() {
  await build({ only: ['cli'] });
  const folder = mkdtempSync(join(tmpdir(), 'bench-cli-'));
  const rows = [];
  try {
    const file = join(folder, 'rule.yml');
    writeFileSync(file, rule);
    const node = median(Array.from({ length: 15 }, () => measure([process.execPath, '-e', '0']).wall));
    rows.push({ name: 'Node.js without a program', value: node * 1000, unit: 'ms' });
    const limits = { milliseconds: 120 };
    rows.push(
      ...compare('check one small rule', ours('check', file), theirs('check', file), { turns: 3, each: 5, limits }),
    );
    if (existsSync(corpus)) {
      const rules = join(folder, 'rules');
      mkdirSync(rules);
      spawnSync('tar', ['xzf', corpus, '-C', rules]);
      const all = compare('check SigmaHQ (4,040 files)', ours('check', '--json', rules), theirs('check', rules), {
        limits: { milliseconds: 2560 },
      });
      const parse = median(Array.from({ length: 3 }, () => measure(ours('parse', rules)).wall));
      rows.push(...all, { name: 'parse SigmaHQ', value: parse * 1000, unit: 'ms' });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}
