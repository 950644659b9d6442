import { describe, expect, it } from 'vitest';
import { decodeText } from './decode.ts';

const utf8 = new TextEncoder();

function utf16(text: string, order: 'little' | 'big'): Uint8Array {
  const bytes = [...`\ufeff${text}`].flatMap((c) => {
    const code = c.charCodeAt(0);
    return order === 'big' ? [code >> 8, code & 255] : [code & 255, code >> 8];
  });
  return Uint8Array.from(bytes);
}

describe('bytes that are text', () => {
  it.each(['', 'a: b\n', 'ä: €😀', `${'😀'.repeat(20_000)}`])('UTF-8 %#', (text) => {
    expect(decodeText(utf8.encode(text))).toEqual({ text });
    expect(decodeText(utf8.encode(`\ufeff${text}`))).toEqual({ text });
  });

  it('UTF-16 with a byte order mark', () => {
    expect(decodeText(utf16('a: ä', 'little'))).toEqual({ text: 'a: ä' });
    expect(decodeText(utf16('a: ä', 'big'))).toEqual({ text: 'a: ä' });
  });

  it('by a decoder that the platform has', () => {
    expect(decodeText(utf8.encode('x'), () => '\ufeffy')).toEqual({ text: 'y' });
    expect(decodeText(utf8.encode('x'), () => undefined)).toEqual({ text: 'x' });
  });
});

describe('bytes that are none', () => {
  it.each([
    ['Latin-1', [0x61, 0xe4, 0x62], 'not UTF-8: byte 0xe4 at position 1'],
    ['a surrogate', [0xed, 0xa0, 0x80], 'not UTF-8'],
    ['an overlong form', [0xc0, 0x80], 'not UTF-8'],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 'not UTF-8'],
    ['a cut character', [0x61, 0xe2, 0x82], 'not UTF-8'],
    ['NUL', [0x61, 0], 'not text'],
    ['an odd UTF-16', [0xff, 0xfe, 0x61], 'UTF-16'],
    ['a lone surrogate', [0xff, 0xfe, 0x00, 0xd8], 'UTF-16'],
  ])('%s', (_name, bytes, message) => {
    const decoded = decodeText(Uint8Array.from(bytes));
    expect(decoded).toMatchObject({ problem: { code: 'reader-error', severity: 'error' } });
    expect('problem' in decoded && decoded.problem.message).toContain(message);
  });

  it('too many', () => {
    expect(decodeText(new Uint8Array(70_000_000))).toMatchObject({ problem: { code: 'yaml-limit' } });
  });
});
