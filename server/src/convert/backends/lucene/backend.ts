import type { AttackTable } from '../../../data/attack.ts';
import { ConversionError, featureNotSupported } from '../../../pipeline/conversion-error.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import type { ConditionItem, ConditionNOT } from '../../../sigma/condition/condition-item.ts';
import { containsSpecial, sigmaStringToPlain } from '../../../sigma/types/sigma-string.ts';
import type {
  SigmaCIDRExpression,
  SigmaExpansion,
  SigmaFieldReference,
  SigmaString,
} from '../../../sigma/types/sigma-type.ts';
import type { Converted, ConversionState } from '../../conversion-state.ts';
import type { Dialect } from '../../dialect.ts';
import type { FieldConditionWith, ValueConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { convertSigmaString, type StringStyle } from '../../text-value-backend.ts';

/** What the formats for Kibana need besides the query. */
export interface ElasticSettings {
  readonly indexNames: readonly string[];
  readonly scheduleInterval: string;
  readonly attack: () => AttackTable;
}

const isNullComparison = (condition: ConditionItem | null) =>
  condition?.kind === 'field' && condition.value.type === 'null';

export class LuceneBackend extends TextQueryBackend {
  readonly settings: ElasticSettings;
  readonly #phraseStyle: StringStyle;

  constructor(dialect: Dialect, settings: ElasticSettings) {
    super(dialect);
    this.settings = settings;
    this.#phraseStyle = { ...this.stringStyle, escaped: this.stringStyle.escaped.replaceAll(' ', '') };
  }

  override convertConditionFieldEqField(
    condition: FieldConditionWith<SigmaFieldReference>,
    _state: ConversionState,
  ): Converted {
    throw featureNotSupported("ES Lucene backend can't handle field references.", condition.span);
  }

  /** "Not null" is "exists". */
  override convertConditionNot(condition: ConditionNOT, state: ConversionState): Converted {
    const [arg] = condition.args;
    if (arg?.kind !== 'field' || arg.value.type !== 'null') return super.convertConditionNot(condition, state);
    // pySigma: elasticsearch_lucene.py#convert_condition_not – the field is not escaped here.
    const field = state.reproduces('unescaped-not-null-field') ? arg.field : this.escapeAndQuoteField(arg.field);
    return QueryText.concat('_exists_:', QueryText.of(field, arg.item.fieldSpan ?? arg.item.keySpan));
  }

  override convertConditionFieldEqValCidr(
    condition: FieldConditionWith<SigmaCIDRExpression>,
    state: ConversionState,
  ): Converted {
    const converted = super.convertConditionFieldEqValCidr(condition, state);
    if (!condition.value.original.includes(':') || !(converted instanceof QueryText)) return converted;
    const colons = [...converted.text.matchAll(/:/g)].slice(1);
    return converted.splice(colons.map(({ index }) => ({ start: index, end: index + 1, text: '\\:' })));
  }

  override convertConditionFieldEqExpansion(
    condition: FieldConditionWith<SigmaExpansion>,
    state: ConversionState,
  ): Converted {
    const or = this.expansionAsOr(condition, state);
    if (this.decideConvertConditionAsInExpression(or, state)) return this.convertConditionAsInExpression(or, state);
    // pySigma: elasticsearch_lucene.py#convert_condition_field_eq_expansion – hands on the comparison instead of the alternatives.
    if (state.reproduces('lucene-mixed-expansion'))
      throw new ConversionError(
        'AttributeError',
        "'ConditionFieldEqualsValueExpression' object has no attribute 'args'",
        condition.span,
      );
    return this.convertConditionOr(or, state);
  }

  override comparePrecedence(outer: ConditionItem, inner: ConditionItem | null, state: ConversionState): boolean {
    if (inner?.kind === 'not' && isNullComparison(inner.args[0])) return true;
    if (isNullComparison(inner)) return false;
    return super.comparePrecedence(outer, inner, state);
  }

  /** A value of several words is a phrase, as the parser would split it at its spaces. */
  override convertValueStr(value: SigmaString): string {
    if (!containsSpecial(value) && sigmaStringToPlain(value).includes(' '))
      return this.quoteString(convertSigmaString(value, this.#phraseStyle));
    return super.convertValueStr(value);
  }

  /** Keywords stand between wildcards, where no phrase can be. */
  override convertConditionValStr(condition: ValueConditionWith<SigmaString>, _state: ConversionState): Converted {
    const expression = this.dialect.unboundValueStrExpression;
    if (!expression) throw featureNotSupported('Keywords are not supported.', condition.span);
    return expression.fill({ value: QueryText.of(super.convertValueStr(condition.value), condition.span) });
  }
}
