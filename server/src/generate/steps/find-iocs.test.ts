import { describe, expect, it } from 'vitest';
import { findIocs } from './find-iocs.ts';
import { readReport } from './read-report.ts';

const found = (text: string) => findIocs(readReport(text)).map(({ type, value }) => `${type} ${value}`);

describe('findIocs', () => {
  it.each([
    ['from 185.220.101[.]4 came', ['ipv4 185.220.101.4']],
    ['to evil-cdn[.]com', ['domain evil-cdn.com']],
    ['hxxps://evil-cdn[.]com/a.ps1', ['domain evil-cdn.com', 'url https://evil-cdn.com/a.ps1']],
    ['hash 0a1b2c3d4e5f60718293a4b5c6d7e8f9', ['md5 0a1b2c3d4e5f60718293a4b5c6d7e8f9']],
    ['the empty file d41d8cd98f00b204e9800998ecf8427e', []],
    ['C2 at böse-domäne[.]de', []],
    ['exploits CVE-2021-44228', ['cve CVE-2021-44228']],
  ])('%s', (text, expected) => {
    expect(found(text).sort()).toEqual([...expected].sort());
  });

  it.each([
    [
      'private and reserved addresses',
      'from 10.1.2.3, 192.168.1.1, 127.0.0.1, 169.254.169.254, 0.0.0.0, 224.0.0.1 and ::1',
    ],
    ['versions', 'Chrome/114.0.5735.199 and version 10.0.19041.1 of it'],
    ['names of files', 'It dropped setup.exe, payload.dll, run.ps1, readme.md and C:\\Windows\\Temp\\s.hiv there.'],
    [
      'publishers and platforms',
      'See https://learn.microsoft.com/x and https://github.com/a/b and docs.aws.amazon.com.',
    ],
    ['hashes of nothing', 'hash 00000000000000000000000000000000'],
    ['times', 'at 12:30:45 and 3::'],
  ])('%s are no indicators', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('leaves out the domain of the publisher, which its pictures give away', () => {
    const text = 'Figure 1: https://blog.vendorlab.io/img/a.png. Read more at vendorlab.io. C2 was bad-host[.]net.';
    expect(found(text)).toEqual(['domain bad-host.net']);
  });

  it('has a place only for what is spelled out', () => {
    const text = 'first 185.220.101[.]4 then 45.155.205.19';
    const [defanged, plain] = findIocs(readReport(text));
    expect(defanged?.span).toBeUndefined();
    expect(text.slice(plain?.span?.start, plain?.span?.end)).toBe('45.155.205.19');
  });
});
