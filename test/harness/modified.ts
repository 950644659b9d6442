import { readModifiedValues } from '../../server/src/sigma/modifiers/apply-modifiers.ts';
import { sigmaNumberToText } from '../../server/src/sigma/types/sigma-number.ts';
import { regexText } from '../../server/src/sigma/types/sigma-regular-expression.ts';
import type { SigmaString, SigmaType } from '../../server/src/sigma/types/sigma-type.ts';
import type { ScalarValue, YamlScalar } from '../../server/src/yaml/nodes.ts';

const keySpan = { start: 0, end: 1 };

/** A scalar of that value; its place begins at 100 for the first value of an item, at 200 for the second, … */
export function scalarNode(value: ScalarValue, start = 100): YamlScalar {
  const text = String(value);
  return { kind: 'scalar', span: { start, end: start + text.length }, style: 'plain', text, value, tag: '' };
}

/**
 * What `field|modifier: value` becomes, in words: strings with their literal parts in quotes, `ClassOfError: message` for an error.
 * Several values are one text each.
 */
export function modified(key: string, ...values: ScalarValue[]): string | string[] {
  const result = modifiedItem(key, ...values);
  if ('error' in result) return `${result.error.errorClass}: ${result.error.message}`;
  const texts = result.values.map(describeValue);
  return texts.length === 1 ? (texts[0] as string) : texts;
}

export function modifiedItem(key: string, ...values: ScalarValue[]): ReturnType<typeof readModifiedValues> {
  const [field, ...ids] = key.split('|') as [string, ...string[]];
  const modifiers = ids.map((id, i) => ({ id, span: { start: i, end: i } }));
  const nodes = values.map((value, i) => scalarNode(value, 100 * (i + 1)));
  return readModifiedValues({ field: field === '' ? null : field, modifiers, span: keySpan }, nodes);
}

export function describeString(value: SigmaString): string {
  const parts = value.parts.map((part) => {
    if (part.kind === 'plain') return `'${part.text}'`;
    return part.kind === 'wildcard' ? part.wildcard : `%${part.name}%`;
  });
  return `${value.cased ? 'cased ' : ''}${parts.join(' ')}`;
}

export function describeValue(value: SigmaType): string {
  switch (value.type) {
    case 'string':
      return describeString(value);
    case 'number':
      return sigmaNumberToText(value);
    case 'bool':
      return String(value.boolean);
    case 'null':
      return 'null';
    case 'regex':
      return `/${regexText(value)}/${value.flags.join('')}`;
    case 'cidr':
      return `network ${value.cidr}`;
    case 'compare':
      return `${value.operator} ${describeValue(value.number)}`;
    case 'fieldref':
      return `${value.endsWith ? '…' : ''}field ${value.field}${value.startsWith ? '…' : ''}`;
    case 'exists':
      return value.exists ? 'exists' : 'is missing';
    case 'timestamp-part':
      return `${value.part} ${sigmaNumberToText(value)}`;
    case 'expansion':
      return `(${value.values.map(describeValue).join(' or ')})`;
    case 'query-expression':
      return value.expression;
  }
}
