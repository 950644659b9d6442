import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'make-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('makeFolder', () => {
  it('makes what is missing, and says so', () => {
    const folder = join(root, 'a/b/c');
    expect([makeFolder(folder), makeFolder(folder)]).toEqual([true, false]);
    expect(statSync(folder).isDirectory()).toBe(true);
    expect(makeFolder('/')).toBe(false);
  });

  it('fails where something else has the name', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => makeFolder(join(root, 'file'))).toThrow(/EEXIST/);
    expect(() => makeFolder(join(root, 'file/below'))).toThrow(/ENOTDIR|EEXIST/);
  });

  it.runIf(process.platform === 'linux')('ends in file systems that refuse it', () => {
    expect(() => makeFolder('/proc/x/y')).toThrow(/ENOENT/);
  });
});
