import type { Span } from '../base/span.ts';
import type { SigmaDetection, SigmaDetectionItem, SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { sigmaNumberToText } from '../sigma/types/sigma-number.ts';
import { sigmaStringToPlain } from '../sigma/types/sigma-string.ts';
import type { SigmaType } from '../sigma/types/sigma-type.ts';
import { detectionFormula, type Formula, itemFormula, ruleFormula } from './formula.ts';
import { allValues, createFieldReader, type Scalar, type SigmaEvent } from './sigma-event.ts';
import { compileValue } from './value-test.ts';

/** Why a rule matches an event or not, down to single items. Spans point into the rule's text. */
export interface Explanation {
  readonly matched: boolean;
  /** In words, for rules that cannot be evaluated. */
  readonly unevaluable?: string;
  readonly selections: readonly SelectionExplanation[];
}

export interface SelectionExplanation {
  readonly name: string;
  readonly matched: boolean;
  /** Whether a condition of the rule refers to it. */
  readonly used: boolean;
  readonly span: Span;
  readonly items: readonly ItemExplanation[];
}

export interface ItemExplanation {
  /** `null` for keywords. */
  readonly field: string | null;
  readonly matched: boolean;
  readonly span: Span;
  /** One sentence: what the event holds and what the rule wants. */
  readonly reason: string;
}

export function explainRule(rule: SigmaRule, event: SigmaEvent): Explanation {
  const formula = ruleFormula(rule);
  if ('unevaluable' in formula) return { matched: false, unevaluable: formula.unevaluable.message, selections: [] };
  const matched = formula.condition !== undefined && evaluateFormula(formula.condition, event);
  const selections = [...(rule.detection?.detections.values() ?? [])].map(
    ({ name, detection, nameSpan }): SelectionExplanation => {
      const own = detectionFormula(detection);
      const items = [...itemsOf(detection)].map((item) => explainItem(item, event));
      return {
        name,
        matched: own !== undefined && evaluateFormula(own, event),
        used: formula.selections.has(name),
        span: nameSpan,
        items,
      };
    },
  );
  return { matched, selections };
}

/** Straightforward evaluation, one value after the other. */
export function evaluateFormula(formula: Formula, event: SigmaEvent): boolean {
  if (formula.kind === 'value') return formula.value.test(valuesOf(formula.field, event), event);
  if (formula.kind === 'not') return !evaluateFormula(formula.arg, event);
  if (formula.kind === 'and') return formula.args.every((argument) => evaluateFormula(argument, event));
  return formula.args.some((argument) => evaluateFormula(argument, event));
}

function explainItem(item: SigmaDetectionItem, event: SigmaEvent): ItemExplanation {
  const matched = evaluateFormula(itemFormula(item), event);
  const values = valuesOf(item.field, event);
  const wanted = item.value.map((value) => ({
    text: valueText(value),
    holds: compileValue(value, item.field).test(values, event),
  }));
  const unsupported = item.value
    .map((value) => compileValue(value, item.field).unsupported)
    .find((text) => text !== undefined);
  const found =
    item.field === null
      ? 'The event'
      : values === undefined
        ? `The event has no field ${item.field}`
        : `${item.field} is ${valuesText(values)}`;
  return {
    field: item.field,
    matched,
    span: item.span,
    reason: unsupported ?? `${found}${reasonText(item, wanted)}`,
  };
}

function reasonText(
  item: SigmaDetectionItem,
  wanted: readonly { readonly text: string; readonly holds: boolean }[],
): string {
  const verb =
    item.field === null
      ? item.negated
        ? ' must not hold '
        : ' holds '
      : item.negated
        ? ', and must not be '
        : ', wanted is ';
  const holding = wanted.filter((value) => value.holds);
  const missing = wanted.filter((value) => !value.holds);
  if (item.valueLinking === 'and' && wanted.length > 1) {
    if (missing.length === 0) return `${verb}all of ${list(wanted)}.`;
    return `${verb}all of ${list(wanted)}; missing: ${list(missing)}.`;
  }
  if (holding.length > 0)
    return `${item.field === null ? ' holds ' : ', which is '}${list(holding)}${item.negated ? ', and must not' : ''}.`;
  const none = item.field === null ? ' does not hold ' : verb;
  return `${none}${wanted.length > 1 ? 'one of ' : ''}${list(wanted)}.`;
}

const mostShown = 5;

function list(values: readonly { readonly text: string }[]): string {
  const shown = values.slice(0, mostShown).map((value) => value.text);
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function valuesText(values: readonly Scalar[]): string {
  if (values.length === 0) return 'empty';
  const shown = values
    .slice(0, mostShown)
    .map((value) => cut(JSON.stringify(typeof value === 'bigint' ? String(value) : value)));
  return values.length > mostShown ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** A value of a rule as a person reads it. */
export function valueText(value: SigmaType): string {
  switch (value.type) {
    case 'string':
      return cut(`'${sigmaStringToPlain(value)}'`);
    case 'number':
      return sigmaNumberToText(value);
    case 'timestamp-part':
      return `${value.part} ${sigmaNumberToText(value)}`;
    case 'bool':
      return String(value.boolean);
    case 'null':
      return 'no value';
    case 'regex':
      return cut(`/${sigmaStringToPlain(value.regexp)}/${value.flags.join('')}`);
    case 'cidr':
      return `an address of ${value.cidr}`;
    case 'compare':
      return `${{ lt: '<', lte: '≤', gt: '>', gte: '≥', neq: '≠' }[value.operator]} ${valueText(value.number)}`;
    case 'fieldref':
      return `the value of ${value.field}`;
    case 'exists':
      return value.exists ? 'a field that exists' : 'a field that does not exist';
    case 'expansion':
      return `any of ${value.values.length} spellings of ${value.values[0] === undefined ? 'nothing' : valueText(value.values[0])}`;
    case 'query-expression':
      return 'a query expression';
  }
}

function cut(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function* itemsOf(detection: SigmaDetection): Generator<SigmaDetectionItem> {
  for (const item of detection.items) {
    if (item.kind === 'item') yield item;
    else yield* itemsOf(item);
  }
}

function valuesOf(field: string | null, event: SigmaEvent): readonly Scalar[] | undefined {
  return field === null ? allValues(event) : createFieldReader(field)(event);
}
