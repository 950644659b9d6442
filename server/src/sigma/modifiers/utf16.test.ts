import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('writes two bytes for each character', () => {
  expect(modified('F|wide', 'ab')).toBe("'a\0b\0'");
  expect(modified('F|utf16be', 'ab')).toBe("'\0a\0b'");
  expect(modified('F|utf16', 'ab')).toBe("'\ufeff' 'a\0b\0'");
});

it('knows utf16le, which pySigma does not', () => {
  expect(modified('F|utf16le', 'ab')).toBe(modified('F|wide', 'ab'));
});

it('leaves wildcards alone', () => {
  expect(modified('F|wide', 'a*b')).toBe("'a\0' * 'b\0'");
  expect(modified('F|wide', '')).toBe('');
});

it('takes what happens to be UTF-8', () => {
  expect(modified('F|wide', '慡')).toBe("'aa'");
});

it('refuses other characters', () => {
  expect(modified('F|wide', 'ä')).toBe(
    "SigmaValueError: Wide modifier only allowed for ascii strings, input string 'ä' isn't one",
  );
  expect(modified('F|utf16be', 'ä')).toBe(
    "SigmaValueError: UTF-16BE modifier only allowed for valid Unicode strings, input string 'ä' isn't one",
  );
  expect(modified('F|utf16', 'ä')).toBe(
    "SigmaValueError: UTF-16 modifier only allowed for valid Unicode strings, input string 'ä' isn't one",
  );
  expect(modified('F|wide', '\ud800')).toMatch(/^UnicodeEncodeError/);
});

it('is what Base64 encodes', () => {
  expect(modified('F|wide|base64', 'foobar')).toBe("'ZgBvAG8AYgBhAHIA'");
  expect(modified('F|utf16|base64', 'foobar')).toBe("'//5mAG8AbwBiAGEAcgA='");
});
