/** Values of a rule's text as typed values. */
import type { Span } from '../../base/span.ts';
import type { ScalarValue, YamlNode } from '../../yaml/nodes.ts';
import { pythonStr, pythonTypeName } from '../rule/python-value.ts';
import { fail, type SigmaFailure } from './sigma-failure.ts';
import { sigmaNumber } from './sigma-number.ts';
import { sigmaString, sigmaStringLiteral } from './sigma-string.ts';
import type { SigmaString, SigmaType } from './sigma-type.ts';

/** pySigma's `sigma_type`: strings, numbers, booleans and null; dates, bytes, maps and lists are refused. */
export function sigmaTypeFromYaml(node: YamlNode): SigmaType | SigmaFailure {
  const type = node.kind === 'scalar' ? sigmaTypeFromPlain(node.value, node.span) : undefined;
  return type ?? fail('SigmaTypeError', `Unsupported type: <class '${pythonTypeName(node)}'>`);
}

/** The same for a value without a node; `undefined` if there is no such Sigma type. */
export function sigmaTypeFromPlain(value: ScalarValue, span?: Span): SigmaType | SigmaFailure | undefined {
  switch (typeof value) {
    case 'string':
      return sigmaString(value, span);
    case 'bigint':
    case 'number':
      return sigmaNumber(value, span);
    case 'boolean':
      return { type: 'bool', boolean: value, ...(span && { span }) };
    default:
      return value === null ? { type: 'null', ...(span && { span }) } : undefined;
  }
}

/** How a value is read when its item has the `re` modifier: unparsed, whatever its type. */
export function rawStringFromYaml(node: YamlNode): SigmaString {
  const literal = sigmaStringLiteral(pythonStr(node), node.span);
  const isString = node.kind === 'scalar' && typeof node.value === 'string';
  return isString ? literal : { ...literal, foreign: pythonTypeName(node) };
}
