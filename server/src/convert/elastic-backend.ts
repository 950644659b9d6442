/** What the backends for Elasticsearch's query string and EQL have in common: null, alternatives of one value, settings. */

import { type AttackTable, loadAttack } from '../data/attack.ts';
import { ConversionError, featureNotSupported } from '../pipeline/conversion-error.ts';
import { isPlainList, plainText, plainTruth } from '../pipeline/plain-value.ts';
import { QueryText } from '../pipeline/query-text.ts';
import type { Compat } from '../pipeline/quirks.ts';
import type { ConditionItem, ConditionNOT } from '../sigma/condition/condition-item.ts';
import type { SigmaExpansion, SigmaFieldReference } from '../sigma/types/sigma-type.ts';
import type { BackendEnvironment, BackendOptions } from './backend.ts';
import type { ConversionState, Converted } from './conversion-state.ts';
import type { Dialect } from './dialect.ts';
import { compileTemplate, type Template } from './template.ts';
import type { ConditionLeaf } from './text-condition-backend.ts';
import type { FieldConditionWith } from './text-leaf-backend.ts';
import { TextQueryBackend } from './text-query-backend.ts';

/** What the formats for Kibana need besides the query. */
export interface ElasticSettings {
  readonly compat: Compat;
  readonly indexNames: readonly string[];
  readonly scheduleInterval: string;
  readonly attack: () => AttackTable;
}

const defaultIndexNames = [
  'apm-*-transaction*',
  'auditbeat-*',
  'endgame-*',
  'filebeat-*',
  'logs-*',
  'packetbeat-*',
  'traces-apm*',
  'winlogbeat-*',
  '-*elastic-cloud-logs-*',
];

export const elasticOptions = {
  index_names: 'Indices that detection rules search (a list)',
  schedule_interval: 'How often a detection rule runs (5)',
  schedule_interval_unit: 'Unit of the interval (m)',
};

export function elasticSettings(options: BackendOptions, { data, compat }: BackendEnvironment): ElasticSettings {
  const names = options.get('index_names');
  const text = (name: string, otherwise: string) => {
    const value = options.get(name);
    return plainTruth(value) ? plainText(value ?? null) : otherwise;
  };
  const list = typeof names === 'string' ? [names] : isPlainList(names) ? names.map(plainText) : [];
  let table: AttackTable | undefined;
  return {
    compat,
    indexNames: list.length > 0 ? list : defaultIndexNames,
    scheduleInterval: text('schedule_interval', '5') + text('schedule_interval_unit', 'm'),
    attack() {
      if (!data) throw new Error('This format needs the ATT&CK tables, which were not handed in.');
      table ??= loadAttack(data);
      return table;
    },
  };
}

const isNullComparison = (condition: ConditionItem | null) =>
  condition?.kind === 'field' && condition.value.type === 'null';

export abstract class ElasticBackend extends TextQueryBackend {
  readonly settings: ElasticSettings;
  readonly #notNull: Template;

  /** `notNull` is the expression for a field that is not null. */
  constructor(dialect: Dialect, notNull: string, settings: ElasticSettings) {
    super(dialect);
    this.settings = settings;
    this.#notNull = compileTemplate(notNull);
  }

  override convertConditionFieldEqField(
    condition: FieldConditionWith<SigmaFieldReference>,
    _state: ConversionState,
  ): Converted {
    throw featureNotSupported("ES Lucene backend can't handle field references.", condition.span);
  }

  override convertConditionNot(condition: ConditionNOT, state: ConversionState): Converted {
    const [arg] = condition.args;
    if (arg?.kind !== 'field' || arg.value.type !== 'null') return super.convertConditionNot(condition, state);
    // pySigma: elasticsearch_lucene.py#convert_condition_not – the field is not escaped here.
    const field = state.reproduces('unescaped-not-null-field') ? arg.field : this.escapeAndQuoteField(arg.field);
    return this.#notNull
      .fill({ field: QueryText.of(field, arg.item.fieldSpan ?? arg.item.keySpan) })
      .withSpan(arg.span);
  }

  override convertConditionFieldEqExpansion(
    condition: FieldConditionWith<SigmaExpansion>,
    state: ConversionState,
  ): Converted {
    const or = this.expansionAsOr(condition, state);
    if (this.decideConvertConditionAsInExpression(or, state)) return this.convertConditionAsInExpression(or, state);
    // pySigma: elasticsearch_lucene.py#convert_condition_field_eq_expansion – hands on the comparison instead of the alternatives.
    if (state.reproduces('elastic-mixed-expansion'))
      throw new ConversionError(
        'AttributeError',
        "'ConditionFieldEqualsValueExpression' object has no attribute 'args'",
        condition.span,
      );
    return this.convertConditionOr(or, state);
  }

  /** A list of values is one comparison. */
  protected override isSpread(leaf: ConditionLeaf, state: ConversionState): boolean {
    if (leaf.kind === 'field' && leaf.value.type === 'expansion') {
      const or = this.expansionAsOr(leaf as FieldConditionWith<SigmaExpansion>, state);
      if (this.decideConvertConditionAsInExpression(or, state)) return false;
    }
    return super.isSpread(leaf, state);
  }

  override comparePrecedence(outer: ConditionItem, inner: ConditionItem | null, state: ConversionState): boolean {
    if (inner?.kind === 'not' && isNullComparison(inner.args[0])) return true;
    if (isNullComparison(inner)) return false;
    return super.comparePrecedence(outer, inner, state);
  }
}
