import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { oraclePath } from './oracle.ts';

/** The rules of SigmaHQ by their path, from the archive of the oracle. */
export function sigmaHqRules(): Map<string, string> {
  return new Map([...sigmaHqFiles()].filter(([path]) => !path.startsWith('tests/')));
}

/** The same with the YAML files of SigmaHQ's tests. */
export function sigmaHqFiles(): Map<string, string> {
  const archive = gunzipSync(readFileSync(oraclePath('sigmahq-rules.tar.gz')));
  const rules = new Map<string, string>();
  let longName: string | undefined;
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + 512);
    const text = (start: number, length: number) =>
      header.toString('utf8', start, start + length).split('\0')[0] as string;
    const size = Number.parseInt(text(124, 12), 8) || 0;
    const content = archive.subarray(at + 512, at + 512 + size);
    const type = text(156, 1);
    const prefix = text(257, 5) === 'ustar' ? text(345, 155) : '';
    const name = longName ?? (prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`);
    longName = type === 'L' ? (content.toString('utf8').split('\0')[0] as string) : undefined;
    if ((type === '0' || type === '') && name.endsWith('.yml')) rules.set(name, content.toString('utf8'));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return rules;
}
