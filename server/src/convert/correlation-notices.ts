/** What a correlation loses on its way to a query. */
import type { ConversionNotice } from '../pipeline/pipeline-run.ts';
import type { CorrelationDialect } from './correlation-dialect.ts';
import { type Correlation, templateTypeOf } from './text-correlation-backend.ts';

/** What a target makes of a correlation otherwise than its rule says. */
export type CorrelationLoss = (correlation: Correlation) => ConversionNotice | undefined;

export function correlationNotices(correlation: Correlation, dialect: CorrelationDialect): ConversionNotice[] {
  return [timeLoss(dialect), aliasLoss(dialect), ...(dialect.losses ?? [])].flatMap((loss) => loss(correlation) ?? []);
}

const timeLoss =
  (dialect: CorrelationDialect): CorrelationLoss =>
  (correlation) => {
    const { timespan } = correlation.rule.source;
    if (!timespan) return undefined;
    if (dialect.fixedTimeBuckets)
      return {
        code: 'fixed_time_buckets',
        message: `Sigma looks at any ${timespan.spec}: a window that slides over the events. This query cuts time into fixed pieces of that length, so that events on both sides of a border are not seen together. To miss fewer, choose a longer timespan, or run the query over pieces that overlap.`,
        span: timespan.span,
      };
    const type = templateTypeOf(correlation.rule);
    const query = dialect.query[type] ?? dialect.query.default;
    const templates = [query, dialect.aggregation[type]].flatMap((each) => each?.[correlation.method] ?? []);
    if (query === undefined || templates.some(({ names }) => names.has('timespan'))) return undefined;
    return {
      code: 'timespan_dropped',
      message: `This query does not limit the time between the events to ${timespan.spec}, as the language cannot say it here: it also finds events that are further apart. Run it over no more than that time.`,
      span: timespan.span,
    };
  };

const aliasLoss =
  ({ searchSingleRule, searchMultiRuleQuery }: CorrelationDialect): CorrelationLoss =>
  ({ rule, referenced }) => {
    const [alias] = rule.aliases;
    if (!alias) return undefined;
    const isSingle = referenced.length === 1 && referenced[0]?.queries().length === 1;
    const template = isSingle && searchSingleRule ? searchSingleRule : searchMultiRuleQuery;
    if (template?.names.has('normalization')) return undefined;
    return {
      code: 'aliases_dropped',
      message:
        'The aliases of this correlation are not in the query, so that it groups by fields that events do not have. Map the fields of its rules to one name in a pipeline instead, and group by that.',
      span: alias.span,
    };
  };

/** For targets that find "at least so many" and nothing else. */
export const atLeastOnly: CorrelationLoss = ({ rule: { condition, source } }) => {
  const type = source.type?.value;
  if (!condition || condition.op === 'gte' || (type !== 'event_count' && type !== 'value_count')) return undefined;
  return {
    code: 'condition_changed',
    message: `The language can only ask for at least ${condition.count}: the condition "${condition.op}" is read as "gte" here. Write the condition with gte.`,
    span: condition.span,
  };
};

/** For targets that count events in which a field has one and the same value. */
export const sameValuesCounted: CorrelationLoss = ({ rule: { condition, source } }) => {
  if (source.type?.value !== 'value_count') return undefined;
  return {
    code: 'value_count_changed',
    message:
      'The rule counts the different values of the field. This query counts events in which the field has one and the same value, as the language cannot count different ones.',
    span: (condition ?? source.type).span,
  };
};
