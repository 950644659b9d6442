/** Comparisons of a field with a value, and keywords: one method for each type of value, named as pySigma's. */
import { ConversionError, notImplemented } from '../pipeline/conversion-error.ts';
import { QueryText } from '../pipeline/query-text.ts';
import { orThrow } from '../pipeline/sigma-value.ts';
import type {
  ConditionFieldEqualsValueExpression,
  ConditionItem,
  ConditionValueExpression,
} from '../sigma/condition/condition-item.ts';
import { parentConditionChainContains } from '../sigma/condition/condition-item.ts';
import { ipAddressText, networkAddressText } from '../sigma/types/ip-network.ts';
import { cidrNetwork, expandCidr } from '../sigma/types/sigma-cidr.ts';
import { sigmaNumberToText } from '../sigma/types/sigma-number.ts';
import { containsSpecial, endsWithWildcard, sigmaString, startsWithWildcard } from '../sigma/types/sigma-string.ts';
import { sliceSigmaString } from '../sigma/types/sigma-string-edit.ts';
import type {
  SigmaCIDRExpression,
  SigmaCompareExpression,
  SigmaExists,
  SigmaExpansion,
  SigmaFieldReference,
  SigmaNumber,
  SigmaQueryExpression,
  SigmaRegularExpression,
  SigmaString,
  SigmaTimestampPart,
  SigmaType,
} from '../sigma/types/sigma-type.ts';
import type { ConversionState, Converted } from './conversion-state.ts';
import type { Dialect } from './dialect.ts';
import { compileTemplate, type Template } from './template.ts';
import { TextValueBackend } from './text-value-backend.ts';

type FieldCondition = ConditionFieldEqualsValueExpression;
export type FieldConditionWith<T extends SigmaType> = Omit<FieldCondition, 'value'> & { readonly value: T };
export type ValueConditionWith<T extends SigmaType> = Omit<ConditionValueExpression, 'value'> & { readonly value: T };

/** The expressions that NOT turns into others where a dialect negates comparisons instead of groups. */
type Swappable = Pick<
  Dialect,
  | 'eqExpression'
  | 'reExpression'
  | 'cidrExpression'
  | 'startswithExpression'
  | 'endswithExpression'
  | 'containsExpression'
  | 'caseSensitiveStartswithExpression'
  | 'caseSensitiveEndswithExpression'
  | 'caseSensitiveContainsExpression'
>;

function negatedExpressions(dialect: Dialect): Swappable {
  return {
    eqExpression: dialect.notEqExpression as Template,
    reExpression: dialect.notReExpression,
    cidrExpression: dialect.notCidrExpression,
    startswithExpression: dialect.notStartswithExpression,
    endswithExpression: dialect.notEndswithExpression,
    containsExpression: dialect.notContainsExpression,
    caseSensitiveStartswithExpression: dialect.caseSensitiveNotStartswithExpression,
    caseSensitiveEndswithExpression: dialect.caseSensitiveNotEndswithExpression,
    caseSensitiveContainsExpression: dialect.caseSensitiveNotContainsExpression,
  };
}

interface StringMatch {
  readonly expression: Template;
  readonly value: SigmaString;
}

export abstract class TextLeafBackend extends TextValueBackend {
  readonly #negated: Swappable;

  constructor(dialect: Dialect) {
    super(dialect);
    this.#negated = negatedExpressions(dialect);
  }

  abstract convertCondition(condition: ConditionItem | null, state: ConversionState): Converted;
  abstract convertConditionOr(condition: ConditionItem & { kind: 'or' }, state: ConversionState): Converted;
  abstract convertConditionNot(condition: ConditionItem & { kind: 'not' }, state: ConversionState): Converted;

  /** The expressions for a comparison, swapped below a NOT where the dialect says so. */
  expressionsFor(condition: Pick<FieldCondition, 'parent'>, _state: ConversionState): Swappable {
    const isNegated =
      this.dialect.convertNotAsNotEq && parentConditionChainContains(condition as FieldCondition, 'not');
    return isNegated ? this.#negated : this.dialect;
  }

  protected fieldText(condition: Pick<FieldCondition, 'field' | 'item'>): QueryText {
    return QueryText.of(this.escapeAndQuoteField(condition.field), condition.item.fieldSpan ?? condition.item.keySpan);
  }

