import { featureNotSupported } from '../../../pipeline/conversion-error.ts';
import type { ConversionNotice } from '../../../pipeline/pipeline-run.ts';
import { QueryText, type TextLike } from '../../../pipeline/query-text.ts';
import { reproduces } from '../../../pipeline/quirks.ts';
import type { CorrelationDraft } from '../../../pipeline/rule-draft.ts';
import type {
  ConditionAND,
  ConditionFieldEqualsValueExpression,
  ConditionItem,
  ConditionOR,
} from '../../../sigma/condition/condition-item.ts';
import type { SigmaCorrelationTimespan } from '../../../sigma/rule/sigma-rule.ts';
import { parseIpv4, parseIpv6 } from '../../../sigma/types/ip-network.ts';
import { sigmaNumberToText } from '../../../sigma/types/sigma-number.ts';
import { regexText } from '../../../sigma/types/sigma-regular-expression.ts';
import { sigmaStringToPlain } from '../../../sigma/types/sigma-string.ts';
import type { SigmaNumber, SigmaRegularExpression, SigmaString } from '../../../sigma/types/sigma-type.ts';
import type { ConversionState, Converted } from '../../conversion-state.ts';
import type { CorrelationTemplateType } from '../../correlation-dialect.ts';
import { atLeastOnly } from '../../correlation-notices.ts';
import { ElasticBackend, type ElasticSettings } from '../../elastic-backend.ts';
import { leastCount } from '../../least-count.ts';
import { lucenePattern } from '../../lucene-pattern.ts';
import { luceneRegexOfString } from '../../lucene-regex.ts';
import { type Correlation, templateTypeOf } from '../../text-correlation-backend.ts';
import { fieldsComparedWith, isTextField, keepTextFields } from '../../text-fields.ts';
import type { FieldConditionWith, ValueConditionWith } from '../../text-leaf-backend.ts';
import { eqlDialect } from './dialect.ts';
import { eqlName, eqlString, stringNeeds, wildcardText } from './eql-text.ts';

function isIpAddress(text: string): boolean {
  const [address = '', scope, ...more] = text.split('%');
  if (scope === undefined) return parseIpv4(text) !== undefined || parseIpv6(text) !== undefined;
  return scope !== '' && more.length === 0 && parseIpv6(address) !== undefined;
}

const isAddress = (value: SigmaString) => isIpAddress(sigmaStringToPlain(value));

