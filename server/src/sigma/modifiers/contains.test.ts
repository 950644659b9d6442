import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('puts wildcards where none are', () => {
  expect(modified('F|contains', 'foo')).toBe("* 'foo' *");
  expect(modified('F|startswith', 'foo')).toBe("'foo' *");
  expect(modified('F|endswith', 'foo')).toBe("* 'foo'");
  expect(modified('F|contains', '*foo*')).toBe("* 'foo' *");
  expect(modified('F|contains', '?foo')).toBe("* ? 'foo' *");
});

it('takes an escaped star for a character', () => {
  expect(modified('F|contains', 'foo\\*')).toBe("* 'foo*' *");
  expect(modified('F|contains', 'foo\\\\*')).toBe("* 'foo\\' *");
});

it('makes one wildcard of an empty string', () => {
  expect(modified('F|contains', '')).toBe('*');
  expect(modified('F|startswith', '')).toBe('*');
  expect(modified('F|contains', '*')).toBe('*');
});

it('keeps strings cased', () => {
  expect(modified('F|cased|contains', 'Foo')).toBe("cased * 'Foo' *");
});

it('opens regular expressions unless they are anchored or open', () => {
  expect(modified('F|re|contains', 'a.b')).toBe('/.*a.b.*/');
  expect(modified('F|re|contains', '^a.b')).toBe('/^a.b.*/');
  expect(modified('F|re|contains', 'a.b$')).toBe('/.*a.b$/');
  expect(modified('F|re|startswith', 'a.*')).toBe('/a.*/');
  expect(modified('F|re|endswith', 'a.*')).toBe('/.*a.*/');
  expect(modified('F|re|endswith', '.*a')).toBe('/.*a/');
});

it('fails on empty regular expressions as pySigma does', () => {
  expect(modified('F|re|contains', '')).toBe('IndexError: string index out of range');
});

it('notices when opening breaks a regular expression', () => {
  expect(modified('F|re|endswith', '(?i)a')).toBe(
    "SigmaRegularExpressionError: Regular expression '.*(?i)a' is invalid: global flags not at the start of the expression at position 2",
  );
});

it('opens field references', () => {
  expect(modified('F|fieldref|contains', 'G')).toBe('…field G…');
  expect(modified('F|fieldref|startswith', 'G')).toBe('field G…');
  expect(modified('F|fieldref|endswith', 'G')).toBe('…field G');
});

it('refuses numbers', () => {
  expect(modified('F|contains', 5n)).toBe(
    "SigmaTypeError: Modifier SigmaContainsModifier incompatible to value type of '5'",
  );
});