  convertConditionFieldEqVal(condition: FieldCondition, state: ConversionState): Converted {
    const { value } = condition;
    const as = <T extends SigmaType>() => condition as FieldConditionWith<T>;
    switch (value.type) {
      case 'string':
        return value.cased
          ? this.convertConditionFieldEqValStrCaseSensitive(as<SigmaString>(), state)
          : this.convertConditionFieldEqValStr(as<SigmaString>(), state);
      case 'timestamp-part':
        return this.convertConditionFieldEqValTimestampPart(as<SigmaTimestampPart>(), state);
      case 'number':
        return this.convertConditionFieldEqValNum(as<SigmaNumber>(), state);
      case 'bool':
        return this.convertConditionFieldEqValBool(condition, value.boolean, state);
      case 'regex':
        return this.convertConditionFieldEqValRe(as<SigmaRegularExpression>(), state);
      case 'cidr':
        return this.convertConditionFieldEqValCidr(as<SigmaCIDRExpression>(), state);
      case 'compare':
        return this.convertConditionFieldCompareOpVal(as<SigmaCompareExpression>(), state);
      case 'fieldref':
        return this.convertConditionFieldEqField(as<SigmaFieldReference>(), state);
      case 'null':
        return this.convertConditionFieldEqValNull(condition, state);
      case 'query-expression':
        return this.convertConditionFieldEqQueryExpr(as<SigmaQueryExpression>(), state);
      case 'exists':
        return this.convertConditionFieldEqValExists(as<SigmaExists>(), state);
      case 'expansion':
        return this.convertConditionFieldEqExpansion(as<SigmaExpansion>(), state);
    }
  }

