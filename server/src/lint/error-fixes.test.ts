import { expect, it } from 'vitest';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { lintSigma } from './linter.ts';

function fixOf(line: string): string | undefined {
  const text = `title: a\n${line}\nlogsource:\n    product: windows\ndetection:\n    a:\n        b: c\n    condition: a\n`;
  const [edit] = lintSigma(parseSigma(text)).flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
  return edit && (text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end)).split('\n')[1];
}

it.each([
  ['status: experimentl', 'status: experimental'],
  ['status: "Testing"', 'status: test'],
  ['level: hihg', 'level: high'],
  ['level: info', 'level: informational'],
])('%s is corrected', (wrong, right) => {
  expect(fixOf(wrong)).toBe(right);
});

it('guesses nothing where nothing is near', () => {
  expect(fixOf('level: banana')).toBeUndefined();
});
