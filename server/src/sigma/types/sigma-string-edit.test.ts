import { describe, expect, it } from 'vitest';
import { describeString } from '../../../../test/harness/modified.ts';
import { isFailure } from './sigma-failure.ts';
import { placeholderPart, plainPart, sigmaString, wildcardMulti } from './sigma-string.ts';
import {
  concatSigmaStrings,
  insertPlaceholders,
  mapLiterals,
  replacePlaceholders,
  replaceWithPlaceholder,
  sigmaStringToRegexText,
  sliceSigmaString,
  surround,
} from './sigma-string-edit.ts';

function slice(text: string, start: number, end?: number): string {
  const result = sliceSigmaString(sigmaString(text), start, end);
  return isFailure(result) ? result.errorClass : describeString(result);
}

describe('slicing', () => {
  it('counts wildcards as one character', () => {
    expect(slice('*abc*', 1)).toBe("'abc' *");
    expect(slice('*abc*', 1, -1)).toBe("'abc'");
    expect(slice('*abc*', 0, 2)).toBe("* 'a'");
    expect(slice('a*b', 2, 3)).toBe("'b'");
    expect(slice('😀b*', 1)).toBe("'b' *");
  });

  it('keeps literal wildcards literal', () => {
    expect(slice('a\\*b', 1, 2)).toBe("'*'");
  });

  it('is empty behind the end and fails where Python does', () => {
    expect(slice('abc', 3)).toBe('');
    expect(slice('abc', 2, 1)).toBe('');
    expect(slice('abc', 0, 4)).toBe('IndexError');
    expect(slice('abc', -4)).toBe('IndexError');
    expect(slice('abc', -2)).toBe("'bc'");
  });
});

describe('joining', () => {
  it('merges literal parts', () => {
    expect(describeString(concatSigmaStrings(sigmaString('a*b'), sigmaString('c')))).toBe("'a' * 'bc'");
    expect(describeString(surround(sigmaString('b'), [plainPart('a')], [wildcardMulti]))).toBe("'ab' *");
  });
});

describe('placeholders', () => {
  it('are put in for matches', () => {
    const value = replaceWithPlaceholder(sigmaString('a-b*-'), /-/g, 'dash');
    expect(describeString(value)).toBe("'a' %dash% 'b' * %dash%");
  });

  it('are replaced in all combinations', () => {
    const value = insertPlaceholders(sigmaString('%a%-%b%'));
    const offers = { a: [[plainPart('1')], [plainPart('2')]], b: [[plainPart('3')], [wildcardMulti]] };
    const results = replacePlaceholders(value, ({ name }) => offers[name as 'a' | 'b']);
    expect(results.map(describeString)).toEqual(["'1-3'", "'1-' *", "'2-3'", "'2-' *"]);
  });

  it('may stay', () => {
    const value = insertPlaceholders(sigmaString('%a%b'));
    expect(replacePlaceholders(value, (part) => [[part]]).map(describeString)).toEqual(["%a% 'b'"]);
    expect(replacePlaceholders(value, () => [])).toEqual([]);
  });

  it('leave a string without them alone', () => {
    const value = sigmaString('a');
    expect(replacePlaceholders(value, () => [])[0]).toBe(value);
  });
});

describe('mapping', () => {
  it('changes literal parts, or drops them', () => {
    expect(describeString(mapLiterals(sigmaString('a*b'), (text) => text.toUpperCase()))).toBe("'A' * 'B'");
    expect(describeString(mapLiterals(sigmaString('a*b'), (text) => (text === 'a' ? null : text)))).toBe("* 'b'");
  });
});

describe('conversion to a regular expression', () => {
  it('escapes what is special', () => {
    expect(sigmaStringToRegexText(sigmaString('a.b*c?\\*/'))).toBe('a\\.b.*c.\\*/');
    expect(sigmaStringToRegexText(sigmaString('a/'), '/')).toBe('a\\/');
    expect(sigmaStringToRegexText({ type: 'string', cased: false, parts: [placeholderPart('p')] })).toMatchObject({
      errorClass: 'SigmaPlaceholderError',
    });
  });
});
