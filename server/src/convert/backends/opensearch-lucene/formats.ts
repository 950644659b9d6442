import type { OutputValue } from '../../../pipeline/output-value.ts';
import type { QueryText } from '../../../pipeline/query-text.ts';
import { type FinalizeContext, type OutputFormat, plainFormat } from '../../backend.ts';
import { ruleTexts } from '../../elastic-rule.ts';
import { dslLucene, savedSearch } from '../lucene/formats.ts';
import type { OpenSearchLuceneBackend } from './backend.ts';

const severities: Readonly<Record<string, number>> = { informational: 5, low: 4, medium: 3, high: 2, critical: 1 };

const monitorRule: OutputFormat<OpenSearchLuceneBackend> = {
  id: 'monitor_rule',
  description: 'OpenSearch monitor rule with embedded Lucene query',
  finalizeQuery: monitorObject,
  finalizeOutput: (_backend, queries) => queries,
};

function monitorObject({ monitor }: OpenSearchLuceneBackend, query: QueryText, { rule }: FinalizeContext): OutputValue {
  const texts = ruleTexts(rule);
  const must = [{ query_string: { query, analyze_wildcard: true } }];
  return {
    type: 'monitor',
    name: texts.name,
    description: texts.description,
    enabled: true,
    schedule: { period: { interval: monitor.interval, unit: monitor.unit } },
    inputs: [{ search: { indices: monitor.indexNames, query: { size: 1, query: { bool: { must } } } } }],
    tags: rule.tags.map(({ namespace, name }) => `${namespace}-${name}`),
    triggers: [
      {
        name: 'generated-trigger',
        severity: severities[texts.level ?? ''] ?? 1,
        condition: { script: { source: 'ctx.results[0].hits.total.value > 0', lang: 'painless' } },
        actions: [],
      },
    ],
    sigma_meta_data: { rule_id: texts.id, threat: [] },
    references: texts.references,
  };
}

export const openSearchLuceneFormats: readonly OutputFormat<OpenSearchLuceneBackend>[] = [
  plainFormat('default', 'Plain OpenSearch Lucene queries'),
  savedSearch('dashboards_ndjson', 'OpenSearch Dashboards NDJSON import file with Lucene queries'),
  monitorRule,
  { ...dslLucene, description: 'OpenSearch query DSL with embedded Lucene queries' },
];
