import { featureNotSupported } from '../../../pipeline/conversion-error.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import { reproduces } from '../../../pipeline/quirks.ts';
import type { ConditionFieldEqualsValueExpression } from '../../../sigma/condition/condition-item.ts';
import { sigmaNumberToText } from '../../../sigma/types/sigma-number.ts';
import { containsSpecial, sigmaStringToPlain } from '../../../sigma/types/sigma-string.ts';
import type {
  SigmaCIDRExpression,
  SigmaNumber,
  SigmaRegularExpression,
  SigmaString,
} from '../../../sigma/types/sigma-type.ts';
import type { ConversionState, Converted } from '../../conversion-state.ts';
import type { Dialect } from '../../dialect.ts';
import { ElasticBackend, type ElasticSettings } from '../../elastic-backend.ts';
import { lucenePattern } from '../../lucene-pattern.ts';
import { longQueryString, luceneRemarks, tooManyComparisons } from '../../remarks.ts';
import type { FieldConditionWith, ValueConditionWith } from '../../text-leaf-backend.ts';
import { convertSigmaString, type StringStyle } from '../../text-value-backend.ts';
import { luceneDialect } from './dialect.ts';
import { isOperator, luceneName, luceneNumber, wordBreaks } from './lucene-text.ts';

export class LuceneBackend extends ElasticBackend {
  readonly remarks = [...luceneRemarks, tooManyComparisons(1000), longQueryString];
  readonly #phraseStyle: StringStyle;
  readonly #termStyle: StringStyle;

  constructor(settings: ElasticSettings, dialect: Dialect = luceneDialect) {
    super(dialect, '_exists_:{field}', settings);
    this.#phraseStyle = { ...this.stringStyle, escaped: this.stringStyle.escaped.replaceAll(' ', '') };
    this.#termStyle = { ...this.stringStyle, escaped: this.stringStyle.escaped + wordBreaks };
  }

  override escapeAndQuoteField(field: string): string {
    const [name, theirs] = [luceneName(field), super.escapeAndQuoteField(field)];
    // pySigma: elasticsearch_lucene.py#field_escape_pattern – escapes spaces and stars only.
    return name !== theirs && reproduces(this.settings, 'lucene-field-names') ? theirs : name;
  }

  override convertConditionFieldEqValNum(
    condition: FieldConditionWith<SigmaNumber>,
    _state: ConversionState,
  ): Converted {
    return QueryText.concat(this.fieldText(condition), this.dialect.eqToken, this.#number(condition));
  }

  protected override convertListValue(
    condition: ConditionFieldEqualsValueExpression,
    state: ConversionState,
  ): QueryText {
    if (condition.value.type !== 'number') return super.convertListValue(condition, state);
    return this.#number(condition as FieldConditionWith<SigmaNumber>);
  }

  override convertConditionValNum(condition: ValueConditionWith<SigmaNumber>, _state: ConversionState): Converted {
    return this.#number(condition);
  }

  #number({ value, span }: Pick<ValueConditionWith<SigmaNumber>, 'value' | 'span'>): QueryText {
    const [text, theirs] = [luceneNumber(value), sigmaNumberToText(value)];
    // pySigma: conversion/base.py#convert_condition_field_eq_val_num – the sign of a negative number forbids what follows it.
    return QueryText.of(text !== theirs && reproduces(this.settings, 'lucene-terms') ? theirs : text, span);
  }

  override convertConditionFieldEqValCidr(
    condition: FieldConditionWith<SigmaCIDRExpression>,
    state: ConversionState,
  ): Converted {
    const converted = super.convertConditionFieldEqValCidr(condition, state);
    if (!condition.value.original.includes(':') || !(converted instanceof QueryText)) return converted;
    const end = this.#endOfField(condition.field, converted.text);
    const colons = [...converted.text.matchAll(/:/g)].filter(({ index }) => index > end);
    return converted.splice(colons.map(({ index }) => ({ start: index, end: index + 1, text: '\\:' })));
  }

  /** Where the colon behind the field is. */
  #endOfField(field: string, query: string): number {
    const name = this.escapeAndQuoteField(field);
    const isEscaped = name.includes('\\:') && query.startsWith(`${name}:`);
    return isEscaped ? name.length : query.indexOf(':');
  }

  protected override regexFor(condition: FieldConditionWith<SigmaRegularExpression>, state: ConversionState): string {
    return lucenePattern(condition, state) ?? super.regexFor(condition, state);
  }

  /** A value of several words is a phrase, as the parser would split it at its spaces; so is one that it reads as an operator. */
  override convertValueStr(value: SigmaString): string {
    if (!containsSpecial(value) && this.#needsQuotes(sigmaStringToPlain(value)))
      return this.quoteString(convertSigmaString(value, this.#phraseStyle));
    return this.#term(value);
  }

  #needsQuotes(text: string): boolean {
    if (text.includes(' ')) return true;
    // pySigma: elasticsearch_lucene.py – escapes comparison signs, which the parser reads as such all the same.
    if (/^[<>]/.test(text) && !reproduces(this.settings, 'lucene-comparison-signs')) return true;
    // pySigma: elasticsearch_lucene.py – knows no white space but the space, and no words that are operators.
    const isPhrase = isOperator(text) || [...wordBreaks].some((space) => text.includes(space));
    return isPhrase && !reproduces(this.settings, 'lucene-terms');
  }

  #term(value: SigmaString): string {
    const theirs = super.convertValueStr(value);
    const text = this.decideStringQuoting(value) ? theirs : convertSigmaString(value, this.#termStyle);
    return text !== theirs && reproduces(this.settings, 'lucene-terms') ? theirs : text;
  }

  /** Keywords stand between wildcards, where no phrase can be. */
  override convertConditionValStr(condition: ValueConditionWith<SigmaString>, _state: ConversionState): Converted {
    const expression = this.dialect.unboundValueStrExpression;
    if (!expression) throw featureNotSupported('Keywords are not supported.', condition.span);
    return expression.fill({ value: QueryText.of(this.#term(condition.value), condition.span) });
  }
}
