/** Google SecOps as pySigma writes it: negation reaches only what stands directly below it. The default is in `udm-backend.ts`. */
import { ConversionError } from '../../../pipeline/conversion-error.ts';
import { QueryText, type TextLike } from '../../../pipeline/query-text.ts';
import { orThrow } from '../../../pipeline/sigma-value.ts';
import type {
  ConditionAND,
  ConditionFieldEqualsValueExpression,
  ConditionItem,
  ConditionNOT,
  ConditionOR,
  ConditionParent,
} from '../../../sigma/condition/condition-item.ts';
import { sigmaNumberToText } from '../../../sigma/types/sigma-number.ts';
import {
  containsSpecial,
  endsWithWildcard,
  sigmaString,
  startsWithWildcard,
} from '../../../sigma/types/sigma-string.ts';
import { sigmaStringToRegexText, sliceSigmaString } from '../../../sigma/types/sigma-string-edit.ts';
import type { SigmaExpansion, SigmaNumber, SigmaString, SigmaTimestampPart } from '../../../sigma/types/sigma-type.ts';
import { type ConversionState, type Converted, isDeferred } from '../../conversion-state.ts';
import { compileTemplate, type Template } from '../../template.ts';
import { operand } from '../../text-condition-backend.ts';
import type { FieldConditionWith } from '../../text-leaf-backend.ts';
import { TextQueryBackend } from '../../text-query-backend.ts';
import { convertSigmaString } from '../../text-value-backend.ts';
import { secopsDialect } from './dialect.ts';

type Parent = ConditionParent | null;

const equalsNumber = compileTemplate('{field} = {value}');

export class SecopsBackend extends TextQueryBackend {
  /** Fields whose values are compared as they are, without regard to case being asked for. */
  readonly #enumerations: () => ReadonlySet<string>;

  constructor(enumerations: () => ReadonlySet<string>) {
    super(secopsDialect);
    this.#enumerations = enumerations;
  }

  protected isEnumeration(field: string): boolean {
    if (field === '') throw new ConversionError('IndexError', 'string index out of range');
    return this.#enumerations().has(field.startsWith('$') ? field.split('.').slice(1).join('.') : field);
  }

  override convertCondition(condition: ConditionItem | null, state: ConversionState, parent: Parent = null): Converted {
    const below = parent?.kind === 'not';
    switch (condition?.kind) {
      case undefined:
        throw new ConversionError('TypeError', 'Unexpected data type in condition parse tree: NoneType');
      case 'or':
        if (!this.decideConvertConditionAsInExpression(condition, state))
          return this.convertConditionOr(condition, state);
        return below ? this.#notInList(condition) : this.convertConditionAsInExpression(condition, state);
      case 'and':
        return this.#and(condition, state, below);
      case 'not':
        return this.convertConditionNot(condition, state);
      case 'field':
        return this.#compared(condition, state, below);
      case 'value':
        return this.convertConditionVal(condition, state);
    }
  }

