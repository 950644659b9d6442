/** The operators of a condition: grouping by precedence, lists of values, negation; parts that came to nothing or follow later. */
import type { Span } from '../base/span.ts';
import { ConversionError, notImplemented } from '../pipeline/conversion-error.ts';
import { QueryText } from '../pipeline/query-text.ts';
import type {
  ConditionAND,
  ConditionFieldEqualsValueExpression,
  ConditionItem,
  ConditionNOT,
  ConditionOR,
  ConditionValueExpression,
} from '../sigma/condition/condition-item.ts';
import { sigmaNumberToText } from '../sigma/types/sigma-number.ts';
import { containsSpecial } from '../sigma/types/sigma-string.ts';
import type { SigmaCIDRExpression } from '../sigma/types/sigma-type.ts';
import { type ConversionState, type Converted, type DeferredExpression, isDeferred } from './conversion-state.ts';
import type { BooleanOperator } from './dialect.ts';
import { type FieldConditionWith, TextLeafBackend } from './text-leaf-backend.ts';

export type ConditionLeaf = ConditionFieldEqualsValueExpression | ConditionValueExpression;

export abstract class TextConditionBackend extends TextLeafBackend {
  convertCondition(condition: ConditionItem | null, state: ConversionState): Converted {
    if (condition === null) return null;
    switch (condition.kind) {
      case 'or':
        return this.decideConvertConditionAsInExpression(condition, state)
          ? this.#known(condition.args[0], this.convertConditionAsInExpression(condition, state), state)
          : this.convertConditionOr(condition, state);
      case 'and':
        return this.decideConvertConditionAsInExpression(condition, state)
          ? this.#known(condition.args[0], this.convertConditionAsInExpression(condition, state), state)
          : this.convertConditionAnd(condition, state);
      case 'not':
        state.negations++;
        try {
          return this.convertConditionNot(condition, state);
        } finally {
          state.negations--;
        }
      case 'field':
        return this.#known(condition, this.convertConditionFieldEqVal(condition, state), state);
      case 'value':
        return this.convertConditionVal(condition, state);
    }
  }

