import { notImplemented } from '../../../pipeline/conversion-error.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import { type QuirkId, type QuirkMode, reproduces } from '../../../pipeline/quirks.ts';
import { orThrow } from '../../../pipeline/sigma-value.ts';
import type {
  ConditionAND,
  ConditionFieldEqualsValueExpression,
  ConditionItem,
  ConditionNOT,
  ConditionOR,
  ConditionValueExpression,
} from '../../../sigma/condition/condition-item.ts';
import { sigmaNumberToText } from '../../../sigma/types/sigma-number.ts';
import { containsSpecial, sigmaString, sigmaStringLiteral } from '../../../sigma/types/sigma-string.ts';
import { sliceSigmaString } from '../../../sigma/types/sigma-string-edit.ts';
import type {
  SigmaCIDRExpression,
  SigmaCompareExpression,
  SigmaNumber,
  SigmaRegularExpression,
  SigmaString,
} from '../../../sigma/types/sigma-type.ts';
import { type ConversionState, type Converted, isDeferred } from '../../conversion-state.ts';
import type { Remark } from '../../remarks.ts';
import type { Template } from '../../template.ts';
import { fieldsComparedWith, isTextField, keepTextFields } from '../../text-fields.ts';
import type { FieldConditionWith, ValueConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { type ColumnType, cast, columnText, columnType, holdsNumbers, holdsText } from './columns.ts';
import { anyValueExpression, keywordPatternExpression, kustoDialectFor } from './dialect.ts';
import { kustoRemarks } from './remarks.ts';

type Comparison = ConditionFieldEqualsValueExpression;
type StringComparison = FieldConditionWith<SigmaString>;

const hasWildcard = (condition: Comparison): condition is StringComparison & Comparison =>
  condition.value.type === 'string' && containsSpecial(condition.value);

const isAnyValue = ({ parts }: SigmaString) =>
  parts.length > 0 && parts.every((part) => part.kind === 'wildcard' && part.wildcard === '*');

const hasInnerWildcard = ({ parts }: SigmaString) =>
  parts.some((part, at) => part.kind === 'wildcard' && (part.wildcard === '?' || (at > 0 && at < parts.length - 1)));

const textTypes = ['string', 'regex', 'expansion', 'cidr'] as const;

const wholeNumber = /^\d{1,18}$/;

/** More operands than this of one AND or OR are grouped: each nests one level deeper than the one before, and the depth is limited. */
const mostOperands = 200;

export class KustoBackend extends TextQueryBackend {
  readonly remarks: readonly Remark[] = kustoRemarks;
  readonly #mode: QuirkMode;

  constructor(mode: QuirkMode) {
    super(kustoDialectFor(mode));
    this.#mode = mode;
  }

  override escapeAndQuoteField(field: string): string {
    // pySigma: kusto.py#field_quote – quotes that make the name a text.
    const [quoted, column] = [super.escapeAndQuoteField(field), columnText(field)];
    return quoted !== column && reproduces(this.#mode, 'kusto-field-names') ? quoted : column;
  }

  override convertCondition(condition: ConditionItem | null, state: ConversionState): Converted {
    keepTextFields(state, () => fieldsComparedWith(textTypes, condition));
    return super.convertCondition(condition, state);
  }

  /** As a pipeline says, else as the rule lets one suppose. */
  #type(
    { field }: Pick<Comparison, 'field'>,
    state: ConversionState,
    comparedWith: 'text' | 'anything' = 'anything',
  ): ColumnType | undefined {
    const type = columnType(field, state) ?? (isTextField(field, state) ? 'string' : undefined);
    const isUsual = type === undefined || (type === 'string' && comparedWith === 'text');
    return isUsual || !state.reproduces('kusto-column-types') ? type : undefined;
  }

  /** Below a negation, what is unknown for events without a value must be false. */
  #known(converted: Converted, state: ConversionState): Converted {
    // pySigma: kusto.py – the negation of what is unknown is unknown, too.
    if (state.negations === 0 || !(converted instanceof QueryText) || state.reproduces('negated-null'))
      return converted;
    return QueryText.concat('coalesce(', converted, ', false)');
  }

  /** A comparison of texts, with the column as a text where it is none. */
  #asText(condition: Pick<Comparison, 'field'>, converted: Converted, state: ConversionState, at = 0): Converted {
    if (!(converted instanceof QueryText) || holdsText(this.#type(condition, state, 'text'))) return converted;
    return cast(converted, this.escapeAndQuoteField(condition.field), at, 'tostring');
  }

  override convertConditionFieldEqValStr(condition: StringComparison, state: ConversionState): Converted {
    // pySigma: kusto.py – "startswith" with an empty text, which holds for columns without a value, too.
    if (isAnyValue(condition.value) && !state.reproduces('kusto-empty-texts'))
      return anyValueExpression.fill({ field: this.fieldText(condition) }).withSpan(condition.span);
    if (hasInnerWildcard(condition.value)) this.#dialectHasSay('kusto-wildcard-regex', state);
    const type = this.#type(condition, state, 'text');
    // pySigma: kusto.py – operators that ignore the case of ASCII letters only.
    if (hasOtherLetters(condition.value) && !state.reproduces('kusto-ascii-case'))
      return this.#asText(condition, this.#pattern(condition), state);
    const text = plainText(condition.value);
    if (holdsNumbers(type) && text !== undefined && wholeNumber.test(text)) return this.#isEqual(condition, text);
    if (type === 'bool' && (text === 'true' || text === 'false')) return this.#isEqual(condition, text);
    return this.#asText(condition, super.convertConditionFieldEqValStr(condition, state), state);
  }

  #pattern(condition: StringComparison): QueryText {
    const regex = QueryText.of(this.convertStringAsRegex(condition.value), condition.span);
    return (this.dialect.wildcardMatchExpression as Template).fill({ field: this.fieldText(condition), regex });
  }

  override convertConditionFieldEqValRe(
    condition: FieldConditionWith<SigmaRegularExpression>,
    state: ConversionState,
  ): Converted {
    return this.#asText(condition, super.convertConditionFieldEqValRe(condition, state), state);
  }

  /** Where the dialect itself departs from pySigma's. */
  #dialectHasSay(quirk: QuirkId, state: ConversionState): void {
    state.reproduces(quirk);
  }

  override convertConditionFieldEqValNull(condition: Comparison, state: ConversionState): Converted {
    this.#dialectHasSay('kusto-empty-texts', state);
    return super.convertConditionFieldEqValNull(condition, state);
  }

  override decideConvertConditionAsInExpression(
    condition: ConditionOR | ConditionAND,
    state: ConversionState,
  ): boolean {
    const [first, second] = condition.args;
    if (condition.kind === 'and' && first?.kind === 'field' && second?.kind === 'field' && first.field === second.field)
      this.#dialectHasSay('kusto-all-values', state);
    return super.decideConvertConditionAsInExpression(condition, state);
  }

  /** `=~` compares strings; numbers take `==`. */
  override convertConditionFieldEqValNum(
    condition: FieldConditionWith<SigmaNumber>,
    state: ConversionState,
  ): Converted {
    const text = sigmaNumberToText(condition.value);
    const type = this.#type(condition, state);
    if (type === undefined || type === 'dynamic' || holdsNumbers(type)) return this.#isEqual(condition, text);
    return this.#textEquals(condition, text, state);
  }

  override convertConditionFieldEqValBool(condition: Comparison, value: boolean, state: ConversionState): Converted {
    // pySigma: kusto.py – compares booleans with the operator for strings.
    if (state.reproduces('kusto-bool-operator')) return super.convertConditionFieldEqValBool(condition, value, state);
    const type = this.#type(condition, state);
    if (type === undefined || type === 'dynamic' || type === 'bool')
      return this.#isEqual(condition, value ? 'true' : 'false');
    return this.#textEquals(condition, value ? 'true' : 'false', state);
  }

  #isEqual(condition: Pick<Comparison, 'field' | 'item' | 'span'>, value: string): QueryText {
    return QueryText.concat(this.fieldText(condition), ' == ', QueryText.of(value, condition.span));
  }

  #textEquals(
    condition: FieldConditionWith<SigmaNumber> | Comparison,
    text: string,
    state: ConversionState,
  ): Converted {
    const value = sigmaString(text, condition.value.span);
    return this.#asText(condition, super.convertConditionFieldEqValStr({ ...condition, value }, state), state);
  }

  override convertConditionFieldCompareOpVal(
    condition: FieldConditionWith<SigmaCompareExpression>,
    state: ConversionState,
  ): Converted {
    const converted = super.convertConditionFieldCompareOpVal(condition, state);
    if (!(converted instanceof QueryText) || this.#type(condition, state) !== 'string')
      return this.#known(converted, state);
    return this.#known(cast(converted, this.escapeAndQuoteField(condition.field), 0, 'todouble'), state);
  }

  override convertConditionFieldEqValCidr(
    condition: FieldConditionWith<SigmaCIDRExpression>,
    state: ConversionState,
  ): Converted {
    const plain = super.convertConditionFieldEqValCidr(condition, state);
    const converted = this.#asText(condition, plain, state, 'ipv4_is_in_range('.length);
    if (!condition.value.cidr.includes(':') || state.reproduces('kusto-ipv6-range'))
      return this.#known(converted, state);
    const ipv6 = converted instanceof QueryText ? converted.splice([{ start: 0, end: 4, text: 'ipv6' }]) : converted;
    return this.#known(ipv6, state);
  }

  /** Plain values become a list, those with wildcards comparisons of their own. */
  override convertConditionAsInExpression(condition: ConditionOR | ConditionAND, state: ConversionState): Converted {
    const args = condition.args as readonly Comparison[];
    const { orToken, andToken, tokenSeparator } = this.dialect;
    const isOr = condition.kind === 'or';
    const isAlone = (arg: Comparison): arg is StringComparison & Comparison =>
      hasWildcard(arg) ||
      (arg.value.type === 'string' && hasOtherLetters(arg.value) && !state.reproduces('kusto-ascii-case'));
    const plain = args.filter((arg) => !isAlone(arg));
    const parts = args.filter(isAlone).map((arg) => this.#wildcardMember(arg, state));
    if (plain.length > 0) parts.unshift(this.#list(plain, isOr, state));
    const separator = tokenSeparator + (isOr ? orToken : andToken) + tokenSeparator;
    if (parts.length <= mostOperands || state.reproduces('kusto-depth')) return QueryText.join(parts, separator);
    const groups = inGroups(parts).map((group) => this.group(QueryText.join(group, separator), condition.span));
    return QueryText.join(groups, separator);
  }

  #list(plain: readonly Comparison[], isOr: boolean, state: ConversionState): QueryText {
    const { orInOperator, andInOperator, listSeparator, fieldInListExpression } = this.dialect;
    const [first] = plain as readonly [Comparison];
    if (!fieldInListExpression) throw notImplemented('Field in list expressions are not supported.', first.span);
    const found = this.#numbers(plain, state);
    const numbers = found && state.reproduces('kusto-column-types') ? undefined : found;
    const values = plain.map((arg, at) =>
      numbers ? QueryText.of(numbers[at] as string, arg.span) : this.convertListValue(arg, state),
    );
    const field = this.fieldText(first);
    const list = fieldInListExpression.fill({
      field,
      op: numbers ? 'in' : isOr ? orInOperator : andInOperator,
      list: QueryText.join(values, listSeparator),
    });
    return numbers ? list : (this.#asText(first, list, state) as QueryText);
  }

  /** The values of a list as numbers, where the column holds numbers or, for all that is known, may hold them. */
  #numbers(plain: readonly Comparison[], state: ConversionState): string[] | undefined {
    const areTexts = plain.every(({ value }) => value.type === 'string');
    const type = this.#type(plain[0] as Comparison, state, areTexts ? 'text' : 'anything');
    if (type !== undefined && type !== 'dynamic' && !holdsNumbers(type)) return undefined;
    const texts = plain.flatMap(({ value }) => {
      if (value.type === 'number') return [sigmaNumberToText(value)];
      const text = value.type === 'string' && holdsNumbers(type) ? plainText(value) : undefined;
      return text !== undefined && wholeNumber.test(text) ? [text] : [];
    });
    return texts.length === plain.length ? texts : undefined;
  }

  protected override convertListValue(condition: Comparison, state: ConversionState): QueryText {
    const { value, span } = condition;
    if (value.type !== 'number' && value.type !== 'timestamp-part') return super.convertListValue(condition, state);
    return QueryText.of(this.convertValueStr(sigmaString(sigmaNumberToText(value))), span);
  }

  #wildcardMember(arg: StringComparison, state: ConversionState): QueryText {
    if (hasInnerWildcard(arg.value) && state.reproduces('kusto-inner-wildcard')) {
      const inner = orThrow(sliceSigmaString(arg.value, 1, -1), arg.span);
      if (containsSpecial(inner)) return this.#containsParts(arg);
    }
    // pySigma: kusto.py#convert_condition_as_in_expression – quotes the field a second time.
    const quoted = this.escapeAndQuoteField(arg.field);
    const field = quoted !== arg.field && state.reproduces('kusto-inner-wildcard') ? quoted : arg.field;
    const converted = this.convertConditionFieldEqValStr({ ...arg, field, parent: null }, state);
    if (converted instanceof QueryText) return converted;
    throw notImplemented('A wildcard in a list of values cannot be expressed.', arg.span);
  }

  /** The pieces between the wildcards, each anywhere in the value. */
  #containsParts(arg: StringComparison): QueryText {
    const { andToken, tokenSeparator, containsExpression } = this.dialect;
    const parts = arg.value.parts.flatMap((part) => {
      if (part.kind === 'wildcard' || !containsExpression) return [];
      const text = part.kind === 'plain' ? sigmaString(part.text) : sigmaStringLiteral(part.name);
      const value = QueryText.of(this.convertValueStr(text), arg.span);
      return [containsExpression.fill({ field: this.fieldText(arg), value })];
    });
    return this.group(QueryText.join(parts, tokenSeparator + andToken + tokenSeparator), arg.span);
  }

  override convertConditionOr(condition: ConditionOR, state: ConversionState): Converted {
    return super.convertConditionOr(grouped(condition, state), state);
  }

  override convertConditionAnd(condition: ConditionAND, state: ConversionState): Converted {
    return super.convertConditionAnd(grouped(condition, state), state);
  }

  override convertConditionNot(condition: ConditionNOT, state: ConversionState): Converted {
    const [arg] = condition.args;
    const isLeaf = arg === null || arg.kind === 'field' || arg.kind === 'value';
    const converted = isLeaf ? this.convertCondition(arg, state) : this.convertConditionGroup(arg, state);
    if (converted !== null && isDeferred(converted)) return super.convertConditionNot(condition, state);
    if (converted !== null) return QueryText.concat(this.dialect.notToken, this.group(converted, condition.span));
    // pySigma: kusto.py#convert_condition_not – prints the missing text, or fails on it.
    if (!state.reproduces('kusto-empty-not')) return null;
    if (!isLeaf) return QueryText.of('not(None)');
    throw notImplemented("Operator 'not' not supported by the backend", condition.span);
  }

  override convertConditionVal(condition: ConditionValueExpression, state: ConversionState): Converted {
    this.#dialectHasSay('kusto-keywords', state);
    return super.convertConditionVal(condition, state);
  }

  override convertConditionValStr(condition: ValueConditionWith<SigmaString>, state: ConversionState): Converted {
    // pySigma: kusto.py#unbound_value_str_expression – a text alone, which is no condition in KQL.
    if (state.reproduces('kusto-keywords')) return super.convertConditionValStr(condition, state);
    const value = withoutOuterStars(condition.value);
    if (!containsSpecial(value) && !hasOtherLetters(value))
      return super.convertConditionValStr({ ...condition, value }, state);
    return keywordPatternExpression.fill({ regex: QueryText.of(this.convertStringAsRegex(value), condition.span) });
  }

  /** A star in KQL's strings is a star: nothing to escape. */
  override convertValueStr(value: SigmaString): string {
    return this.#oneLine(super.convertValueStr(value).replaceAll('\\*', '*'));
  }

  override escapeRegex(pattern: string): string {
    return this.#oneLine(super.escapeRegex(pattern));
  }

  // pySigma: kusto.py#convert_value_str – line breaks stay as they are and end the text.
  #oneLine(text: string): string {
    if (!/[\n\r]/.test(text) || reproduces(this.#mode, 'kusto-line-breaks')) return text;
    return text.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  }
}

