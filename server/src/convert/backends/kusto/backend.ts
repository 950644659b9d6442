import { notImplemented } from '../../../pipeline/conversion-error.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import { orThrow } from '../../../pipeline/sigma-value.ts';
import type {
  ConditionAND,
  ConditionFieldEqualsValueExpression,
  ConditionNOT,
  ConditionOR,
} from '../../../sigma/condition/condition-item.ts';
import { sigmaNumberToText } from '../../../sigma/types/sigma-number.ts';
import { containsSpecial, sigmaString, sigmaStringLiteral } from '../../../sigma/types/sigma-string.ts';
import { sliceSigmaString } from '../../../sigma/types/sigma-string-edit.ts';
import type { SigmaCIDRExpression, SigmaNumber, SigmaString } from '../../../sigma/types/sigma-type.ts';
import { type ConversionState, type Converted, isDeferred } from '../../conversion-state.ts';
import type { FieldConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { kustoDialect } from './dialect.ts';

type Comparison = ConditionFieldEqualsValueExpression;
type StringComparison = FieldConditionWith<SigmaString>;

const hasWildcard = (condition: Comparison): condition is StringComparison & Comparison =>
  condition.value.type === 'string' && containsSpecial(condition.value);

export class KustoBackend extends TextQueryBackend {
  constructor() {
    super(kustoDialect);
  }

  /** `=~` compares strings; numbers take `==`. */
  override convertConditionFieldEqValNum(
    condition: FieldConditionWith<SigmaNumber>,
    _state: ConversionState,
  ): Converted {
    return this.#isEqual(condition, sigmaNumberToText(condition.value));
  }

  override convertConditionFieldEqValBool(condition: Comparison, value: boolean, state: ConversionState): Converted {
    // pySigma: kusto.py – compares booleans with the operator for strings.
    if (state.reproduces('kusto-bool-operator')) return super.convertConditionFieldEqValBool(condition, value, state);
    return this.#isEqual(condition, value ? 'true' : 'false');
  }

  #isEqual(condition: Pick<Comparison, 'field' | 'item' | 'span'>, value: string): QueryText {
    return QueryText.concat(this.fieldText(condition), ' == ', QueryText.of(value, condition.span));
  }

  override convertConditionFieldEqValCidr(
    condition: FieldConditionWith<SigmaCIDRExpression>,
    state: ConversionState,
  ): Converted {
    const converted = super.convertConditionFieldEqValCidr(condition, state);
    if (!condition.value.cidr.includes(':') || state.reproduces('kusto-ipv6-range')) return converted;
    return converted instanceof QueryText ? converted.splice([{ start: 0, end: 4, text: 'ipv6' }]) : converted;
  }

  /** Plain values become a list, those with wildcards comparisons of their own. */
  override convertConditionAsInExpression(condition: ConditionOR | ConditionAND, state: ConversionState): Converted {
    const args = condition.args as readonly Comparison[];
    const { orInOperator, andInOperator, orToken, andToken, listSeparator, tokenSeparator, fieldInListExpression } =
      this.dialect;
    const isOr = condition.kind === 'or';
    const plain = args.filter((arg) => !hasWildcard(arg));
    const parts = args.filter(hasWildcard).map((arg) => this.#wildcardMember(arg, state));
    if (plain.length > 0 && fieldInListExpression)
      parts.unshift(
        fieldInListExpression.fill({
          field: this.fieldText(plain[0] as Comparison),
          op: isOr ? orInOperator : andInOperator,
          list: QueryText.join(
            plain.map((arg) => this.convertListValue(arg, state)),
            listSeparator,
          ),
        }),
      );
    return QueryText.join(parts, tokenSeparator + (isOr ? orToken : andToken) + tokenSeparator);
  }

  protected override convertListValue(condition: Comparison, state: ConversionState): QueryText {
    const { value, span } = condition;
    if (value.type !== 'number' && value.type !== 'timestamp-part') return super.convertListValue(condition, state);
    return QueryText.of(this.convertValueStr(sigmaString(sigmaNumberToText(value))), span);
  }

  #wildcardMember(arg: StringComparison, state: ConversionState): QueryText {
    const inner = orThrow(sliceSigmaString(arg.value, 1, -1), arg.span);
    if (containsSpecial(inner) && state.reproduces('kusto-inner-wildcard')) return this.#containsParts(arg);
    // pySigma: kusto.py#convert_condition_as_in_expression – quotes the field a second time.
    const field = state.reproduces('kusto-inner-wildcard') ? this.escapeAndQuoteField(arg.field) : arg.field;
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

  /** A star in KQL's strings is a star: nothing to escape. */
  override convertValueStr(value: SigmaString): string {
    return super.convertValueStr(value).replaceAll('\\*', '*');
  }
}
