/**
 * Expectations from the real pySigma, in the layout that `scripts/conformance` reads:
 *
 *   node scripts/oracle/run.mjs pysigma --out OUT [--name SET] [--jobs PATTERN…] [--validate] [--unit KIND=FILE]… RULES…
 *
 * `--help` lists the options. Data that pySigma would download comes from `--data`, by default from the oracle data beside the
 * repository.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { oraclePython, root } from './python.mjs';

export async function run(args) {
  const shared = process.env.SIGMASMITH_SHARED ?? resolve(root, '..', 'shared');
  const data = join(shared, 'data', 'oracle', 'data');
  const known = args.includes('--data') || !existsSync(data) ? [] : ['--data', data];
  // The order of sets, which shows in some messages, must not change from run to run.
  const env = { ...process.env, PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' };
  const script = join(root, 'scripts', 'oracle', 'pysigma');
  const { status } = spawnSync(oraclePython(), [script, ...known, ...args], { stdio: 'inherit', env });
  return status ?? 1;
}