  /** Below a negation a comparison must be false for events that lack the field, or the one that it is compared with. */
  #known(condition: ConditionItem | null | undefined, converted: Converted, state: ConversionState): Converted {
    const { knownFieldExpression } = this.dialect;
    // pySigma: conversion/base.py#convert_condition_not – NOT of a comparison with a missing field stays unknown in some languages.
    if (!knownFieldExpression || state.negations === 0 || state.reproduces('negated-null')) return converted;
    if (condition?.kind !== 'field' || !(converted instanceof QueryText)) return converted;
    if (['null', 'exists', 'expansion', 'query-expression'].includes(condition.value.type)) return converted;
    const { value, span } = condition;
    const other = value.type === 'fieldref' ? QueryText.of(this.escapeAndQuoteField(value.field), span) : undefined;
    const expr = other ? knownFieldExpression.fill({ field: other, expr: converted }) : converted;
    return knownFieldExpression.fill({ field: this.fieldText(condition), expr });
  }

  /** Whether an OR or AND becomes a list: all its parts compare one field with strings or numbers. */
  decideConvertConditionAsInExpression(condition: ConditionOR | ConditionAND, state: ConversionState): boolean {
    const { dialect } = this;
    if (!(condition.kind === 'or' ? dialect.convertOrAsIn : dialect.convertAndAsIn)) return false;
    const [first] = condition.args;
    if (first?.kind !== 'field') return false;
    return condition.args.every(
      (arg) => arg?.kind === 'field' && arg.field === first.field && this.#fitsIntoList(arg, state),
    );
  }

  #fitsIntoList({ value }: ConditionFieldEqualsValueExpression, state: ConversionState): boolean {
    if (value.type === 'number' || value.type === 'timestamp-part') return true;
    if (value.type !== 'string') return false;
    // pySigma: conversion/base.py#decide_convert_condition_as_in_expression – case-sensitive strings are strings, too.
    if (value.cased && !state.reproduces('cased-in-list')) return false;
    return this.dialect.inExpressionsAllowWildcards || !containsSpecial(value);
  }

  convertConditionAsInExpression(condition: ConditionOR | ConditionAND, state: ConversionState): Converted {
    const { fieldInListExpression, listSeparator, orInOperator, andInOperator } = this.dialect;
    if (!fieldInListExpression)
      throw notImplemented('Field in list expressions are not supported by the backend', condition.span);
    const args = condition.args as readonly ConditionFieldEqualsValueExpression[];
    const [first] = args as readonly [ConditionFieldEqualsValueExpression];
    return fieldInListExpression.fill({
      field: this.fieldText(first),
      op: condition.kind === 'or' ? orInOperator : andInOperator,
      list: QueryText.join(
        args.map((arg) => this.convertListValue(arg, state)),
        listSeparator,
      ),
    });
  }

  protected convertListValue({ value, span }: ConditionFieldEqualsValueExpression, _state: ConversionState): QueryText {
    if (value.type === 'string') return QueryText.of(this.convertValueStr(value), span);
    if (value.type === 'number' || value.type === 'timestamp-part') return QueryText.of(sigmaNumberToText(value), span);
    throw new Error(`A list of values cannot hold a ${value.type}.`);
  }

  convertConditionOr(condition: ConditionOR, state: ConversionState): Converted {
    const { orToken, emptyOrExpression } = this.dialect;
    return this.#convertArguments(condition, orToken, emptyOrExpression, state);
  }

  convertConditionAnd(condition: ConditionAND, state: ConversionState): Converted {
    const { andToken, emptyAndExpression } = this.dialect;
    return this.#convertArguments(condition, andToken, emptyAndExpression, state);
  }

  #convertArguments(
    condition: ConditionOR | ConditionAND,
    token: string,
    empty: string | undefined,
    state: ConversionState,
  ): Converted {
    const converted = condition.args.map((arg) =>
      operand(condition, () => this.convertArgument(condition, arg, state)),
    );
    const texts = converted.filter((arg): arg is QueryText => arg !== null && !isDeferred(arg));
    if (texts.length > 0) return QueryText.join(texts, this.#joiner(token));
    // pySigma: conversion/base.py#convert_condition_and – what consists of deferred parts alone comes to nothing, and no query is made.
    const deferred = converted.find((arg) => arg !== null);
    if (deferred && !state.reproduces('only-deferred')) return deferred;
    return empty === undefined ? null : QueryText.of(empty);
  }

  #joiner(token: string): string {
    const { tokenSeparator } = this.dialect;
    return tokenSeparator === token ? token : tokenSeparator + token + tokenSeparator;
  }

  /** An argument, in parentheses where the operator above it would take it apart. */
  convertArgument(outer: ConditionItem, arg: ConditionItem | null, state: ConversionState): Converted {
    return this.comparePrecedence(outer, arg, state)
      ? this.convertCondition(arg, state)
      : this.convertConditionGroup(arg, state);
  }

  /** Whether the inner condition can stand below the outer one without parentheses. */
  comparePrecedence(outer: ConditionItem, inner: ConditionItem | null, state: ConversionState): boolean {
    const { parenthesize, precedence } = this.dialect;
    const isLeaf = inner?.kind === 'field' || inner?.kind === 'value';
    if (parenthesize && !isLeaf) return false;
    if (isLeaf && this.isSpread(inner, state)) {
      const fits = outer.kind === 'or';
      // pySigma: conversion/base.py#compare_precedence – trusts a precedence in which OR binds tighter than AND for an expansion, too; the
      // negation of one, and the patterns of a network, are never grouped.
      const trusted =
        inner.value.type === 'cidr' || precedence.indexOf('or') <= precedence.indexOf(outer.kind as BooleanOperator);
      return trusted !== fits && state.reproduces('ungrouped-expansion') ? trusted : fits;
    }
    if (isLeaf || inner === null) return true;
    return precedence.indexOf(inner.kind) <= precedence.indexOf(outer.kind as BooleanOperator);
  }

  /** Whether a comparison becomes alternatives, which an operator above would take apart. */
  protected isSpread(leaf: ConditionLeaf, state: ConversionState): boolean {
    if (leaf.kind !== 'field') return false;
    if (leaf.value.type === 'expansion') return true;
    if (leaf.value.type !== 'cidr' || this.dialect.cidrExpression) return false;
    const or = this.cidrAsOr(leaf as FieldConditionWith<SigmaCIDRExpression>);
    return or.args.length > 1 && !this.decideConvertConditionAsInExpression(or, state);
  }

  convertConditionGroup(condition: ConditionItem | null, state: ConversionState): Converted {
    const converted = this.convertCondition(condition, state);
    if (converted === null || isDeferred(converted)) return converted;
    return this.group(converted, condition?.span);
  }

  protected group(text: QueryText, span: Span | undefined): QueryText {
    const { groupExpression } = this.dialect;
    if (!groupExpression) throw notImplemented('Group expressions are not supported by the backend', span);
    return groupExpression.fill({ expr: text });
  }

  convertConditionNot(condition: ConditionNOT, state: ConversionState): Converted {
    const [arg] = condition.args;
    if (arg === null) return null;
    const isLeaf = arg.kind === 'field' || arg.kind === 'value';
    if (!isLeaf)
      return this.#negateGroup(
        operand(condition, () => this.convertConditionGroup(arg, state)),
        state,
      );
    const converted = operand(condition, () =>
      this.isSpread(arg, state) && !state.reproduces('ungrouped-expansion')
        ? this.convertConditionGroup(arg, state)
        : this.convertCondition(arg, state),
    );
    if (converted === null) throw notImplemented("Operator 'not' not supported by the backend", condition.span);
    return isDeferred(converted) ? negate(converted) : this.negateText(converted);
  }

  #negateGroup(group: Converted, state: ConversionState): Converted {
    if (group === null) return null;
    // pySigma: conversion/base.py#convert_condition_not – a deferred part in a group is not negated.
    if (isDeferred(group)) return state.reproduces('only-deferred') ? group : negate(group);
    return this.negateText(group);
  }

  protected negateText(text: QueryText): QueryText {
    const { convertNotAsNotEq, notToken, tokenSeparator } = this.dialect;
    return convertNotAsNotEq ? text : QueryText.concat(notToken + tokenSeparator, text);
  }
}

function negate(converted: DeferredExpression): Converted {
  converted.negated = !converted.negated;
  return converted;
}

// pySigma: conversion/base.py#convert_condition_or – takes every TypeError of an argument for a missing operator.
export function operand(outer: ConditionItem, convert: () => Converted): Converted {
  try {
    return convert();
  } catch (error) {
    if (!(error instanceof ConversionError) || error.errorClass !== 'TypeError') throw error;
    throw new ConversionError('NotImplementedError', `${error.message} (below "${outer.kind}")`, error.span);
  }
}