/** Without the flag for case, where the operator can do that: it knows nothing of ranges and of letters beyond ASCII. */
function withoutCase(value: SigmaRegularExpression): SigmaRegularExpression {
  const isSimple = /^[\0-\x7f]*$/.test(regexText(value)) && !/\[|\(\?/.test(regexText(value));
  return isSimple ? { ...value, flags: value.flags.filter((flag) => flag !== 'i') } : value;
}

const noText = QueryText.of('');

export class EqlBackend extends ElasticBackend {
  constructor(settings: ElasticSettings) {
    super(eqlDialect, '?{field} != null', settings);
  }

  override escapeAndQuoteField(field: string): string {
    const [name, theirs] = [eqlName(field), super.escapeAndQuoteField(field)];
    // pySigma: elasticsearch_eql.py#field_quote_pattern – takes names with special characters and reserved words for plain ones.
    return name !== theirs && reproduces(this.settings, 'eql-field-names') ? theirs : name;
  }

  override convertCondition(condition: ConditionItem | null, state: ConversionState): Converted {
    keepTextFields(state, () => fieldsComparedWith(['string', 'regex', 'expansion'], condition));
    return super.convertCondition(condition, state);
  }

  #compare(condition: FieldConditionWith<SigmaString | SigmaNumber>, operator: string, value: string): QueryText {
    return QueryText.concat(this.fieldText(condition), operator, QueryText.of(value, condition.span));
  }

  /** `:` matches texts; the empty one and addresses are compared with `==`. */
  override convertConditionFieldEqValStr(
    condition: FieldConditionWith<SigmaString>,
    state: ConversionState,
  ): Converted {
    const { value } = condition;
    if (value.parts.length === 0 || isAddress(value))
      return this.#compare(condition, '==', this.convertValueStr(value));
    const { wildcards, literals } = stringNeeds(value);
    if (!literals || state.reproduces('eql-strings')) return super.convertConditionFieldEqValStr(condition, state);
    return wildcards
      ? this.#compare(condition, ' regex~ ', eqlString(luceneRegexOfString(value, true)))
      : this.#compare(condition, ' in~ ', `(${this.convertValueStr(value)})`);
  }

  override convertConditionFieldEqValStrCaseSensitive(
    condition: FieldConditionWith<SigmaString>,
    state: ConversionState,
  ): Converted {
    const { value } = condition;
    const { wildcards, literals } = stringNeeds(value);
    if (!wildcards || state.reproduces('eql-strings'))
      return super.convertConditionFieldEqValStrCaseSensitive(condition, state);
    return literals
      ? this.#compare(condition, ' regex ', eqlString(luceneRegexOfString(value, false)))
      : this.#compare(condition, ' like ', this.convertValueStr(value));
  }

  override convertValueStr(value: SigmaString): string {
    const [text, theirs] = [eqlString(wildcardText(value)), super.convertValueStr(value)];
    // pySigma: elasticsearch_eql.py#add_escaped – puts a backslash before wildcards and line breaks, which no string of EQL knows.
    return text !== theirs && reproduces(this.settings, 'eql-strings') ? theirs : text;
  }

  override convertConditionFieldEqValNum(
    condition: FieldConditionWith<SigmaNumber>,
    state: ConversionState,
  ): Converted {
    // pySigma: elasticsearch_eql.py#eq_token – ":" for numbers and booleans, too.
    if (state.reproduces('eql-types')) return super.convertConditionFieldEqValNum(condition, state);
    const number = sigmaNumberToText(condition.value);
    return isTextField(condition.field, state)
      ? this.#compare(condition, ':', eqlString(number))
      : this.#compare(condition, ' == ', number);
  }

  override convertConditionFieldEqValBool(
    condition: ConditionFieldEqualsValueExpression,
    value: boolean,
    state: ConversionState,
  ): Converted {
    if (state.reproduces('eql-types')) return super.convertConditionFieldEqValBool(condition, value, state);
    return QueryText.concat(this.fieldText(condition), ' == ', QueryText.of(String(value), condition.span));
  }

  /** Lists are compared as texts: numbers and addresses are so by themselves, whatever the type of the field. */
  override decideConvertConditionAsInExpression(
    condition: ConditionOR | ConditionAND,
    state: ConversionState,
  ): boolean {
    if (!super.decideConvertConditionAsInExpression(condition, state)) return false;
    const args = condition.args as readonly ConditionFieldEqualsValueExpression[];
    const strings = args.flatMap(({ value }) => (value.type === 'string' ? [value] : []));
    const hasLiterals = strings.some((value) => stringNeeds(value).literals);
    if (hasLiterals && !state.reproduces('eql-strings')) return false;
    const isTextual = strings.length === args.length || isTextField(args[0]?.field ?? '', state);
    return (isTextual && !strings.every(isAddress)) || state.reproduces('eql-types');
  }

  override convertConditionFieldEqValRe(
    condition: FieldConditionWith<SigmaRegularExpression>,
    state: ConversionState,
  ): Converted {
    // pySigma: elasticsearch_eql.py#re_expression – "regex~" ignores case.
    if (state.reproduces('lucene-regex')) return super.convertConditionFieldEqValRe(condition, state);
    const { value } = condition;
    const pattern = lucenePattern({ ...condition, value: withoutCase(value) }, state) ?? regexText(value);
    const operator = value.flags.includes('i') ? ' regex~ ' : ' regex ';
    return QueryText.concat(this.fieldText(condition), operator, QueryText.of(eqlString(pattern), condition.span));
  }

  override convertConditionFieldExists(
    condition: ConditionFieldEqualsValueExpression,
    state: ConversionState,
  ): Converted {
    if (state.reproduces('refused-exists')) return super.convertConditionFieldExists(condition, state);
    return QueryText.concat('?', this.fieldText(condition), ' != null').withSpan(condition.span);
  }

  override convertConditionValStr(condition: ValueConditionWith<SigmaString>, state: ConversionState): Converted {
    // pySigma: elasticsearch_eql.py#unbound_value_str_expression – a text alone, which is no condition.
    if (state.reproduces('eql-keywords')) return super.convertConditionValStr(condition, state);
    throw keywordsUnsupported(condition.span);
  }

  override convertConditionValNum(condition: ValueConditionWith<SigmaNumber>, state: ConversionState): Converted {
    if (state.reproduces('eql-keywords')) return super.convertConditionValNum(condition, state);
    throw keywordsUnsupported(condition.span);
  }

  /** Counts look for events of any of the rules. */
  override convertCorrelationSearch(correlation: Correlation): QueryText {
    const { rule, referenced } = correlation;
    const type = templateTypeOf(rule);
    const { searchSingleRule } = this.correlationDialect;
    this.#checkNoneNested(correlation);
    if (type === 'temporal' && !rule.groupBy && !reproduces(this.settings, 'eql-correlation'))
      throw featureNotSupported('EQL finds events without order by a field that they share only: add "group-by"');
    const queries =
      type === 'temporal' || type === 'temporal_ordered' ? [] : referenced.flatMap((entry) => entry.queries());
    // pySigma: elasticsearch_eql.py#search_multi_rule – looks for one event of each rule in a row, and counts those of the last.
    if (!searchSingleRule || queries.length < 2 || reproduces(this.settings, 'eql-correlation'))
      return super.convertCorrelationSearch(correlation);
    for (const entry of referenced) this.convertCorrelationNormalization(correlation, entry);
    const grouped = queries.map((query) => this.group(query, undefined));
    return searchSingleRule.fill({ query: QueryText.join(grouped, ' or '), normalization: '' });
  }

  // pySigma: elasticsearch_eql.py#correlation_condition_expression – "by  with runs" stands behind sequences, too.
  protected override convertCorrelationAggregation(
    correlation: Correlation,
    type: CorrelationTemplateType,
    search: QueryText,
  ): QueryText {
    return this.#endsWithRules(type) ? noText : super.convertCorrelationAggregation(correlation, type, search);
  }

  protected override convertCorrelationCondition(correlation: Correlation, type: CorrelationTemplateType): QueryText {
    if (this.#endsWithRules(type)) return noText;
    const { rule } = correlation;
    const { condition } = rule;
    if (!condition) return super.convertCorrelationCondition(correlation, type);
    const whole = { ...condition, count: leastCount(condition.count, this.#countsMore(rule)) };
    return super.convertCorrelationCondition({ ...correlation, rule: { ...rule, condition: whole } }, type);
  }

  /** More than so many are at least one more, which "runs" can say. */
  #countsMore({ condition }: CorrelationDraft): boolean {
    return condition?.op === 'gt' && !reproduces(this.settings, 'eql-correlation');
  }

  override correlationNotices(correlation: Correlation): ConversionNotice[] {
    const lost = this.#countsMore(correlation.rule) ? undefined : atLeastOnly(correlation);
    return [...(lost ? [lost] : []), ...super.correlationNotices(correlation)];
  }

  // pySigma: elasticsearch_eql.py#search_multi_rule_query_expression – puts a whole sequence into the filter of an event.
  #checkNoneNested({ rule, referenced }: Correlation): void {
    const nested = referenced.some((entry) => entry.rule.kind === 'correlation');
    if (nested && !reproduces(this.settings, 'eql-correlation'))
      throw featureNotSupported(
        'EQL has no correlations of correlations: a sequence consists of single events',
        rule.source.span,
      );
  }

  /** EQL knows days, but neither weeks nor what is longer. */
  override convertTimespan(timespan: SigmaCorrelationTimespan | undefined): TextLike {
    if (timespan?.unit !== 'w' || reproduces(this.settings, 'eql-correlation')) return super.convertTimespan(timespan);
    return QueryText.of(`${7 * timespan.count}d`, timespan.span);
  }

  #checkTimespan({ rule }: Correlation): void {
    const { timespan } = rule.source;
    if (timespan?.unit !== 'M' && timespan?.unit !== 'y') return;
    if (templateTypeOf(rule) === 'temporal' || reproduces(this.settings, 'eql-correlation')) return;
    throw featureNotSupported(
      `EQL knows no months and years, so that "${timespan.spec}" cannot be its "maxspan": give the timespan in days`,
      timespan.span,
    );
  }

  override convertCorrelationRule(correlation: Correlation): QueryText[] {
    this.#checkTimespan(correlation);
    const queries = super.convertCorrelationRule(correlation);
    if (!this.#endsWithRules(templateTypeOf(correlation.rule))) return queries;
    return queries.map((query) => query.slice(0, query.text.trimEnd().length));
  }

  #endsWithRules(type: CorrelationTemplateType): boolean {
    return type === 'temporal_ordered' && !reproduces(this.settings, 'eql-correlation');
  }
}

const keywordsUnsupported = (span: Parameters<typeof featureNotSupported>[1]) =>
  featureNotSupported(
    'Keywords are not supported by EQL, which compares fields only. Compare a field, or convert the rule to Lucene',
    span,
  );
