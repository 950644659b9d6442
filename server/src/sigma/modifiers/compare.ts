import type { CompareOperator } from '../types/sigma-type.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

function compareModifier(operator: CompareOperator, classPart: string, words: string): ValueModifier {
  return valueModifier({
    ids: [operator],
    className: `Sigma${classPart}Modifier`,
    summary: `The field is a number ${words} the value.`,
    accepts: ['number', 'timestamp-part'],
    modify: (number) => ({ type: 'compare', operator, number, ...(number.span && { span: number.span }) }),
  });
}

export const lt = compareModifier('lt', 'LessThan', 'less than');
export const lte = compareModifier('lte', 'LessThanEqual', 'less than or equal to');
export const gt = compareModifier('gt', 'GreaterThan', 'greater than');
export const gte = compareModifier('gte', 'GreaterThanEqual', 'greater than or equal to');
