/** Fixes of errors that rules have by themselves: a value that is nearly one of those allowed. */
import { type Span, sliceSpan } from '../base/span.ts';
import type { SigmaError } from '../sigma/sigma-error.ts';
import type { Fix } from './define-rule.ts';
import { nearest } from './nearest.ts';

const choices: Readonly<Record<string, readonly string[]>> = {
  SigmaStatusError: ['stable', 'test', 'experimental', 'deprecated', 'unsupported'],
  SigmaLevelError: ['informational', 'low', 'medium', 'high', 'critical'],
};

const otherNames = new Map([
  ['info', 'informational'],
  ['crit', 'critical'],
  ['moderate', 'medium'],
  ['testing', 'test'],
  ['production', 'stable'],
  ['obsolete', 'deprecated'],
]);

export function fixesOfError({ errorClass, span }: SigmaError, text: string): readonly Fix[] {
  const allowed = choices[errorClass];
  if (!allowed) return [];
  const written = sliceSpan(text, span)
    .replace(/^['"]|['"]$/g, '')
    .trim()
    .toLowerCase();
  const other = otherNames.get(written);
  const meant = other !== undefined && allowed.includes(other) ? other : nearest(written, allowed);
  return meant === undefined ? [] : [useFix(meant, span)];
}

function useFix(newText: string, span: Span): Fix {
  return { title: `Use '${newText}'`, kind: 'suggestion', edits: [{ span, newText }] };
}
