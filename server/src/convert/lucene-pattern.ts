import type { SigmaRegularExpression } from '../sigma/types/sigma-type.ts';
import type { ConversionState } from './conversion-state.ts';
import { luceneRegex } from './lucene-regex.ts';
import type { FieldConditionWith } from './text-leaf-backend.ts';

/** The pattern of a comparison for Lucene; `undefined` where it stays as it is, with a notice if Lucene reads something else in it. */
export function lucenePattern(
  { value, span }: FieldConditionWith<SigmaRegularExpression>,
  state: ConversionState,
): string | undefined {
  // pySigma: elasticsearch_lucene.py – hands patterns on unread, though they must match whole values there.
  if (state.reproduces('lucene-regex')) return undefined;
  const regex = luceneRegex(value);
  if ('pattern' in regex) return regex.pattern;
  const message = `Lucene cannot express this regular expression, because ${regex.unsupported}. It stands in the query as it is and will not match as the rule says; use plain values or a simpler expression.`;
  state.notice('regex_unsupported', message, span);
  return undefined;
}
