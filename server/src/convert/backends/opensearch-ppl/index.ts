import { type PlainValue, plainText, plainTruth } from '../../../pipeline/plain-value.ts';
import { defineBackend, plainFormat } from '../../backend.ts';
import { OpenSearchPplBackend } from './backend.ts';
import { pplDialect } from './dialect.ts';

const textOf = (value: PlainValue | undefined) => (plainTruth(value) ? plainText(value ?? null) : undefined);

export const openSearchPpl = defineBackend({
  id: 'open_search_ppl',
  aliases: ['opensearch_ppl', 'opensearch-ppl', 'ppl'],
  label: 'OpenSearch (PPL)',
  name: 'OpenSearch PPL Backend',
  language: 'ppl',
  requiresPipeline: false,
  formats: [plainFormat('default', 'Plain PPL queries')],
  correlationMethods: pplDialect.options.correlation?.methods ?? {},
  options: {
    min_time: 'Earliest time of the events',
    max_time: 'Latest time of the events',
    custom_logsource: 'Index pattern instead of that of the log source',
  },
  create: (options, { compat }) =>
    new OpenSearchPplBackend(
      {
        minTime: textOf(options.get('min_time')),
        maxTime: textOf(options.get('max_time')),
        index: textOf(options.get('custom_logsource')),
      },
      compat,
    ),
});