  /** The negation holds for all that a comparison turns into. */
  #compared(condition: ConditionFieldEqualsValueExpression, state: ConversionState, negated: boolean): Converted {
    if (!negated) return this.convertConditionFieldEqVal(condition, state);
    const outer = state.extra.get('negated');
    state.extra.set('negated', true);
    const converted = this.convertConditionFieldEqVal(condition, state);
    state.extra.set('negated', outer);
    return converted;
  }

  override convertConditionOr(condition: ConditionOR, state: ConversionState): Converted {
    const joined = this.#joined(condition, 'OR', state, () => false);
    return condition.parent === null ? joined : this.group(joined, condition.span);
  }

  #and(condition: ConditionAND, state: ConversionState, negated: boolean): Converted {
    return this.#joined(condition, 'AND', state, (arg) => negated || arg?.kind === 'not');
  }

  #joined(
    condition: ConditionOR | ConditionAND,
    token: string,
    state: ConversionState,
    ungrouped: (arg: ConditionItem | null) => boolean,
  ): QueryText {
    const parts = condition.args.map((arg) =>
      operand(condition, () =>
        this.comparePrecedence(condition, arg, state) || ungrouped(arg)
          ? this.convertCondition(arg, state, condition.parent)
          : this.convertConditionGroup(arg, state),
      ),
    );
    const texts = parts.filter((part): part is QueryText => part !== null && !isDeferred(part));
    return QueryText.join(texts, ` ${token} `);
  }

  override convertConditionNot(condition: ConditionNOT, state: ConversionState): Converted {
    return operand(condition, () => this.convertCondition(condition.args[0], state, condition));
  }

  override convertConditionFieldEqExpansion(
    condition: FieldConditionWith<SigmaExpansion>,
    state: ConversionState,
  ): Converted {
    return this.convertConditionOr({ ...this.expansionAsOr(condition, state), parent: null } as ConditionOR, state);
  }

  override convertConditionFieldEqValStr(
    condition: FieldConditionWith<SigmaString>,
    state: ConversionState,
  ): Converted {
    const { value, span } = condition;
    const { expression, nocase } = this.#stringExpression(condition, state);
    const text = expression.fill({
      field: this.fieldText(condition),
      value: QueryText.of(this.#valueText(value, this.decideStringQuoting(value)), span),
    });
    return nocase ? QueryText.concat(text, ' nocase') : text;
  }

  #stringExpression({ field, value, span }: FieldConditionWith<SigmaString>, state: ConversionState) {
    const negated = state.extra.get('negated') === true;
    const plain = (start: number, end: number | undefined) =>
      !containsSpecial(orThrow(sliceSigmaString(value, start, end), span));
    const choose = (positive: Template | undefined, negative: Template | undefined) => ({
      expression: (negated ? negative : positive) as Template,
      nocase: false,
    });
    const { dialect } = this;
    const atEnd = endsWithWildcard(value);
    const atStart = startsWithWildcard(value);
    if (atEnd && plain(0, -1)) return choose(dialect.startswithExpression, dialect.notStartswithExpression);
    if (atStart && plain(1, undefined)) return choose(dialect.endswithExpression, dialect.notEndswithExpression);
    if (atStart && atEnd && plain(1, -1)) return choose(dialect.containsExpression, dialect.notContainsExpression);
    return { ...choose(dialect.eqExpression, dialect.notEqExpression), nocase: !this.isEnumeration(field) };
  }

  override expressionsFor(condition: Pick<ConditionFieldEqualsValueExpression, 'parent'>, state: ConversionState) {
    const expressions = super.expressionsFor(condition, state);
    const { notReExpression } = this.dialect;
    return state.extra.get('negated') === true ? { ...expressions, reExpression: notReExpression } : expressions;
  }

  override decideStringQuoting(value: SigmaString): boolean {
    const hasWildcardText = value.parts.some((part) => part.kind === 'plain' && /[*?]/.test(part.text));
    return !containsSpecial(value) && !hasWildcardText;
  }

  override convertValueStr(value: SigmaString): string {
    return this.#valueText(value, true);
  }

  /** Strings with wildcards are regular expressions, which find their match anywhere. */
  #valueText(value: SigmaString, quote: boolean): string {
    if (containsSpecial(value)) {
      const pattern = orThrow(sigmaStringToRegexText(value, this.dialect.addEscapedRe), value.span);
      return pattern.replace(/^\.\*/, '').replace(/\.\*$/, '');
    }
    const text = convertSigmaString(value, this.stringStyle);
    return quote && this.decideStringQuoting(value) ? this.quoteString(text) : text;
  }

  override convertConditionFieldEqValNum(
    condition: FieldConditionWith<SigmaNumber>,
    _state: ConversionState,
  ): Converted {
    const value = QueryText.of(sigmaNumberToText(condition.value), condition.span);
    return equalsNumber.fill({ field: this.fieldText(condition), value });
  }

  override convertConditionFieldEqValTimestampPart(
    condition: FieldConditionWith<SigmaTimestampPart>,
    state: ConversionState,
  ): Converted {
    return this.convertConditionFieldEqValNum(condition as FieldConditionWith<SigmaNumber & SigmaTimestampPart>, state);
  }

  protected override convertListValue({ value, span }: ConditionFieldEqualsValueExpression): QueryText {
    const string = value.type === 'string' ? value : sigmaString(sigmaNumberToText(value as SigmaNumber));
    return QueryText.of(this.#valueText(string, false), span);
  }

  #notInList(condition: ConditionOR): Converted {
    const args = condition.args as readonly ConditionFieldEqualsValueExpression[];
    const [first] = args as readonly [ConditionFieldEqualsValueExpression];
    const parts = args.map((arg): TextLike => {
      const values = { field: this.fieldText(first), regex: this.convertListValue(arg) };
      return (this.dialect.notReExpression as Template).fill(values);
    });
    return this.group(QueryText.join(parts, ' AND '), condition.span);
  }
}
