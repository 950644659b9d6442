/**
 * What must fit together in a correlation rule.
 * pySigma: correlations.py#SigmaCorrelationRule.__post_init__ – raises even where errors are collected.
 */
import { isNone, isUnhashable, pythonTypeName } from '../rule/python-value.ts';
import type { SigmaRuleReference } from '../rule/sigma-rule.ts';
import { type CorrelationBody, type CorrelationPart, headOfPart } from './parse-correlation.ts';
import { referencedRules } from './parse-extended-condition.ts';

const needField: Readonly<Record<string, string>> = {
  value_count: 'Value count',
  value_sum: 'Value sum',
  value_avg: 'Value avg',
  value_percentile: 'Value percentile',
  value_median: 'Value median',
};

export function checkCorrelation(rule: CorrelationBody, part: CorrelationPart): void {
  const { map, pair, errors } = part;
  if (rule.condition === undefined && rule.extendedCondition === undefined) {
    // pySigma: the variable was never set, and Python says so when errors are collected.
    const message = "cannot access local variable 'condition' where it is not associated with a value";
    const error = {
      errorClass: 'UnboundLocalError',
      message,
      span: headOfPart(map, pair),
      isConsequence: true,
    } as const;
    if (!errors.hasFatal) errors.raiseError(error);
    return;
  }
  if (rule.extendedCondition !== undefined) checkReferences(rule, part);
  const kind = rule.type && needField[rule.type.value];
  const field = rule.condition?.fieldNode;
  if (kind !== undefined && rule.condition !== undefined && (field === undefined || isNone(field))) {
    const message = `${kind} correlation rule without field reference`;
    errors.raise('SigmaCorrelationRuleError', message, field?.span ?? rule.condition.span);
  }
}

/** With a list of rules, the condition must name exactly these. */
function checkReferences(rule: CorrelationBody, { errors }: CorrelationPart): void {
  if (rule.extendedCondition === undefined || rule.rules.length === 0) return;
  const { tree, text } = rule.extendedCondition;
  const unhashable = rule.rules.find(({ node }) => node !== undefined && isUnhashable(node));
  if (unhashable?.node !== undefined) {
    errors.raise('TypeError', `unhashable type: '${pythonTypeName(unhashable.node)}'`, unhashable.span);
    return;
  }
  const referenced = referencedRules(tree);
  const named = new Set(referenced.map(({ reference }) => reference));
  const defined = new Set(rule.rules.filter(({ node }) => node === undefined).map(({ reference }) => reference));
  const unreferenced = rule.rules.filter(({ node, reference }) => node !== undefined || !named.has(reference));
  if (unreferenced.length > 0) {
    const error = differenceError('Rules defined but not referenced in extended condition', unreferenced);
    errors.raise(error.errorClass, error.message, (unreferenced[0] as SigmaRuleReference).span);
    return;
  }
  const undefinedRules = referenced.filter(({ reference }) => !defined.has(reference));
  if (undefinedRules.length > 0) {
    const message = 'Rules referenced in extended condition but not defined in rules list';
    const error = differenceError(message, undefinedRules);
    errors.raise(error.errorClass, error.message, undefinedRules[0]?.span ?? text.span);
  }
}

/** Python sorts and joins the names, which fails when some are no strings. */
function differenceError(message: string, references: readonly SigmaRuleReference[]) {
  const foreign = references.find(({ node }) => node !== undefined)?.node;
  if (foreign !== undefined) {
    return {
      errorClass: 'TypeError',
      message: `sequence item 0: expected str instance, ${pythonTypeName(foreign)} found`,
    };
  }
  const names = [...new Set(references.map(({ reference }) => reference))].sort();
  return { errorClass: 'SigmaCorrelationConditionError', message: `${message}: ${names.join(', ')}` };
}
