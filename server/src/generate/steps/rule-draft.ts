/** A rule before it is written: values that know where they come from. */
import type { Span } from '../../base/span.ts';
import type { RuleValue } from '../types.ts';

export interface DraftValue {
  /** As Sigma compares it. */
  readonly text: string;
  /** Place in the given text. Set only when the text there is this very value. */
  readonly span?: Span;
}

export interface DraftItem {
  readonly field: string;
  readonly modifiers: readonly string[];
  readonly values: readonly DraftValue[];
}

export interface DraftSelection {
  readonly name: string;
  /** One of these must match; each a list of items that all must match. */
  readonly alternatives: readonly (readonly DraftItem[])[];
}

export interface RuleDraft {
  readonly provider: string;
  readonly kind: 'behavioral' | 'ioc';
  readonly title: string;
  readonly description: string;
  readonly references: readonly string[];
  /** The first is the one that the rule is about. */
  readonly techniques: readonly string[];
  readonly logsource: Readonly<Record<string, string>>;
  readonly selections: readonly DraftSelection[];
  readonly condition: string;
  readonly falsepositives: readonly string[];
  readonly level: string;
  /** Where the report first speaks of it; orders the rules. */
  readonly position: number;
}

/**
 * The value at a place of the report. With `cased` the report's spelling must be the given one; without, the report's spelling is used.
 * A value that the report spells differently keeps no place.
 */
export function draftValue(
  original: string,
  wanted: string,
  span: Span | undefined,
  options: { cased?: boolean } = {},
): DraftValue {
  if (!span) return { text: wanted };
  const written = original.slice(span.start, span.end);
  const same = options.cased ? written === wanted : written.toLowerCase() === wanted.toLowerCase();
  return same ? { text: written, span } : { text: wanted };
}

export function valuesOf(draft: RuleDraft): RuleValue[] {
  const items = draft.selections.flatMap(({ alternatives }) => alternatives.flat());
  return items.flatMap(({ field, values }) =>
    values.map(({ text, span }) =>
      span
        ? { field, value: text, source: 'report' as const, start: span.start, end: span.end }
        : { field, value: text, source: 'corpus' as const },
    ),
  );
}

export function hasReportValue(draft: RuleDraft): boolean {
  return draft.selections.some(({ alternatives }) =>
    alternatives.flat().some(({ values }) => values.some(({ span }) => span)),
  );
}
