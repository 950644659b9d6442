/** Correlations of PPL: searches, counted by group, and a condition on the count. */
import { ConversionError, notImplemented } from '../../../pipeline/conversion-error.ts';
import { plainRepr } from '../../../pipeline/plain-value.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import { type Compat, reproduces } from '../../../pipeline/quirks.ts';
import type { CorrelationDraft } from '../../../pipeline/rule-draft.ts';
import { compileTemplate, type Template } from '../../template.ts';
import { type Correlation, type ReferencedRule, ruleIdOf, templateTypeOf } from '../../text-correlation-backend.ts';
import type { OpenSearchPplBackend } from './backend.ts';
import { timeModifiers } from './time-range.ts';

interface Shape {
  readonly aggregate: Template;
  readonly condition: Template;
}

const temporal: Shape = {
  aggregate: compileTemplate('dc(EventID) as unique_rules by span(@timestamp, {timespan}), {groupby}'),
  condition: compileTemplate('unique_rules >= {rules}'),
};

const byCount: Shape = {
  aggregate: compileTemplate('count() as event_count by {groupby}'),
  condition: compileTemplate('event_count {op} {count}'),
};

const shapes: Readonly<Record<string, Shape>> = {
  event_count: byCount,
  value_count: {
    aggregate: compileTemplate('dc({field}) as value_count by {groupby}'),
    condition: compileTemplate('value_count {op} {count}'),
  },
  temporal,
  temporal_ordered: temporal,
};

const spanned: Readonly<Record<string, Shape>> = {
  event_count: { ...byCount, aggregate: compileTemplate('count() as event_count by {groups}') },
  value_count: {
    aggregate: compileTemplate('dc({field}) as value_count by {groups}'),
    condition: compileTemplate('value_count {op} {count}'),
  },
  temporal: { ...temporal, aggregate: compileTemplate('dc(event_type) as unique_rules by {groups}') },
};

const operators: Readonly<Record<string, string>> = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' };

const frame = compileTemplate('{search} | stats {aggregate} | where {condition}');

export function pplCorrelation(correlation: Correlation, backend: OpenSearchPplBackend, compat: Compat): QueryText {
  // pySigma: opensearch_ppl.py#convert_correlation_aggregation_from_template – the time span is left out or, for temporal ones, distinct
  // values of EventID are counted instead of the rules; the order is never tested.
  return reproduces({ compat }, 'ppl-correlation')
    ? likePySigma(correlation, backend)
    : withTimespan(correlation, backend);
}

function likePySigma(correlation: Correlation, backend: OpenSearchPplBackend): QueryText {
  const { rule, referenced } = correlation;
  const { timespan, type, extendedCondition, rules } = rule.source;
  if (extendedCondition && rules.length === 0)
    throw new ConversionError('TypeError', "'NoneType' object is not iterable");
  const search = searchOf(referenced.flatMap((entry) => subsearches(entry, rule, backend)));
  const shape = shapes[type?.value ?? ''];
  if (!shape) throw new ConversionError('TypeError', "'NoneType' object is not subscriptable", type?.span);
  const fields = rule.condition?.fields.map(({ value }) => value) ?? [];
  return frame.fill({
    search,
    aggregate: shape.aggregate.fill({
      timespan: timespan?.spec ?? '',
      groupby: (rule.groupBy ?? []).map(({ value }) => value).join(', '),
      field: type?.value !== 'value_count' ? '' : rule.condition?.fieldIsList ? plainRepr(fields) : (fields[0] ?? ''),
    }),
    condition: conditionOf(shape.condition, correlation),
  });
}

function withTimespan(correlation: Correlation, backend: OpenSearchPplBackend): QueryText {
  const { rule, referenced } = correlation;
  const type = templateTypeOf(rule);
  const shape = spanned[type];
  if (!shape)
    throw notImplemented(`Correlation rule type '${type}' is not supported by backend.`, rule.source.type?.span);
  const queries = referenced.flatMap((entry) => {
    const name = backend.quoteString(ruleIdOf(entry.rule).replace(/[\\"]/g, '\\$&'));
    const typing = type === 'temporal' ? ` | eval event_type=${name}` : '';
    return subsearches(entry, rule, backend).map((query) => QueryText.concat(query, typing));
  });
  const field = ({ value, span }: { value: string; span: { start: number; end: number } }) =>
    QueryText.of(backend.escapeAndQuoteField(value), span);
  const span = QueryText.of(`span(\`@timestamp\`, ${rule.source.timespan?.spec ?? ''})`, rule.source.timespan?.span);
  return frame.fill({
    search: searchOf(queries),
    aggregate: shape.aggregate.fill({
      groups: QueryText.join([span, ...(rule.groupBy ?? []).map(field)], ', '),
      field: QueryText.join((rule.condition?.fields ?? []).map(field), ', '),
    }),
    condition: conditionOf(shape.condition, correlation),
  });
}

function conditionOf(template: Template, { rule, referenced }: Correlation): QueryText {
  if (template.names.has('rules')) return template.fill({ rules: String(referenced.length) });
  const { condition } = rule;
  const op = condition && operators[condition.op];
  if (!condition || op === undefined)
    throw new ConversionError('SigmaConversionError', 'Unsupported condition operator', condition?.span);
  return template.fill({ op, count: QueryText.of(String(condition.count), condition.span) });
}

/** The queries of a rule, each as a search with the correlation's time range where the rule has none. */
function subsearches(
  entry: ReferencedRule,
  correlation: CorrelationDraft,
  { settings }: OpenSearchPplBackend,
): QueryText[] {
  if (entry.rule.kind === 'correlation')
    throw new ConversionError(
      'SigmaConversionError',
      'Conversion result not available: PPL has no correlations of correlations.',
      correlation.source.span,
    );
  const time = timeModifiers(entry.rule, settings, correlation);
  return entry.queries().map((query) => {
    if (query.text.startsWith('search ')) return query;
    const timed = time !== '' && query.text.startsWith('source=');
    return QueryText.concat(timed ? `search ${time} ` : 'search ', query);
  });
}

function searchOf(queries: readonly QueryText[]): QueryText {
  const [only] = queries;
  if (only && queries.length === 1) return QueryText.concat('| ', only);
  const bracketed = queries.map((query) => QueryText.concat('[', query, ']'));
  return QueryText.concat('| multisearch ', QueryText.join(bracketed, ' '));
}
