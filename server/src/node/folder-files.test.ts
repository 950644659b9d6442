import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolderFiles } from './folder-files.ts';

const canLink = process.platform !== 'win32';
const at = { folder: '' };
const path = (name: string) => join(at.folder, name);

beforeEach(() => {
  at.folder = mkdtempSync(join(tmpdir(), 'folder-files-'));
  mkdirSync(path('rules/sub'), { recursive: true });
  writeFileSync(path('rules/a.yml'), 'rule');
  writeFileSync(path('rules/sub/b.yaml'), 'rule');
});
afterEach(() => rmSync(at.folder, { recursive: true, force: true }));

describe('openFolderFiles', () => {
  it('lists rules without what lies among the queries', () => {
    mkdirSync(path('rules/queries'));
    writeFileSync(path('rules/queries/a.yml'), 'query');
    expect(openFolderFiles(path('rules'), path('rules/queries')).list().files).toEqual(['a.yml', 'sub/b.yaml']);
    expect(openFolderFiles(path('rules'), path('rules')).list().files).toContain('queries/a.yml');
  });

  it('writes whole files and nothing else, over older ones', () => {
    const files = openFolderFiles(path('rules'), path('new/queries'));
    files.write('x/a.spl', 'one');
    files.write('x/a.spl', 'two');
    expect(readdirSync(path('new/queries/x'))).toEqual(['a.spl']);
    expect(readFileSync(path('new/queries/x/a.spl'), 'utf8')).toBe('two');
  });

  it.each(['../a.spl', '../queries2/a.spl', '/etc/a.spl'])('refuses %s', (place) => {
    const files = openFolderFiles(path('rules'), path('queries'));
    expect(() => files.write(place, 'x')).toThrow('outside the chosen folder');
  });

  it('leaves rules alone', () => {
    const files = openFolderFiles(path('rules'), path('rules'));
    files.list();
    expect(() => files.write('a.yml', 'query')).toThrow('is a rule');
    expect(readFileSync(path('rules/a.yml'), 'utf8')).toBe('rule');
  });

  it('says why a file cannot be written, and leaves nothing behind', () => {
    const files = openFolderFiles(path('rules'), path('queries'));
    mkdirSync(path('queries/a.spl'), { recursive: true });
    expect(() => files.write('a.spl', 'x')).toThrow('is a folder');
    writeFileSync(path('queries/file'), '');
    expect(() => files.write('file/b.spl', 'x')).toThrow('cannot be written');
    expect(readdirSync(path('queries')).sort()).toEqual(['a.spl', 'file']);
  });

  it.runIf(canLink)('follows no link out of the folder', () => {
    mkdirSync(path('elsewhere'));
    writeFileSync(path('elsewhere/kept'), 'kept');
    mkdirSync(path('queries'));
    symlinkSync(path('elsewhere'), path('queries/sub'));
    symlinkSync(path('elsewhere/kept'), path('queries/a.spl'));
    const files = openFolderFiles(path('rules'), path('queries'));
    expect(() => files.write('sub/deep/a.spl', 'x')).toThrow('outside the chosen folder');
    files.write('a.spl', 'x');
    expect(readdirSync(path('elsewhere'))).toEqual(['kept']);
    expect(readFileSync(path('elsewhere/kept'), 'utf8')).toBe('kept');
    expect(existsSync(path('queries/a.spl'))).toBe(true);
  });
});
