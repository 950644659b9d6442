import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('encodes the UTF-8 of the text', () => {
  expect(modified('F|base64', 'foobar')).toBe("'Zm9vYmFy'");
  expect(modified('F|base64', 'ä')).toBe("'w6Q='");
  expect(modified('F|base64', '')).toBe('');
});

it('encodes an escaped wildcard with its backslash', () => {
  expect(modified('F|base64', 'foo\\*')).toBe("'Zm9vKg=='");
});

it('encodes at three offsets', () => {
  expect(modified('F|base64offset', 'foobar')).toBe("('Zm9vYmFy' or 'Zvb2Jhc' or 'mb29iYX')");
});

it('cuts at the number of characters, not bytes', () => {
  expect(modified('F|base64offset', 'täst')).toBe("('dMOkc3' or 'TDpHN0' or '0w6Rzd')");
});

it('nests expansions', () => {
  expect(modified('F|windash|base64', '-a')).toBe("('LWE=' or 'L2E=' or '4oCTYQ==' or '4oCUYQ==' or '4oCVYQ==')");
});

it('refuses wildcards and values that are no text', () => {
  const refused = 'SigmaValueError: Base64 encoding of strings with wildcards is not allowed';
  expect(modified('F|base64', 'foo*')).toBe(refused);
  expect(modified('F|base64offset', 'f?o')).toBe(refused);
  expect(modified('F|base64', true)).toBe(
    "SigmaTypeError: Modifier SigmaBase64Modifier incompatible to value type of 'True'",
  );
});

it('limits how long a value can become', () => {
  const key = `F${'|base64'.repeat(60)}`;
  expect(modified(key, 'foo')).toMatch(/^SigmaExpansionLimitError: The modifiers make a text of \d+ characters/);
});
