import type { OutputValue } from '../../../pipeline/output-value.ts';
import { pythonYaml } from '../../../pipeline/python-yaml.ts';
import type { QueryText } from '../../../pipeline/query-text.ts';
import type { CorrelationDraft } from '../../../pipeline/rule-draft.ts';
import type { FinalizeContext, OutputFormat } from '../../backend.ts';
import { leastCount } from '../../least-count.ts';
import type { ElastalertBackend } from './backend.ts';

const priorities: Readonly<Record<string, number>> = { informational: 0, low: 1, medium: 2, high: 3, critical: 4 };

const timeUnits: Readonly<Record<string, string>> = {
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  M: 'months',
  y: 'years',
};

export const elastalertRule: OutputFormat<ElastalertBackend> = {
  id: 'default',
  description: 'Elastalert rule',
  // pySigma: elasticsearch_elastalert.py#finalize_query
  withoutPostprocessing: 'elastalert-postprocessing',
  finalizeQuery: (_backend, query, context) => pythonYaml(ruleObject(query, context), { libyaml: true }),
  finalizeOutput: (_backend, queries) => queries,
};

function ruleObject(query: QueryText, { rule, state }: FinalizeContext): OutputValue {
  const { description, title, level } = rule.source;
  return {
    filter: [{ query: { query_string: { query } } }],
    description: description?.value ?? '',
    name: title?.value ?? '',
    index: state.extra.get('index') as string,
    priority: level ? (priorities[level.value] ?? 1) : 1,
    ...(rule.kind === 'rule' ? { type: 'any' } : correlationSettings(rule)),
  };
}

function correlationSettings(rule: CorrelationDraft): { [key: string]: OutputValue } {
  const { condition, groupBy, source } = rule;
  const { timespan } = source;
  const span = timespan ? { [timeUnits[timespan.unit] ?? timespan.unit]: BigInt(timespan.count) } : {};
  const grouped = groupBy && groupBy.length > 0 ? { query_key: groupBy.map(({ value }) => value) } : {};
  const count = condition?.count ?? 0n;
  if (source.type?.value === 'event_count')
    return { ...grouped, timeframe: span, num_events: leastCount(count, condition?.op === 'gt'), type: 'frequency' };
  const fields = condition?.fields.map(({ value }) => value) ?? [];
  const isMaximum = condition?.op === 'gt' || condition?.op === 'gte';
  const isInclusive = condition?.op === 'gte' || condition?.op === 'lte';
  return {
    ...grouped,
    metric_agg_type: 'cardinality',
    metric_agg_key: condition?.fieldIsList ? fields : (fields[0] ?? null),
    buffer_time: span,
    [isMaximum ? 'max_threshold' : 'min_threshold']: isInclusive && typeof count === 'bigint' ? count - 1n : count,
    type: 'metric_aggregation',
  };
}
