import type { YamlMap, YamlNode } from '../../yaml/nodes.ts';
import { headOf, Mapping, placeOf } from './document.ts';
import { isDict, isNone, isTruthy, pythonStr, stringOf } from './python-value.ts';
import type { RuleErrors } from './rule-errors.ts';
import type { SigmaLogSource } from './sigma-rule.ts';

const parts = ['category', 'product', 'service'] as const;
const checked = [...parts, 'definition'] as const;
const known: ReadonlySet<string> = new Set([...checked, 'source', 'custom_attributes']);

/** The log source of a rule or filter; `undefined` where pySigma goes on with an empty one because of an error. */
export function parseLogsource(
  document: Mapping,
  kind: 'rule' | 'filter',
  errors: RuleErrors,
): SigmaLogSource | undefined {
  const pair = document.pair('logsource');
  if (pair === undefined) {
    errors.add('SigmaLogsourceError', `Sigma ${kind} must have a log source`, headOf(document.node));
    return undefined;
  }
  if (!isDict(pair.value)) {
    errors.add('SigmaLogsourceError', 'Sigma logsource must be a valid YAML map', placeOf(pair));
    return undefined;
  }
  const map = new Mapping(pair.value);
  if (parts.every((part) => map.given(part) === undefined)) {
    errors.add('SigmaLogsourceError', "Sigma log source can't be empty", pair.key.span);
    return undefined;
  }
  const wrong = checked.filter((part) => isWrong(map.get(part)));
  for (const [index, part] of wrong.entries()) {
    const span = (map.get(part) as YamlNode).span;
    const error = { errorClass: 'SigmaLogsourceError', message: `Sigma log source ${part} must be string`, span };
    if (index === 0) errors.addError(error);
    else errors.addFurther(error);
  }
  return wrong.length === 0 ? logsourceOf(map, pair.value) : undefined;
}

// pySigma: rule/logsource.py#SigmaLogSource.__post_init__ – looks only at values that are true, so 0 and false pass.
function isWrong(node: YamlNode | undefined): boolean {
  return node !== undefined && stringOf(node) === undefined && isTruthy(node);
}

function logsourceOf(map: Mapping, node: YamlMap): SigmaLogSource {
  const custom = new Map<string, YamlNode>();
  for (const { key, value } of node.entries) {
    const name = stringOf(key);
    if (name === undefined || !known.has(name)) custom.set(name ?? pythonStr(key), value);
  }
  const part = (name: string) => {
    const value = map.get(name);
    return value === undefined || isNone(value) ? undefined : pythonStr(value);
  };
  return {
    category: part('category'),
    product: part('product'),
    service: part('service'),
    definition: part('definition'),
    customAttributes: custom,
    node,
    span: node.span,
  };
}