  convertConditionFieldEqValStr(condition: FieldConditionWith<SigmaString>, state: ConversionState): Converted {
    const { dialect } = this;
    const expressions = this.expressionsFor(condition, state);
    const match = this.#matchAtEnds(condition.value, [
      ['startswith', expressions.startswithExpression, dialect.startswithExpressionAllowSpecial],
      ['endswith', expressions.endswithExpression, dialect.endswithExpressionAllowSpecial],
      ['contains', expressions.containsExpression, dialect.containsExpressionAllowSpecial],
    ]);
    const wildcardMatch = containsSpecial(condition.value) ? dialect.wildcardMatchExpression : undefined;
    return this.#fillStringMatch(
      condition,
      match ?? { expression: wildcardMatch ?? expressions.eqExpression, value: condition.value },
    );
  }

  convertConditionFieldEqValStrCaseSensitive(
    condition: FieldConditionWith<SigmaString>,
    state: ConversionState,
  ): Converted {
    const { dialect } = this;
    const expressions = this.expressionsFor(condition, state);
    const match = this.#matchAtEnds(condition.value, [
      [
        'startswith',
        expressions.caseSensitiveStartswithExpression,
        dialect.caseSensitiveStartswithExpressionAllowSpecial,
      ],
      ['endswith', expressions.caseSensitiveEndswithExpression, dialect.caseSensitiveEndswithExpressionAllowSpecial],
      ['contains', expressions.caseSensitiveContainsExpression, dialect.caseSensitiveContainsExpressionAllowSpecial],
    ]);
    if (match) return this.#fillStringMatch(condition, match);
    const expression = dialect.caseSensitiveMatchExpression;
    if (!expression)
      throw notImplemented('Case-sensitive string matching is not supported by backend.', condition.span);
    return this.#fillStringMatch(condition, { expression, value: condition.value });
  }

  /** The first of startswith, endswith and contains that the dialect has and that the string's wildcards fit. */
  #matchAtEnds(
    value: SigmaString,
    candidates: readonly [keyof typeof ends, Template | undefined, boolean][],
  ): StringMatch | undefined {
    for (const [name, expression, allowSpecial] of candidates) {
      if (!expression) continue;
      const { atStart, atEnd } = ends[name];
      if ((atStart && !startsWithWildcard(value)) || (atEnd && !endsWithWildcard(value))) continue;
      const rest = orThrow(sliceSigmaString(value, atStart ? 1 : 0, atEnd ? -1 : undefined), value.span);
      if (allowSpecial || !containsSpecial(rest)) return { expression, value: rest };
    }
    return undefined;
  }

  #fillStringMatch(condition: FieldConditionWith<SigmaString>, { expression, value }: StringMatch): QueryText {
    return expression.fill({
      field: this.fieldText(condition),
      value: QueryText.of(this.convertValueStr(value), condition.span),
      regex: expression.names.has('regex') ? QueryText.of(this.convertStringAsRegex(value), condition.span) : '',
    });
  }

  convertConditionFieldEqValNum(condition: FieldConditionWith<SigmaNumber>, _state: ConversionState): Converted {
    return this.#equals(condition, sigmaNumberToText(condition.value));
  }

  #equals(condition: Pick<FieldCondition, 'field' | 'item' | 'span'>, value: string): QueryText {
    return QueryText.concat(this.fieldText(condition), this.dialect.eqToken, QueryText.of(value, condition.span));
  }

  convertConditionFieldEqValTimestampPart(
    condition: FieldConditionWith<SigmaTimestampPart>,
    _state: ConversionState,
  ): Converted {
    const part = this.#timestampPart(condition, condition.value);
    if (!part)
      throw notImplemented(
        'Field equals timestamp part value expressions are not supported by the backend.',
        condition.span,
      );
    const value = QueryText.of(sigmaNumberToText(condition.value), condition.span);
    return QueryText.concat(part, this.dialect.eqToken, value);
  }

  #timestampPart(
    condition: Pick<FieldCondition, 'field' | 'item'>,
    { part }: SigmaTimestampPart,
  ): QueryText | undefined {
    const { fieldTimestampPartExpression, timestampPartMapping } = this.dialect;
    if (!fieldTimestampPartExpression || !timestampPartMapping) return undefined;
    const name = timestampPartMapping[part];
    if (name === undefined) throw new ConversionError('KeyError', part);
    return fieldTimestampPartExpression.fill({ field: this.fieldText(condition), timestamp_part: name });
  }

  convertConditionFieldEqValBool(condition: FieldCondition, value: boolean, _state: ConversionState): Converted {
    const token = this.dialect.boolValues[value ? 'true' : 'false'];
    if (token === undefined)
      throw notImplemented(`Boolean value ${value ? 'True' : 'False'} not supported by the backend.`, condition.span);
    return this.#equals(condition, token);
  }

  convertConditionFieldEqValRe(
    condition: FieldConditionWith<SigmaRegularExpression>,
    state: ConversionState,
  ): Converted {
    const { reExpression } = this.expressionsFor(condition, state);
    if (!reExpression)
      throw notImplemented('Regular expression template is not supported by the backend.', condition.span);
    return reExpression.fill({
      ...this.getFlagTemplate(condition.value),
      field: this.fieldText(condition),
      regex: QueryText.of(this.regexFor(condition, state), condition.span),
    });
  }

  /** The pattern of a comparison as the query holds it. */
  protected regexFor({ value }: FieldConditionWith<SigmaRegularExpression>, _state: ConversionState): string {
    return this.convertValueRe(value);
  }

  convertConditionFieldEqValCidr(
    condition: FieldConditionWith<SigmaCIDRExpression>,
    state: ConversionState,
  ): Converted {
    const { cidrExpression } = this.expressionsFor(condition, state);
    if (!cidrExpression) return this.convertCondition(this.cidrAsOr(condition), state);
    const network = cidrNetwork(condition.value);
    const place = (text: string) => QueryText.of(text, condition.span);
    // pySigma: conversion/base.py#convert_condition_field_eq_val_cidr – the field is neither quoted nor escaped.
    const field = state.reproduces('unquoted-cidr-field') ? condition.field : this.escapeAndQuoteField(condition.field);
    return cidrExpression.fill({
      field: QueryText.of(field, condition.item.fieldSpan ?? condition.item.keySpan),
      value: place(condition.value.cidr),
      network: place(networkAddressText(network)),
      prefixlen: place(String(network.prefixLength)),
      netmask: place(netmaskText(network)),
    });
  }

  /** The patterns of a network's addresses, for languages without an expression for networks. */
  protected cidrAsOr(condition: FieldConditionWith<SigmaCIDRExpression>): ConditionItem & { kind: 'or' } {
    const patterns = orThrow(expandCidr(condition.value), condition.span);
    const { parent, span } = condition;
    const args = patterns.map(
      (pattern): FieldCondition => ({
        ...condition,
        value: sigmaString(pattern, condition.value.span),
        parent: null,
      }),
    );
    return { kind: 'or', args, parent, span };
  }

  convertConditionFieldCompareOpVal(
    condition: FieldConditionWith<SigmaCompareExpression>,
    _state: ConversionState,
  ): Converted {
    const { compareOpExpression, compareOperators } = this.dialect;
    if (!compareOpExpression)
      throw notImplemented('Comparison operations are not supported by the backend.', condition.span);
    const operator = compareOperators[condition.value.operator];
    if (operator === undefined) throw new ConversionError('KeyError', condition.value.operator, condition.span);
    const { number } = condition.value;
    const value = QueryText.of(sigmaNumberToText(number), condition.span);
    const part = number.type === 'timestamp-part' ? this.#timestampPart(condition, number) : undefined;
    if (part) return QueryText.concat(part, operator, value);
    return compareOpExpression.fill({ field: this.fieldText(condition), operator, value });
  }

  convertConditionFieldEqFieldEscapeAndQuote(field1: string, field2: string): [string, string] {
    const [first, second] = this.dialect.fieldEqualsFieldEscapingQuoting;
    return [first ? this.escapeAndQuoteField(field1) : field1, second ? this.escapeAndQuoteField(field2) : field2];
  }

  convertConditionFieldEqField(condition: FieldConditionWith<SigmaFieldReference>, _state: ConversionState): Converted {
    const { dialect } = this;
    const { startsWith, endsWith, field } = condition.value;
    const [kind, expression] =
      startsWith && endsWith
        ? [' contains', dialect.fieldEqualsFieldContainsExpression]
        : startsWith
          ? [' startswith', dialect.fieldEqualsFieldStartswithExpression]
          : endsWith
            ? [' endswith', dialect.fieldEqualsFieldEndswithExpression]
            : ['', dialect.fieldEqualsFieldExpression];
    if (!expression)
      throw notImplemented(`Field reference${kind} expression is not supported by backend.`, condition.span);
    const [field1, field2] = this.convertConditionFieldEqFieldEscapeAndQuote(condition.field, field);
    return expression.fill({
      field1: QueryText.of(field1, condition.item.fieldSpan ?? condition.item.keySpan),
      field2: QueryText.of(field2, condition.span),
    });
  }

  convertConditionFieldEqValNull(condition: FieldCondition, _state: ConversionState): Converted {
    const expression = this.dialect.fieldNullExpression;
    if (!expression) throw notImplemented('Field null expressions are not supported by the backend.', condition.span);
    return expression.fill({ field: this.fieldText(condition) }).withSpan(condition.span);
  }

  convertConditionFieldExists(condition: FieldCondition, _state: ConversionState): Converted {
    const expression = this.dialect.fieldExistsExpression;
    if (!expression) throw notImplemented('Field exists expressions are not supported by the backend.', condition.span);
    return expression.fill({ field: this.fieldText(condition) }).withSpan(condition.span);
  }

  convertConditionFieldNotExists(condition: FieldCondition, _state: ConversionState): Converted {
    const expression = this.dialect.fieldNotExistsExpression;
    if (!expression)
      throw notImplemented('Field not exists expressions are not supported by the backend.', condition.span);
    return expression.fill({ field: this.fieldText(condition) }).withSpan(condition.span);
  }

  convertConditionFieldEqValExists(condition: FieldConditionWith<SigmaExists>, state: ConversionState): Converted {
    if (condition.value.exists) return this.convertConditionFieldExists(condition, state);
    if (this.dialect.fieldNotExistsExpression) return this.convertConditionFieldNotExists(condition, state);
    const exists: FieldCondition = { ...condition, value: { ...condition.value, exists: true }, parent: null };
    return this.convertConditionNot({ kind: 'not', args: [exists], parent: null, span: condition.span }, state);
  }

  convertConditionFieldEqQueryExpr(
    condition: FieldConditionWith<SigmaQueryExpression>,
    _state: ConversionState,
  ): Converted {
    const { expression, id } = condition.value;
    return compileTemplate(expression)
      .fill({ field: this.fieldText(condition), id })
      .withSpan(condition.span);
  }

  /** The alternatives of an expansion, each compared with the field. */
  expansionAsOr(condition: FieldConditionWith<SigmaExpansion>, state: ConversionState): ConditionItem & { kind: 'or' } {
    // pySigma: conversion/base.py#convert_condition_field_eq_expansion – the comparisons it makes lack an attribute that it reads.
    if (isMade(condition) && state.reproduces('nested-expansion'))
      throw new ConversionError(
        'AttributeError',
        "'ConditionFieldEqualsValueExpression' object has no attribute 'source'",
        condition.span,
      );
    const args = condition.value.values.map((value): FieldCondition & Made => ({
      ...condition,
      value,
      parent: null,
      span: value.span ?? condition.span,
      made: true,
    }));
    return { kind: 'or', args, parent: condition.parent, span: condition.span };
  }

  convertConditionFieldEqExpansion(condition: FieldConditionWith<SigmaExpansion>, state: ConversionState): Converted {
    return this.convertConditionOr(this.expansionAsOr(condition, state), state);
  }

  convertConditionVal(condition: ConditionValueExpression, state: ConversionState): Converted {
    const { value, span } = condition;
    switch (value.type) {
      case 'string':
        return this.convertConditionValStr(condition as ValueConditionWith<SigmaString>, state);
      case 'number':
      case 'timestamp-part':
        return this.convertConditionValNum(condition as ValueConditionWith<SigmaNumber>, state);
      case 'bool':
        throw new ConversionError(
          'SigmaValueError',
          "Boolean values can't appear as standalone value without a field name.",
          span,
        );
      case 'regex':
        return this.convertConditionValRe(condition as ValueConditionWith<SigmaRegularExpression>, state);
      case 'cidr':
        throw new ConversionError(
          'SigmaValueError',
          "CIDR values can't appear as standalone value without a field name.",
          span,
        );
      case 'query-expression':
        return this.convertConditionQueryExpr(condition as ValueConditionWith<SigmaQueryExpression>, state);
      default:
        throw new ConversionError(
          'TypeError',
          `Unexpected value type class in condition parse tree: ${value.type}. Such a value needs a field.`,
          span,
        );
    }
  }

  convertConditionValStr(condition: ValueConditionWith<SigmaString>, _state: ConversionState): Converted {
    const expression = this.dialect.unboundValueStrExpression;
    if (!expression) throw notImplemented('String value expressions are not supported by the backend.', condition.span);
    return expression.fill({
      value: QueryText.of(this.convertValueStr(condition.value), condition.span),
      regex: expression.names.has('regex')
        ? QueryText.of(this.convertStringAsRegex(condition.value), condition.span)
        : '',
    });
  }

  convertConditionValNum(condition: ValueConditionWith<SigmaNumber>, _state: ConversionState): Converted {
    const expression = this.dialect.unboundValueNumExpression;
    if (!expression)
      throw notImplemented('Numeric value expressions are not supported by the backend.', condition.span);
    return expression.fill({ value: QueryText.of(sigmaNumberToText(condition.value), condition.span) });
  }

  convertConditionValRe(condition: ValueConditionWith<SigmaRegularExpression>, _state: ConversionState): Converted {
    const expression = this.dialect.unboundValueReExpression;
    if (!expression)
      throw notImplemented('Regular expression template is not supported by the backend.', condition.span);
    return expression.fill({
      ...this.getFlagTemplate(condition.value),
      value: QueryText.of(this.convertValueRe(condition.value), condition.span),
    });
  }

  convertConditionQueryExpr(condition: ValueConditionWith<SigmaQueryExpression>, _state: ConversionState): Converted {
    const { expression, id } = condition.value;
    if (expression.includes('{field}'))
      throw new ConversionError(
        'SigmaValueError',
        `Query expression '${expression}' has a field placeholder but no field was given in finalization`,
        condition.span,
      );
    return compileTemplate(expression).fill({ id }).withSpan(condition.span);
  }
}

/** A comparison that a backend made of another one. */
interface Made {
  readonly made: true;
}

const isMade = (condition: object): condition is Made => 'made' in condition;

function netmaskText({ version, prefixLength }: ReturnType<typeof cidrNetwork>): string {
  const bits = version === 4 ? 32n : 128n;
  const host = (1n << (bits - BigInt(prefixLength))) - 1n;
  return ipAddressText(version, ((1n << bits) - 1n) ^ host);
}

const ends = {
  startswith: { atStart: false, atEnd: true },
  endswith: { atStart: true, atEnd: false },
  contains: { atStart: true, atEnd: true },
} as const;
