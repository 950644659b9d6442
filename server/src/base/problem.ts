import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * Something wrong with the user's text: data, never an exception.
 * `code` is the kebab-case name of pySigma's (or PyYAML's) error class (`sigma-condition-error`, `scanner-error`), or the id of a
 * lint rule.
 */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  /** What is wrong, why, and what to do. */
  readonly message: string;
  /** How an editor may draw the range besides underlining it. */
  readonly tag?: 'unnecessary' | 'deprecated';
}
