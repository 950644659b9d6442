import { QueryText } from '../../../pipeline/query-text.ts';
import { type Compat, reproduces } from '../../../pipeline/quirks.ts';
import type { CorrelationDraft, RuleDraft } from '../../../pipeline/rule-draft.ts';
import type { ConditionFieldEqualsValueExpression } from '../../../sigma/condition/condition-item.ts';
import { sigmaNumberToText } from '../../../sigma/types/sigma-number.ts';
import { regexText } from '../../../sigma/types/sigma-regular-expression.ts';
import { containsSpecial } from '../../../sigma/types/sigma-string.ts';
import type { SigmaNumber, SigmaRegularExpression, SigmaString } from '../../../sigma/types/sigma-type.ts';
import type { ConversionState, Converted } from '../../conversion-state.ts';
import { likePatternText, literalText } from '../../like-pattern.ts';
import { caseSensitiveText, type Remark } from '../../remarks.ts';
import { compileTemplate } from '../../template.ts';
import type { Correlation } from '../../text-correlation-backend.ts';
import type { FieldConditionWith, ValueConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { convertSigmaString, type StringStyle } from '../../text-value-backend.ts';
import { pplCorrelation } from './correlation.ts';
import { pplDialect } from './dialect.ts';
import { indexPattern, type PplSettings, timeModifiers } from './time-range.ts';

const equals = compileTemplate('{field}="{value}"');
/** Whether the operator wants the whole value or finds the pattern anywhere depends on the engine below PPL: so written, both are one. */
const regexp = compileTemplate("{field} REGEXP '(?s:.*)(?:{regex})(?s:.*)'");
const anyField = compileTemplate('query_string([\'*\'], "*{value}*")');

/** The syntax of Lucene inside `query_string`. */
const queryStringStyle: StringStyle = {
  escapeChar: '\\',
  wildcardMulti: '*',
  wildcardSingle: '?',
  escaped: '+-=&|!(){}[]<>^"~*?:\\/ ',
  filterChars: '',
};

/** Words that the grammar takes for no names. */
const reserved = new Set(
  (
    'align aligntime and appendcol batchmode bins boolean by chart double end exact false fieldlist ' +
    'float int integer long minspan mvmap not nullstr or otherstr over perc relative series short ' +
    'spath start string supportarray timeformat timestampadd timestampdiff true useother usepit xor'
  ).split(' '),
);

const like = compileTemplate('LIKE({field}, "{value}"{cased})');

export class OpenSearchPplBackend extends TextQueryBackend {
  readonly settings: PplSettings;
  readonly remarks: readonly Remark[] = [caseSensitiveText];
  readonly #compat: Compat;

  constructor(settings: PplSettings, compat: Compat) {
    super(pplDialect);
    this.settings = settings;
    this.#compat = compat;
  }

  override escapeAndQuoteField(field: string): string {
    const theirs = super.escapeAndQuoteField(field);
    // pySigma: opensearch_ppl.py#field_quote_pattern – takes words of the language for plain names.
    const isBareWord = theirs === field && reserved.has(field.toLowerCase());
    return isBareWord && !reproduces({ compat: this.#compat }, 'ppl-field-names') ? `\`${field}\`` : theirs;
  }

  // pySigma: opensearch_ppl.py#filter_chars – backslashes are dropped from strings and never doubled in regular expressions.
  override convertConditionFieldEqValStr(
    condition: FieldConditionWith<SigmaString>,
    state: ConversionState,
  ): Converted {
    if (state.reproduces('ppl-backslashes')) return super.convertConditionFieldEqValStr(condition, state);
    return this.#compare(condition, '');
  }

  override convertConditionFieldEqValStrCaseSensitive(
    condition: FieldConditionWith<SigmaString>,
    state: ConversionState,
  ): Converted {
    if (state.reproduces('ppl-backslashes')) return super.convertConditionFieldEqValStrCaseSensitive(condition, state);
    return this.#compare(condition, ', true');
  }

  #compare(condition: FieldConditionWith<SigmaString>, cased: string): QueryText {
    const { value, span } = condition;
    const field = this.fieldText(condition);
    if (!containsSpecial(value)) return equals.fill({ field, value: QueryText.of(literalText(value), span) });
    return like.fill({ field, value: QueryText.of(likePatternText(value), span), cased });
  }

  protected override convertListValue(
    condition: ConditionFieldEqualsValueExpression,
    state: ConversionState,
  ): QueryText {
    const { value, span } = condition;
    if (value.type !== 'string' || state.reproduces('ppl-backslashes')) return super.convertListValue(condition, state);
    return QueryText.of(this.quoteString(literalText(value)), span);
  }

  override convertConditionFieldEqValRe(
    condition: FieldConditionWith<SigmaRegularExpression>,
    state: ConversionState,
  ): Converted {
    // pySigma: opensearch_ppl.py#re_expression – "match", which searches for words.
    if (state.reproduces('ppl-regex')) return super.convertConditionFieldEqValRe(condition, state);
    const { value, span } = condition;
    const flags = value.flags.length > 0 ? `(?${[...value.flags].sort().join('')})` : '';
    const pattern = `${flags}${inJava(regexText(value))}`.replace(/[\\']/g, '\\$&');
    return regexp.fill({ field: this.fieldText(condition), regex: QueryText.of(pattern, span) });
  }

  override convertConditionValStr(condition: ValueConditionWith<SigmaString>, state: ConversionState): Converted {
    // pySigma: opensearch_ppl.py#unbound_value_str_expression – a text alone, which is no condition.
    if (state.reproduces('ppl-keywords')) return super.convertConditionValStr(condition, state);
    const text = convertSigmaString(condition.value, queryStringStyle).replace(/[\\"]/g, '\\$&');
    return anyField.fill({ value: QueryText.of(text, condition.span) });
  }

  override convertConditionValNum(condition: ValueConditionWith<SigmaNumber>, state: ConversionState): Converted {
    if (state.reproduces('ppl-keywords')) return super.convertConditionValNum(condition, state);
    return anyField.fill({ value: QueryText.of(sigmaNumberToText(condition.value), condition.span) });
  }

  override finishQuery(
    rule: RuleDraft | CorrelationDraft,
    converted: Exclude<Converted, null>,
    state: ConversionState,
  ): QueryText {
    const query = super.finishQuery(rule, converted, state);
    if (rule.kind === 'correlation') return query;
    const time = timeModifiers(rule, this.settings);
    const source = `source=${indexPattern(rule, this.settings)} | where `;
    const condition = state.reproduces('ppl-backslashes') ? moveWildcards(query) : query;
    return QueryText.concat(time === '' ? source : `search ${time} ${source}`, condition);
  }

  override convertCorrelationRule(correlation: Correlation): QueryText[] {
    return [pplCorrelation(correlation, this, this.#compat)];
  }
}

/** The expressions put their wildcards outside of the quotes. */
function moveWildcards(query: QueryText): QueryText {
  const edits = [...query.text.matchAll(/(%?)"([^"]*)"(%?)/g)].flatMap(({ index, 0: whole, 1: before, 3: after }) => {
    const end = index + whole.length;
    return [
      ...(before ? [{ start: index, end: index + 2, text: '"%' }] : []),
      ...(after ? [{ start: end - 2, end, text: '%"' }] : []),
    ];
  });
  return query.splice(edits);
}

/** Named groups and references to them, which Python marks with a P; names have no underscores. */
function inJava(pattern: string): string {
  return pattern.replace(/\\.|\(\?P<(\w+)>|\(\?P=(\w+)\)/gs, (part, group?: string, reference?: string) => {
    if (group !== undefined) return `(?<${group.replaceAll('_', 'x5F')}>`;
    return reference === undefined ? part : `\\k<${reference.replaceAll('_', 'x5F')}>`;
  });
}
