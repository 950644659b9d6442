/** Python's `str()` of typed values, as pySigma's messages show them. */
import { pythonStringRepr } from '../../yaml/python-repr.ts';
import { sigmaNumberToText } from './sigma-number.ts';
import { sigmaStringToPlain } from './sigma-string.ts';
import type { RegexFlag, SigmaString, SigmaStringPart, SigmaType } from './sigma-type.ts';

const bool = (value: boolean) => (value ? 'True' : 'False');
const flagNames: Readonly<Record<RegexFlag, string>> = { i: 'IGNORECASE: 1', m: 'MULTILINE: 2', s: 'DOTALL: 3' };
const operatorNumbers = { lt: 1, lte: 2, gt: 3, gte: 4, neq: 5 } as const;

export function sigmaTypeText(value: SigmaType): string {
  switch (value.type) {
    case 'string':
      return sigmaStringToPlain(value);
    case 'number':
    case 'timestamp-part':
      return sigmaNumberToText(value);
    case 'bool':
      return bool(value.boolean);
    case 'cidr':
      return value.original;
    case 'query-expression':
      return value.expression;
    default:
      return sigmaTypeRepr(value);
  }
}

/** The forms that Python's dataclasses give themselves; addresses of objects are left out. */
function sigmaTypeRepr(value: SigmaType): string {
  switch (value.type) {
    case 'string':
      return sigmaStringRepr(value);
    case 'null':
      return '<sigma.types.SigmaNull object>';
    case 'number':
      return `SigmaNumber(number=${sigmaNumberToText(value)})`;
    case 'regex': {
      const flags = value.flags.map((flag) => `<SigmaRegularExpressionFlag.${flagNames[flag]}>`).join(', ');
      return `SigmaRegularExpression(regexp=${sigmaStringRepr(value.regexp)}, flags=${flags ? `{${flags}}` : 'set()'})`;
    }
    case 'compare': {
      const operator = `<CompareOperators.${value.operator.toUpperCase()}: ${operatorNumbers[value.operator]}>`;
      return `SigmaCompareExpression(number=${sigmaTypeRepr(value.number)}, op=${operator}, source=None)`;
    }
    case 'fieldref': {
      const ends = `starts_with=${bool(value.startsWith)}, ends_with=${bool(value.endsWith)}`;
      return `SigmaFieldReference(field=${pythonStringRepr(value.field)}, ${ends})`;
    }
    case 'exists':
      return `SigmaExists(exists=${bool(value.exists)})`;
    case 'expansion':
      return `SigmaExpansion(values=[${value.values.map(sigmaTypeRepr).join(', ')}])`;
    default:
      return sigmaTypeText(value);
  }
}

function sigmaStringRepr(value: SigmaString): string {
  if (value.foreign !== undefined) return value.parts.map((part) => (part.kind === 'plain' ? part.text : '')).join('');
  return `SigmaString([${value.parts.map(partRepr).join(', ')}])`;
}

function partRepr(part: SigmaStringPart): string {
  if (part.kind === 'plain') return pythonStringRepr(part.text);
  if (part.kind === 'placeholder') return `Placeholder(name=${pythonStringRepr(part.name)})`;
  return part.wildcard === '*' ? '<SpecialChars.WILDCARD_MULTI: 1>' : '<SpecialChars.WILDCARD_SINGLE: 2>';
}
