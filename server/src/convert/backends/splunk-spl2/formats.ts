import { QueryText, type TextLike } from '../../../pipeline/query-text.ts';
import type { AnyRuleDraft } from '../../../pipeline/rule-draft.ts';
import type { OutputFormat } from '../../backend.ts';
import type { SplunkSpl2Backend } from './backend.ts';

const asList: OutputFormat<unknown>['finalizeOutput'] = (_backend, queries) => queries;

function table(backend: SplunkSpl2Backend, { fields }: AnyRuleDraft): TextLike {
  if (fields.length === 0) return '';
  const names = fields.map(({ value, span }) => QueryText.of(backend.tableField(value), span));
  return QueryText.concat(' | table ', QueryText.join(names, ', '));
}

export const spl2Formats: readonly OutputFormat<SplunkSpl2Backend>[] = [
  {
    id: 'default',
    description: 'Plain SPL2 queries',
    finalizeQuery: (backend, query, { rule }) => QueryText.concat(query, table(backend, rule)),
    finalizeOutput: asList,
  },
  {
    id: 'module',
    description: 'SPL2 module output with $result = FROM ... assignments',
    finalizeQuery: (backend, query, { rule }) => QueryText.concat('$result = ', query, table(backend, rule)),
    finalizeOutput: asList,
  },
];
