import { ConversionError, featureNotSupported, notImplemented } from '../../../pipeline/conversion-error.ts';
import { isPlainList, isPlainMap, type PlainValue, plainText } from '../../../pipeline/plain-value.ts';
import type { QueryText } from '../../../pipeline/query-text.ts';
import type { CorrelationDraft, RuleDraft } from '../../../pipeline/rule-draft.ts';
import type { ConversionState, Converted } from '../../conversion-state.ts';
import { atLeastOnly, type CorrelationLoss } from '../../correlation-notices.ts';
import { defineDialect } from '../../dialect.ts';
import type { ElasticSettings } from '../../elastic-backend.ts';
import type { Correlation, ReferencedRule } from '../../text-correlation-backend.ts';
import { LuceneBackend } from '../lucene/backend.ts';
import { luceneOptions } from '../lucene/dialect.ts';

const anyIndex = '*';

/** The frequency that a rule names is a lower limit. */
const frequencyIsAtLeast: CorrelationLoss = (correlation) => {
  const { source, condition } = correlation.rule;
  return source.type?.value === 'event_count' && condition?.op !== 'gt' ? atLeastOnly(correlation) : undefined;
};

export const elastalertDialect = defineDialect({
  ...luceneOptions,
  correlation: {
    methods: { default: 'Elastalert correlation rule' },
    losses: [frequencyIsAtLeast],
    defaultMethod: 'default',
    query: {},
    aggregation: {},
    condition: {},
    searchSingleRule: '{query}',
  },
});

export class ElastalertBackend extends LuceneBackend {
  constructor(settings: ElasticSettings) {
    super(settings, elastalertDialect);
  }

  /** Remembers the index that the query is for. */
  override finishQuery(
    rule: RuleDraft | CorrelationDraft,
    converted: Exclude<Converted, null>,
    state: ConversionState,
    referenced: readonly ReferencedRule[] = [],
  ): QueryText {
    const indexOf = ({ processingState }: ConversionState) => processingState.get('index') ?? anyIndex;
    const index = rule.kind === 'rule' ? indexOf(state) : referenced.flatMap(({ states }) => states().map(indexOf));
    state.extra.set('index', indexText(index));
    return super.finishQuery(rule, converted, state);
  }

  /** The search alone; what is counted in it becomes settings of the rule. */
  override convertCorrelationRule(correlation: Correlation): QueryText[] {
    const { condition, source } = correlation.rule;
    const type = source.type?.value;
    if (type !== 'event_count' && type !== 'value_count')
      throw notImplemented(`Correlation rule type '${type}' is not supported by backend.`, source.type?.span);
    if (type === 'event_count' && (condition?.op === 'lt' || condition?.op === 'lte'))
      throw featureNotSupported(
        `Operator '${condition.op}' is not supported by Elastalert backend for event count correlation rules.`,
        condition.span,
      );
    if (correlation.referenced.length !== 1)
      throw featureNotSupported('Multiple correlation rules are not supported by Elastalert backend', source.span);
    const search = this.convertCorrelationSearch(correlation);
    if (type === 'value_count' && (condition?.op === 'eq' || condition?.op === 'neq'))
      throw new ConversionError(
        'KeyError',
        `The operator ${condition.op} has no counterpart in Elastalert.`,
        condition.span,
      );
    return [search];
  }
}

/** Several indices as one text; one that is every index stands for all. */
function indexText(index: PlainValue): string {
  if (typeof index === 'string') return index;
  if (!isPlainList(index)) return plainText(index);
  if (index.includes(anyIndex) || index.length === 0) return anyIndex;
  if (index.length === 1) return plainText(index[0] ?? null);
  if (index.some((entry) => isPlainList(entry) || isPlainMap(entry)))
    throw new ConversionError('TypeError', "unhashable type: 'list'");
  return [...new Set(index.map(plainText))].sort().join(',');
}
