import { describe, expect, it } from 'vitest';
import { fileName, fileUriToPath, normalizePath, pathKey, pathToFileUri } from './file-uri.ts';

describe('file URIs', () => {
  it.each([
    ['file:///home/me/a.yml', '/home/me/a.yml'],
    ['file:///c%3A/Users/me/a.yml', 'c:/Users/me/a.yml'],
    ['file:///C:/Users/me/a%20b.yml', 'c:/Users/me/a b.yml'],
    ['FILE:///D%3a/x.yml', 'd:/x.yml'],
    ['file://server/share/a.yml', '//server/share/a.yml'],
    ['file://localhost/etc/a.yml', '/etc/a.yml'],
    ['file:///tmp/100%25%23.yml', '/tmp/100%#.yml'],
    ['file:///tmp/a.yml?x=1#L3', '/tmp/a.yml'],
    ['file:///tmp/R%C3%A9gle.yml', '/tmp/Régle.yml'],
  ])('%s is the path %s', (uri, path) => expect(fileUriToPath(uri)).toBe(path));

  it.each(['untitled:Untitled-1', 'https://example.org/a.yml', 'file:///bad%ZZ.yml', ''])('%s is no file', (uri) =>
    expect(fileUriToPath(uri)).toBeUndefined(),
  );

  it.each([
    ['/home/me/a b#c.yml', 'file:///home/me/a%20b%23c.yml'],
    ['C:\\Users\\me\\a.yml', 'file:///c%3A/Users/me/a.yml'],
    ['\\\\server\\share\\a.yml', 'file://server/share/a.yml'],
  ])('%s has the URI %s, and back', (path, uri) => {
    expect(pathToFileUri(path)).toBe(uri);
    expect(fileUriToPath(uri)).toBe(normalizePath(path));
  });
});

describe('paths', () => {
  it('keeps backslashes of POSIX names and turns those of Windows', () => {
    expect(normalizePath('/tmp/a\\b.yml')).toBe('/tmp/a\\b.yml');
    expect(normalizePath('C:\\a\\b.yml')).toBe('c:/a/b.yml');
    expect(normalizePath('c:/a\\b.yml')).toBe('c:/a/b.yml');
  });

  it('compares without case where the file system does', () => {
    expect(pathKey('C:\\Rules\\A.yml', { ignoreCase: true })).toBe(pathKey('c:/rules/a.YML', { ignoreCase: true }));
    expect(pathKey('/Rules/A.yml', { ignoreCase: false })).not.toBe(pathKey('/rules/a.yml', { ignoreCase: false }));
    const [apart, joined] = ['/re\u0301gle.yml', '/r\u00e9gle.yml'];
    expect(pathKey(apart, { ignoreCase: true })).toBe(pathKey(joined, { ignoreCase: true }));
    expect(pathKey(apart, { ignoreCase: false })).not.toBe(pathKey(joined, { ignoreCase: false }));
  });

  it('names files', () => {
    expect(fileName('a/b/c.yml')).toBe('c.yml');
    expect(fileName('c.yml')).toBe('c.yml');
  });
});
