import { expect, it } from 'vitest';
import { encodeBase64, encodeUtf8, encodeUtf16, hasLoneSurrogate } from './text-encoding.ts';

it('encodes Base64', () => {
  for (const text of ['', 'a', 'ab', 'abc', 'abcd', 'ä€😀']) {
    expect(encodeBase64(encodeUtf8(text))).toBe(Buffer.from(text, 'utf8').toString('base64'));
  }
});

it('encodes UTF-16', () => {
  expect([...encodeUtf16('aĀ', 'le')]).toEqual([0x61, 0, 0, 1]);
  expect([...encodeUtf16('aĀ', 'be')]).toEqual([0, 0x61, 1, 0]);
});

it('sees halves of pairs', () => {
  expect(hasLoneSurrogate('a😀')).toBe(false);
  expect(hasLoneSurrogate('\ude00\ud83d')).toBe(true);
});