const beyondAscii = /[\u0080-\u{10ffff}]/gu;
const hasCase = /\p{Ll}|\p{Lu}/u;

/** Letters beyond ASCII that have a case. */
function hasOtherLetters({ parts }: SigmaString): boolean {
  return parts.some(
    (part) => part.kind === 'plain' && part.text.match(beyondAscii)?.some((letter) => hasCase.test(letter)),
  );
}

function plainText({ parts }: SigmaString): string | undefined {
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'plain' ? only.text : undefined;
}

function withoutOuterStars(value: SigmaString): SigmaString {
  const isStar = (part: SigmaString['parts'][number] | undefined) => part?.kind === 'wildcard' && part.wildcard === '*';
  const { parts } = value;
  const start = parts.findIndex((part) => !isStar(part));
  const end = parts.findLastIndex((part) => !isStar(part));
  return start < 0 ? { ...value, parts: [] } : { ...value, parts: parts.slice(start, end + 1) };
}

function inGroups<T>(items: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < items.length; at += mostOperands) groups.push(items.slice(at, at + mostOperands));
  return groups;
}

function grouped<T extends ConditionOR | ConditionAND>(condition: T, state: ConversionState): T {
  // pySigma: conversion/base.py#convert_condition_or – however many they are.
  if (condition.args.length <= mostOperands || state.reproduces('kusto-depth')) return condition;
  const args = inGroups(condition.args).map((group): ConditionItem => ({ ...condition, args: group }));
  return { ...condition, args };
}
