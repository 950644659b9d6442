import { describe, expect, it } from 'vitest';
import { describeString } from '../../../../test/harness/modified.ts';
import {
  codePointLength,
  containsPlaceholder,
  containsSpecial,
  endsWithText,
  endsWithWildcard,
  equalSigmaStrings,
  sigmaString,
  sigmaStringLength,
  sigmaStringLiteral,
  sigmaStringToPlain,
  sigmaStringToPlainRegex,
  sigmaStringUnescaped,
  startsWithText,
  startsWithWildcard,
} from './sigma-string.ts';
import { insertPlaceholders } from './sigma-string-edit.ts';

const parsed = (text: string) => describeString(sigmaString(text));

describe('parsing', () => {
  it('finds wildcards', () => {
    expect(parsed('')).toBe('');
    expect(parsed('abc')).toBe("'abc'");
    expect(parsed('*a?b*')).toBe("* 'a' ? 'b' *");
    expect(parsed('**')).toBe('* *');
  });

  it('reads a backslash before a wildcard or backslash as an escape', () => {
    expect(parsed('\\*')).toBe("'*'");
    expect(parsed('a\\?b')).toBe("'a?b'");
    expect(parsed('\\\\*')).toBe("'\\' *");
    expect(parsed('\\\\\\*')).toBe("'\\*'");
    expect(parsed('C:\\Windows\\*')).toBe("'C:\\Windows*'");
    expect(parsed('C:\\Windows\\\\*')).toBe("'C:\\Windows\\' *");
  });

  it('keeps other backslashes', () => {
    expect(parsed('\\a\\')).toBe("'\\a\\'");
    expect(parsed('a\\\\b')).toBe("'a\\b'");
  });

  it('can leave escapes or everything alone', () => {
    expect(describeString(sigmaStringUnescaped('a\\*b\\\\'))).toBe("'a\\' * 'b\\\\'");
    expect(describeString(sigmaStringLiteral('a*'))).toBe("'a*'");
    expect(sigmaStringLiteral('').parts).toHaveLength(1);
  });
});

describe('printing', () => {
  it('escapes literal wildcards and nothing else', () => {
    expect(sigmaStringToPlain(sigmaString('a\\*b*c\\\\d'))).toBe('a\\*b*c\\d');
    expect(sigmaStringToPlainRegex(sigmaString('a\\*b*'))).toBe('a*b*');
    expect(sigmaStringToPlain(insertPlaceholders(sigmaString('a%b%')))).toBe('a%b%');
  });
});

describe('asking', () => {
  it('counts code points; wildcards are one', () => {
    expect(sigmaStringLength(sigmaString('a*😀'))).toBe(3);
    expect(codePointLength('😀\ud83d')).toBe(2);
  });

  it('looks at both ends', () => {
    expect(startsWithWildcard(sigmaString('*a'))).toBe(true);
    expect(startsWithWildcard(sigmaString('?a'))).toBe(false);
    expect(startsWithWildcard(sigmaString('?a'), '?')).toBe(true);
    expect(endsWithWildcard(sigmaString('a\\*'))).toBe(false);
    expect(startsWithText(sigmaString('ab*'), 'a')).toBe(true);
    expect(startsWithText(sigmaString('*ab'), 'a')).toBe(false);
    expect(endsWithText(sigmaString('*ab'), 'b')).toBe(true);
    expect(startsWithText(sigmaString(''), '')).toBe(false);
  });

  it('finds wildcards and placeholders', () => {
    expect(containsSpecial(sigmaString('a\\*'))).toBe(false);
    expect(containsSpecial(sigmaString('a*'))).toBe(true);
    const value = insertPlaceholders(sigmaString('%a%-%b%'));
    expect(containsPlaceholder(value)).toBe(true);
    expect(containsPlaceholder(value, { include: ['c'] })).toBe(false);
    expect(containsPlaceholder(value, { exclude: ['a'] })).toBe(true);
    expect(containsPlaceholder(value, { exclude: ['a', 'b'] })).toBe(false);
  });

  it('compares part by part', () => {
    expect(equalSigmaStrings(sigmaString('a*b'), sigmaString('a*b'))).toBe(true);
    expect(equalSigmaStrings(sigmaString('a*'), sigmaString('a\\*'))).toBe(false);
    expect(equalSigmaStrings(sigmaString('*'), sigmaString('?'))).toBe(false);
  });
});
