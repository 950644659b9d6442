import { QueryText, type TextLike } from '../../../pipeline/query-text.ts';
import type { AnyRuleDraft } from '../../../pipeline/rule-draft.ts';
import type { OutputFormat } from '../../backend.ts';

const asList: OutputFormat<unknown>['finalizeOutput'] = (_backend, queries) => queries;

function table({ fields }: AnyRuleDraft): TextLike {
  if (fields.length === 0) return '';
  const names = fields.map(({ value, span }) => QueryText.of(value, span));
  return QueryText.concat(' | table ', QueryText.join(names, ', '));
}

export const spl2Formats: readonly OutputFormat<unknown>[] = [
  {
    id: 'default',
    description: 'Plain SPL2 queries',
    finalizeQuery: (_backend, query, { rule }) => QueryText.concat(query, table(rule)),
    finalizeOutput: asList,
  },
  {
    id: 'module',
    description: 'SPL2 module output with $result = FROM ... assignments',
    finalizeQuery: (_backend, query, { rule }) => QueryText.concat('$result = ', query, table(rule)),
    finalizeOutput: asList,
  },
];
