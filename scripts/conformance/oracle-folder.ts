/** Oracle folders on disk: records in `<set>/<kind>.jsonl.gz`, rules in `corpora/<set>.jsonl.gz` or `<set>-rules.tar.gz`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { OracleFile } from './comparison.ts';

/** All files of records below a folder, in order of their paths. */
export function oracleFiles(folder: string): OracleFile[] {
  const root = resolve(folder);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const records = paths.filter((path) => /\.jsonl(\.gz)?$/.test(path) && !/(^|\/)corpora\//.test(path));
  return records.sort().map((path) => oracleFile(root, path));
}

export function oracleFile(root: string, path: string): OracleFile {
  const file = join(root, path);
  const set = basename(dirname(file));
  const isShort = !path.includes('/');
  return {
    path: isShort ? `${set}/${path}` : path,
    set,
    lines: () => linesOf(file),
    texts: () => textsOf(dirname(file), set),
  };
}

function linesOf(file: string): string[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

const known = new Map<string, ReadonlyMap<string, string>>();

/** The rules of a set: beside its folder, or one level further up. */
function textsOf(folder: string, set: string): ReadonlyMap<string, string> {
  const parents = [folder, dirname(folder), dirname(dirname(folder))];
  const places = parents.flatMap((parent) => [
    join(parent, 'corpora', `${set}.jsonl.gz`),
    join(parent, 'corpora', `${set}.jsonl`),
    join(parent, `${set}-rules.tar.gz`),
  ]);
  const place = places.find((candidate) => existsSync(candidate));
  if (place === undefined) throw new Error(`There are no rules for '${set}': none of ${places.join(', ')} exists.`);
  let texts = known.get(place);
  if (texts === undefined) {
    texts = place.endsWith('.tar.gz') ? readTar(gunzipSync(readFileSync(place))) : readCorpus(place);
    known.set(place, texts);
  }
  return texts;
}

function readCorpus(file: string): ReadonlyMap<string, string> {
  return new Map(
    linesOf(file).map((line) => {
      const { path, yaml } = JSON.parse(line) as { path: string; yaml: string };
      return [path, yaml];
    }),
  );
}

/** The regular files of a tar archive (ustar, with GNU's and PAX's long names). */
export function readTar(archive: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let longName: string | undefined;
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const field = (start: number, length: number) =>
      archive.toString('utf8', at + start, at + start + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12), 8) || 0;
    const content = archive.subarray(at + 512, at + 512 + size);
    const type = field(156, 1);
    if (type === 'L') longName = content.toString('utf8').replace(/\0.*$/s, '');
    else if (type === 'x') longName = /^\d+ path=(.*)$/m.exec(content.toString('utf8'))?.[1] ?? longName;
    else if (type !== 'g') {
      const prefix = field(345, 155);
      const name = longName ?? (prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`);
      if (type === '0' || type === '') files.set(name.replace(/^\.\//, ''), content.toString('utf8'));
      longName = undefined;
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
