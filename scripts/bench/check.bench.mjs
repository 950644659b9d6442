// Checks of all of SigmaHQ side by side with the real sigma-cli, and with rsigma where it is installed: whole processes, in turns.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../build.mjs';
import { oraclePython } from '../oracle/python.mjs';
import { compare } from './side-by-side.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const cli = join(root, 'dist/cli/cli.js');
const shared = process.env.SIGMASMITH_SHARED ?? join(root, '../shared');
const oracle = join(shared, 'data/oracle');
const corpus = join(oracle, 'sigmahq-rules.tar.gz');

/** Seconds of one whole process. */
function seconds(command, args) {
  const start = performance.now();
  const { status, error } = spawnSync(command, args, { stdio: 'ignore' });
  if (error || status === null || status > 1) throw error ?? new Error(`${command} ended with code ${status}`);
  return (performance.now() - start) / 1000;
}

const quickest = (count, work) => Math.min(...Array.from({ length: count }, work));
const has = (program) => !spawnSync(program, ['--version'], { stdio: 'ignore' }).error;

function sideBySide(folder, work) {
  const rows = [];
  const row = (name, value, unit, limit) => rows.push({ name, value, unit, ...(limit !== undefined && { limit }) });
  const cache = join(work, 'cache');
  const check = (...options) => seconds(process.execPath, [cli, 'check', '--json', ...options, folder]);
  const cold = quickest(5, () => check('--no-cache'));
  row('check SigmaHQ, cold', cold * 1000, 'ms');
  row(
    '  with the 80 validators of pySigma and SigmaHQ only',
    quickest(3, () => check('--no-cache', '--profile', 'pysigma')) * 1000,
    'ms',
  );
  row('  with every check', quickest(3, () => check('--no-cache', '--profile', 'strict')) * 1000, 'ms');
  row('  and filling the cache', check('--cache', cache) * 1000, 'ms');
  row('  warm', quickest(5, () => check('--cache', cache)) * 1000, 'ms', 500);
  const python = [
    oraclePython(),
    join(root, 'scripts/oracle/check.py'),
    join(oracle, 'data'),
    join(work, 'python'),
    folder,
  ];
  const mine = (...options) => [process.execPath, cli, 'check', '--json', '--no-cache', ...options, folder];
  rows.push(
    ...compare('beside sigma check, in turns: every check', mine('--profile', 'strict'), python, {
      turns: 3,
      limits: { share: 10 },
    }),
    ...compare('beside sigma check, in turns: by default', mine(), python, { turns: 3, limits: { share: 10 } }),
  );
  if (has('rsigma')) {
    const rust = quickest(3, () => seconds('rsigma', ['rule', 'lint', folder]));
    row('rsigma rule lint', rust * 1000, 'ms');
    row('  our time in times of its', cold / rust, '×');
    row('  warm', quickest(3, () => check('--cache', cache)) / rust, '×');
  }
  return rows;
}

export default async function bench() {
  if (!existsSync(corpus)) return [];
  await build({ only: ['cli'] });
  const work = mkdtempSync(join(tmpdir(), 'bench-check-'));
  try {
    const folder = join(work, 'rules');
    spawnSync('mkdir', [folder]);
    spawnSync('tar', ['xzf', corpus, '-C', folder]);
    return sideBySide(folder, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
