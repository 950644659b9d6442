import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The documentation of a check that the build put among the data. */
export function readCheckDocs(dataFolder: string, id: string): string | undefined {
  if (!/^[\w-]+$/.test(id)) return undefined;
  try {
    return readFileSync(join(dataFolder, 'checks', `${id}.md`), 'utf8');
  } catch {
    return undefined;
  }
}
