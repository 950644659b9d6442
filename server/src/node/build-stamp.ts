import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from './check-cache.ts';

/** Changes whenever the program or its data do. */
export function buildStamp(program: string, dataFolder: string): string {
  const names = (readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }) as string[]).sort();
  const parts = names.map((name) => {
    const { size, mtimeMs } = statSync(join(dataFolder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return contentHash([readFileSync(program, 'utf8'), ...parts].join('\n'));
}
