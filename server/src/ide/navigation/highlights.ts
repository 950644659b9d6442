import type { Span } from '../../base/span.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import { occurrencesAt, occurrencesOf } from './occurrences.ts';
import { relatedOccurrences } from './references.ts';

export interface Highlight {
  readonly span: Span;
  readonly isDefinition: boolean;
}

/** The other places of the file that mean what stands under the cursor; none where only the words are alike. */
export function highlights(parse: SigmaParse, offset: number): Highlight[] {
  const occurrences = occurrencesOf(parse);
  const found = new Map<number, Highlight>();
  for (const at of occurrencesAt(occurrences, offset))
    for (const { span, isDefinition } of relatedOccurrences(occurrences, at))
      found.set(span.start, { span, isDefinition });
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}
