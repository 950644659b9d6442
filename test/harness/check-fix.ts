import { expect } from 'vitest';
import type { TextEdit } from '../../server/src/lint/define-rule.ts';
import { type CheckLintOptions, findingsOf } from './check-lint.ts';
import { readSquiggles } from './squiggles.ts';

/** Applies the first fix of every finding and compares the text. */
export function checkFix(before: string, after: string, options: CheckLintOptions = {}): void {
  const { text } = readSquiggles(before);
  const edits = findingsOf(text, options).flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
  expect(applyEdits(text, edits)).toBe(after);
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}
