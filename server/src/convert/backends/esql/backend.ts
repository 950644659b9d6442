import type { AttackTable } from '../../../data/attack.ts';
import { ConversionError } from '../../../pipeline/conversion-error.ts';
import { isPlainList, type PlainValue, plainText, plainTruth } from '../../../pipeline/plain-value.ts';
import { QueryText, type TextLike } from '../../../pipeline/query-text.ts';
import { type QuirkMode, reproduces } from '../../../pipeline/quirks.ts';
import type { CorrelationDraft, RuleDraft } from '../../../pipeline/rule-draft.ts';
import type {
  ConditionFieldEqualsValueExpression,
  ConditionItem,
  ConditionNOT,
} from '../../../sigma/condition/condition-item.ts';
import { sigmaNumberToText } from '../../../sigma/types/sigma-number.ts';
import { containsSpecial } from '../../../sigma/types/sigma-string.ts';
import type { SigmaNumber, SigmaRegularExpression, SigmaString } from '../../../sigma/types/sigma-type.ts';
import { type ConversionState, type Converted, isDeferred } from '../../conversion-state.ts';
import type { CorrelationTemplateType } from '../../correlation-dialect.ts';
import { lucenePattern } from '../../lucene-pattern.ts';
import { luceneRemarks, severalValues, tooManyComparisons } from '../../remarks.ts';
import { compileTemplate } from '../../template.ts';
import { type Correlation, type ReferencedRule, ruleIdOf, templateTypeOf } from '../../text-correlation-backend.ts';
import { fieldsComparedWith, isTextField, keepTextFields } from '../../text-fields.ts';
import type { FieldConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { convertSigmaString } from '../../text-value-backend.ts';
import { esqlDialect } from './dialect.ts';
import { esqlName, stringLiteral } from './esql-text.ts';

export interface EsqlSettings extends QuirkMode {
  readonly scheduleInterval: string;
  readonly attack: () => AttackTable;
}

const indexKey = 'esql_index';
const textTypes = ['string', 'regex', 'expansion'] as const;

const patternStyle = { escapeChar: '\\', wildcardMulti: '*', wildcardSingle: '?', escaped: '\\', filterChars: '' };
const plainStyle = { escapeChar: undefined, wildcardMulti: '*', wildcardSingle: '?', escaped: '', filterChars: '' };

/** A column for each rule, of which every event may match several. */
const ruleColumns = compileTemplate('| eval {columns}');
const columnOfRule = compileTemplate('{column}=case({cases}, 0)');
const countOfRules = compileTemplate(
  '| eval timebucket=date_trunc({timespan}, @timestamp) | stats {maxima}{fields}{groupby} | eval event_type_count={sum}',
);

const columnName = (index: number) => `event_type_${index + 1}`;

function isNeverNull(item: ConditionItem): boolean {
  return item.kind === 'field' && (item.value.type === 'null' || item.value.type === 'exists');
}

/** The indices that a query reads, as `finishQuery` found them. */
export function indexOf(state: ConversionState): string {
  return String(state.extra.get(indexKey) ?? '*');
}

export class EsqlBackend extends TextQueryBackend {
  readonly remarks = [...luceneRemarks, severalValues, tooManyComparisons(250)];
  readonly settings: EsqlSettings;

  constructor(settings: EsqlSettings) {
    super(esqlDialect);
    this.settings = settings;
  }

  override escapeAndQuoteField(field: string): string {
    const [name, theirs] = [esqlName(field), super.escapeAndQuoteField(field)];
    // pySigma: elasticsearch_esql.py#field_quote_pattern – takes reserved words, digits at the start and other letters for plain names.
    return name !== theirs && reproduces(this.settings, 'esql-field-names') ? theirs : name;
  }

  /** Patterns of `like` have escapes of their own inside the string's; other strings know none for wildcards. */
  override convertValueStr(value: SigmaString): string {
    // pySigma: elasticsearch_esql.py – escapes once, and wildcards everywhere.
    if (reproduces(this.settings, 'esql-escapes')) return super.convertValueStr(value);
    return this.quoteString(
      stringLiteral(convertSigmaString(value, containsSpecial(value) ? patternStyle : plainStyle)),
    );
  }

  protected override regexFor(condition: FieldConditionWith<SigmaRegularExpression>, state: ConversionState): string {
    const pattern = lucenePattern(condition, state);
    return pattern === undefined ? super.regexFor(condition, state) : stringLiteral(pattern);
  }

  override convertCondition(condition: ConditionItem | null, state: ConversionState): Converted {
    // pySigma: elasticsearch_esql.py – compares one field with texts and numbers, which is an error of types for every field.
    keepTextFields(state, () =>
      state.reproduces('esql-mixed-types') ? new Set() : fieldsComparedWith(textTypes, condition),
    );
    return super.convertCondition(condition, state);
  }

  override convertConditionFieldEqValNum(
    condition: FieldConditionWith<SigmaNumber>,
    state: ConversionState,
  ): Converted {
    if (!isTextField(condition.field, state)) return super.convertConditionFieldEqValNum(condition, state);
    return QueryText.concat(this.fieldText(condition), this.dialect.eqToken, this.#numberAsText(condition));
  }

  protected override convertListValue(
    condition: ConditionFieldEqualsValueExpression,
    state: ConversionState,
  ): QueryText {
    if (condition.value.type !== 'number' || !isTextField(condition.field, state))
      return super.convertListValue(condition, state);
    return this.#numberAsText(condition as FieldConditionWith<SigmaNumber>);
  }

  #numberAsText({ value, span }: FieldConditionWith<SigmaNumber>): QueryText {
    return QueryText.of(this.quoteString(sigmaNumberToText(value)), span);
  }

  /** Comparisons with a field that an event lacks are null, and so is their negation: the event would never be found. */
  override convertConditionNot(condition: ConditionNOT, state: ConversionState): Converted {
    const [arg] = condition.args;
    // pySigma: elasticsearch_esql.py – negates what may be null.
    if (arg === null || isNeverNull(arg) || state.reproduces('esql-negated-null'))
      return super.convertConditionNot(condition, state);
    const converted = this.convertCondition(arg, state);
    if (converted === null || isDeferred(converted)) return super.convertConditionNot(condition, state);
    return QueryText.concat('not coalesce(', converted, ', false)');
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

  override convertCorrelationTyping(correlation: Correlation): TextLike {
    const rules = this.#rulesOfTypes(correlation);
    if (rules.length === 0) return super.convertCorrelationTyping(correlation);
    const columns = rules.map((queries, index) => {
      const cases = QueryText.join(
        queries.map((query) => QueryText.concat(query, ', 1')),
        ', ',
      );
      return columnOfRule.fill({ column: columnName(index), cases });
    });
    return ruleColumns.fill({ columns: QueryText.join(columns, ', ') });
  }

  protected override convertCorrelationAggregation(
    correlation: Correlation,
    type: CorrelationTemplateType,
    search: QueryText,
  ): QueryText {
    const names = this.#rulesOfTypes(correlation).map((_, index) => columnName(index));
    if (names.length === 0) return super.convertCorrelationAggregation(correlation, type, search);
    return countOfRules.fill({
      timespan: this.convertTimespan(correlation.rule.source.timespan),
      maxima: names.map((name) => `${name}=max(${name})`).join(', '),
      fields: this.convertCorrelationEventFields(correlation),
      groupby: this.convertCorrelationGroupBy(correlation),
      sum: names.join('+'),
    });
  }

  /** The queries of each rule of a correlation that counts several; none where pySigma's count will do. */
  #rulesOfTypes({ rule, referenced }: Correlation): readonly (readonly QueryText[])[] {
    const rules = new Map<string, QueryText[]>();
    if (templateTypeOf(rule) !== 'temporal') return [];
    for (const { rule, queries } of referenced)
      rules.set(ruleIdOf(rule), [...(rules.get(ruleIdOf(rule)) ?? []), ...queries()]);
    // pySigma: elasticsearch_esql.py#typing_expression – an event that matches several rules counts for the first one only.
    if (rules.size < 2 || reproduces(this.settings, 'esql-overlapping-rules')) return [];
    return [...rules.values()];
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
