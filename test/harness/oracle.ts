import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The folder with what the real pySigma answered, beside the repository or in `SIGMASMITH_SHARED`; it need not be there. */
const shared = process.env.SIGMASMITH_SHARED ?? resolve(import.meta.dirname, '../../../shared');

export function oraclePath(path: string): string {
  return resolve(shared, 'data/oracle', path);
}

export function hasOracle(path: string): boolean {
  return existsSync(oraclePath(path));
}

/** The lines of a `.jsonl.gz` file. */
export function oracleLines(path: string): string[] {
  return gunzipSync(readFileSync(oraclePath(path)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}
