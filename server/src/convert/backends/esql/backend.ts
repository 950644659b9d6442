import type { AttackTable } from '../../../data/attack.ts';
import { ConversionError } from '../../../pipeline/conversion-error.ts';
import { isPlainList, type PlainValue, plainText, plainTruth } from '../../../pipeline/plain-value.ts';
import { QueryText, type TextLike } from '../../../pipeline/query-text.ts';
import type { CorrelationDraft, RuleDraft } from '../../../pipeline/rule-draft.ts';
import { type ConversionState, type Converted, isDeferred } from '../../conversion-state.ts';
import type { Correlation, ReferencedRule } from '../../text-correlation-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { esqlDialect } from './dialect.ts';

export interface EsqlSettings {
  readonly scheduleInterval: string;
  readonly attack: () => AttackTable;
}

const indexKey = 'esql_index';

/** The indices that a query reads, as `finishQuery` found them. */
export function indexOf(state: ConversionState): string {
  return String(state.extra.get(indexKey) ?? '*');
}

export class EsqlBackend extends TextQueryBackend {
  readonly settings: EsqlSettings;

  constructor(settings: EsqlSettings) {
    super(esqlDialect);
    this.settings = settings;
  }

  /** The condition alone; `from` and what belongs to it is the formats' affair. */
  override finishQuery(
    rule: RuleDraft | CorrelationDraft,
    converted: Exclude<Converted, null>,
    state: ConversionState,
    referenced: readonly ReferencedRule[] = [],
  ): QueryText {
    const index =
      rule.kind === 'rule'
        ? (state.processingState.get('index') ?? '*')
        : referenced.flatMap((other) => other.states().map(indexState));
    state.extra.set(indexKey, typeof index === 'string' ? index : joinIndices(index));
    return isDeferred(converted) ? QueryText.of('') : converted;
  }

  /** Only the fields of the rules that the correlation refers to. */
  protected override convertCorrelationEventFields(correlation: Correlation): TextLike {
    const { rule } = correlation;
    return super.convertCorrelationEventFields({ ...correlation, rule: { ...rule, fields: [] } });
  }
}

const indexState = (state: ConversionState): PlainValue =>
  state.extra.has(indexKey) ? indexOf(state) : (state.processingState.get('index') ?? '*');

function flatten(value: PlainValue): readonly PlainValue[] {
  return isPlainList(value) ? value.flatMap(flatten) : [value];
}

// pySigma: elasticsearch_esql.py#preprocess_indices – a star makes all others needless, but only where it is not nested.
function joinIndices(index: PlainValue): string {
  if (!plainTruth(index)) return '*';
  if (!isPlainList(index))
    throw new ConversionError('TypeError', 'The state "index" must be a name or a list of names.');
  if (index.includes('*')) return '*';
  const flat = flatten(index);
  if (flat.length === 1) return plainText(flat[0] ?? null);
  if (!flat.every((name) => typeof name === 'string'))
    throw new ConversionError('TypeError', 'The state "index" must be a list of names.');
  return [...new Set(flat.map(plainText))].sort(byCodePoint).join(',');
}

/** Python's order of texts. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
