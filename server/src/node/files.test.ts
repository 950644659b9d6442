import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFiles } from './data-files.ts';
import { findYamlFiles } from './find-files.ts';
import { decodeText, readText } from './read-text.ts';

const canLink = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;
const at = { folder: '' };
const write = (path: string, text = '') => {
  mkdirSync(join(at.folder, path, '..'), { recursive: true });
  writeFileSync(join(at.folder, path), text);
};

beforeEach(() => {
  at.folder = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => rmSync(at.folder, { recursive: true, force: true }));

describe('findYamlFiles', () => {
  it('finds both extensions at any depth, sorted by code unit, and leaves out .git and node_modules', () => {
    for (const path of [
      'b/a.yml',
      'b-a.yml',
      'B.yaml',
      'a.txt',
      '.git/x.yml',
      'node_modules/p/x.yml',
      '.github/w.yml',
      'é.yml',
    ])
      write(path);
    expect(findYamlFiles(at.folder)).toEqual({
      files: ['.github/w.yml', 'B.yaml', 'b-a.yml', 'b/a.yml', 'é.yml'],
      troubles: [],
    });
  });

  it.runIf(canLink)('follows links, enters each folder once, under its real name, and survives circles', () => {
    write('real/x.yml');
    symlinkSync(at.folder, join(at.folder, 'real/up'));
    symlinkSync(join(at.folder, 'real'), join(at.folder, 'a-link'));
    symlinkSync(join(at.folder, 'real/x.yml'), join(at.folder, 'y.yml'));
    expect(findYamlFiles(at.folder)).toEqual({ files: ['real/x.yml', 'y.yml'], troubles: [] });
  });

  it.runIf(canLink)('tells of broken links to rules', () => {
    symlinkSync(join(at.folder, 'nowhere'), join(at.folder, 'a.yml'));
    symlinkSync(join(at.folder, 'nowhere'), join(at.folder, 'other'));
    expect(findYamlFiles(at.folder)).toEqual({
      files: [],
      troubles: [{ path: 'a.yml', message: 'there is no such file or folder' }],
    });
  });

  it.runIf(canLink && !isRoot)('tells of folders without permission and goes on', () => {
    write('a/x.yml');
    write('b/y.yml');
    chmodSync(join(at.folder, 'a'), 0);
    expect(findYamlFiles(at.folder)).toEqual({
      files: ['b/y.yml'],
      troubles: [{ path: 'a', message: 'permission denied' }],
    });
    chmodSync(join(at.folder, 'a'), 0o700);
  });
});

describe('openDataFiles', () => {
  it('reads and lists', () => {
    write('t/b.json', '{}');
    write('t/a.json', '[]');
    const data = openDataFiles(at.folder);
    expect(data.read('t/b.json')).toBe('{}');
    expect(data.list('t')).toEqual(['a.json', 'b.json']);
    expect(data.list('none')).toEqual([]);
    expect(() => data.read('none')).toThrow(/cannot be read: there is no such file/);
  });
});

describe('readText', () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
  const messageOf = (content: Uint8Array) => {
    const read = decodeText(content);
    return read.kind === 'problem'
      ? `${read.code} ${read.position.line}:${read.position.character} ${read.message}`
      : read;
  };

  it('takes UTF-8, with or without byte order mark', () => {
    expect(decodeText(bytes('title: Ä😀\r\n'))).toEqual({ kind: 'text', text: 'title: Ä😀\r\n' });
    expect(decodeText(bytes([0xef, 0xbb, 0xbf], 'a: 1'))).toEqual({ kind: 'text', text: 'a: 1' });
    expect(decodeText(bytes())).toEqual({ kind: 'text', text: '' });
  });

  it('tells of other encodings, at the first byte that gives them away', () => {
    expect(messageOf(bytes('title: x\nauthor: M', [0xfc], 'ller\n'))).toMatch(
      /^unicode-decode-error 1:9 The byte FC here is no UTF-8; perhaps the file is in Latin-1/,
    );
    expect(messageOf(Buffer.from('\ufefftitle: x\n', 'utf16le'))).toMatch(/^unicode-decode-error 0:0 .* in UTF-16/);
    expect(messageOf(Buffer.from('title: x\n', 'utf16le'))).toMatch(/in UTF-16/);
    expect(messageOf(bytes([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 3, 0]))).toMatch(/binary/);
  });

  it('reads no file that is far too large', () => {
    const path = join(at.folder, 'big.yml');
    writeFileSync(path, Buffer.alloc(50_000_000, 0x61));
    expect(readText(path)).toMatchObject({
      kind: 'problem',
      code: 'yaml-limit',
      message: expect.stringContaining('50 MB'),
    });
  });

  it('tells why a file cannot be read', () => {
    expect(readText(join(at.folder, 'none.yml'))).toEqual({
      kind: 'trouble',
      message: 'there is no such file or folder',
      isMissing: true,
    });
    expect(readText(at.folder)).toEqual({ kind: 'trouble', message: 'it is a folder' });
  });
});
