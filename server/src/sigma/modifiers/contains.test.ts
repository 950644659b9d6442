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

it('opens all alternatives of a regular expression', () => {
  expect(modified('F|re|contains', 'foo|baz')).toBe('/.*(?:foo|baz).*/');
  expect(modified('F|re|contains', '^a|b$')).toBe('/.*(?:^a|b$).*/');
  expect(modified('F|re|startswith', 'a[|]b\\|(c|d)')).toBe('/a[|]b\\|(c|d).*/');
  expect(modified('F|re|startswith', '(?i)a|b')).toBe('/(?i)(?:a|b).*/');
});

it('takes escaped characters for no anchors and wildcards', () => {
  expect(modified('F|re|contains', 'foo\\$')).toBe('/.*foo\\$.*/');
  expect(modified('F|re|startswith', 'foo\\.*')).toBe('/foo\\.*.*/');
  expect(modified('F|re|startswith', 'foo\\\\$')).toBe('/foo\\\\$/');
});

it('opens empty regular expressions', () => {
  expect(modified('F|re|contains', '')).toBe('/.*.*/');
  expect(modified('F|re|startswith', '')).toBe('/.*/');
});

it('leaves flags at the start', () => {
  expect(modified('F|re|endswith', '(?i)a')).toBe('/(?i).*a/');
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
