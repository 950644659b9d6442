import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { oraclePath } from './oracle.ts';
import { filesOfTar } from './tar.ts';

/** The rules of SigmaHQ by their path, from the archive of the oracle. */
export function sigmaHqRules(): Map<string, string> {
  return new Map([...sigmaHqFiles()].filter(([path]) => !path.startsWith('tests/')));
}

/** The same with the YAML files of SigmaHQ's tests. */
export function sigmaHqFiles(): Map<string, string> {
  const files = filesOfTar(gunzipSync(readFileSync(oraclePath('sigmahq-rules.tar.gz'))));
  return new Map([...files].filter(([name]) => name.endsWith('.yml')));
}
