import { sigmaNumberToText } from '../sigma/types/sigma-number.ts';
import { regexText } from '../sigma/types/sigma-regular-expression.ts';
import { sigmaStringToPlain } from '../sigma/types/sigma-string.ts';
import type { SigmaType } from '../sigma/types/sigma-type.ts';

/** A value as text, as far as Python's `str()` tells values apart. */
export function valueText(value: SigmaType): string {
  switch (value.type) {
    case 'string':
      return sigmaStringToPlain(value);
    case 'number':
      return sigmaNumberToText(value);
    case 'bool':
      return value.boolean ? 'True' : 'False';
    case 'null':
      return 'SigmaNull()';
    case 'exists':
      return `SigmaExists(exists=${value.exists ? 'True' : 'False'})`;
    case 'cidr':
      return value.original;
    case 'regex':
      return `SigmaRegularExpression(${regexText(value)} ${[...value.flags].sort().join('')})`;
    case 'compare':
      return `SigmaCompareExpression(${value.operator} ${valueText(value.number)})`;
    case 'fieldref':
      return `SigmaFieldReference(${value.field} ${value.startsWith} ${value.endsWith})`;
    case 'timestamp-part':
      return String(value.number);
    case 'expansion':
      return `SigmaExpansion(${value.values.map(valueText).join(', ')})`;
    case 'query-expression':
      return value.expression;
  }
}
