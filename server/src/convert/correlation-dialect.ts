/** The part of a dialect that says how correlations are written, one set of templates per correlation method. */
import type { SigmaCorrelationConditionOperator } from '../sigma/rule/sigma-rule.ts';
import type { CorrelationLoss } from './correlation-notices.ts';
import { compileTemplate, type Template } from './template.ts';

/** The correlation types, those with an extended condition apart, as the templates distinguish them. */
export type CorrelationTemplateType =
  | 'event_count'
  | 'value_count'
  | 'temporal'
  | 'temporal_ordered'
  | 'temporal_extended'
  | 'temporal_ordered_extended'
  | 'value_sum'
  | 'value_avg'
  | 'value_percentile'
  | 'value_median';

type PerMethod<T> = Readonly<Record<string, T>>;
type PerType<T> = Readonly<Partial<Record<CorrelationTemplateType, PerMethod<T>>>>;

interface Fields<T> {
  /** Frame: `{search} {typing} {timespan} {aggregate} {condition} {groupby}`. */
  readonly query: PerType<T> & { readonly default?: PerMethod<T> };
  /** `{rule} {referenced_rules} {field} {fields} {timespan} {groupby} {search} {percentile}` */
  readonly aggregation: PerType<T>;
  /** `{field} {op} {count} {referenced_rules}` or, for extended conditions, `{extended_condition} {referenced_rules}`. */
  readonly condition: PerType<T>;
  /** `{query} {normalization}`; without it the templates for several rules serve for one, too. */
  readonly searchSingleRule?: T;
  /** `{queries}` */
  readonly searchMultiRule?: T;
  /** `{ruleid} {query} {normalization}` */
  readonly searchMultiRuleQuery?: T;
  /** `{alias} {field}` */
  readonly fieldNormalization?: T;
  /** `{queries}` */
  readonly typing?: T;
  /** `{ruleid} {query}` */
  readonly typingRuleQuery?: T;
  /** `{ruleid}` */
  readonly referencedRules?: PerMethod<T>;
  /** `{fields}` */
  readonly groupBy?: PerMethod<T>;
  /** `{field}` */
  readonly groupByField?: PerMethod<T>;
  /** `{fields}` */
  readonly fields?: PerMethod<T>;
  /** `{field}` */
  readonly fieldsField?: PerMethod<T>;
  /** `{ruleid}` */
  readonly extendedConditionRuleReference?: PerMethod<T>;
}

interface Texts {
  /** Methods with their descriptions. */
  readonly methods: PerMethod<string>;
  readonly defaultMethod: string;
  readonly searchMultiRuleQueryJoiner?: string;
  readonly fieldNormalizationJoiner?: string;
  readonly typingRuleQueryJoiner?: string;
  readonly referencedRulesJoiner?: PerMethod<string>;
  readonly groupByFieldJoiner?: PerMethod<string>;
  readonly groupByNoField?: PerMethod<string>;
  readonly fieldsFieldJoiner?: PerMethod<string>;
  readonly timespanMapping?: Readonly<Record<string, string>>;
  readonly timespanSeconds?: boolean;
  /** Time is cut into fixed pieces of the timespan, where Sigma's window slides. */
  readonly fixedTimeBuckets?: boolean;
  /** What else the target makes of a correlation otherwise than its rule says. */
  readonly losses?: readonly CorrelationLoss[];
  readonly conditionMapping?: Partial<Record<SigmaCorrelationConditionOperator, string>>;
}

export type CorrelationDialectOptions = Texts & Fields<string>;
export type CorrelationDialect = Texts &
  Fields<Template> & {
    readonly conditionOperators: Readonly<Partial<Record<SigmaCorrelationConditionOperator, string>>>;
  };

const conditionOperators = { lt: '<', lte: '<=', gt: '>', gte: '>=', eq: '==', neq: '!=' } as const;

type Compiled<T> = T extends string ? Template : { [K in keyof T]: Compiled<T[K]> };

function compile<T extends string | object>(source: T): Compiled<T> {
  if (typeof source === 'string') return compileTemplate(source) as Compiled<T>;
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, compile(value)])) as Compiled<T>;
}

const compiledKeys = [
  'query',
  'aggregation',
  'condition',
  'searchSingleRule',
  'searchMultiRule',
  'searchMultiRuleQuery',
  'fieldNormalization',
  'typing',
  'typingRuleQuery',
  'referencedRules',
  'groupBy',
  'groupByField',
  'fields',
  'fieldsField',
  'extendedConditionRuleReference',
] as const satisfies readonly (keyof Fields<string>)[];

export function defineCorrelationDialect(options: CorrelationDialectOptions): CorrelationDialect {
  const compiled = Object.fromEntries(
    compiledKeys.flatMap((key) => (options[key] === undefined ? [] : [[key, compile(options[key])]])),
  ) as unknown as Fields<Template>;
  return {
    ...options,
    ...compiled,
    conditionOperators: options.conditionMapping ?? conditionOperators,
  } as CorrelationDialect;
}
