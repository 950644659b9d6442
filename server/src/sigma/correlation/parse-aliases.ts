import { isDict, isNone, pythonStr, stringOf } from '../rule/python-value.ts';
import type { SigmaCorrelationFieldAlias } from '../rule/sigma-rule.ts';
import { type CorrelationPart, ruleReference } from './parse-correlation.ts';

/** pySigma: correlations.py#SigmaCorrelationFieldAliases.from_dict – raises its error even where errors are collected. */
export function parseAliases({ map, errors }: CorrelationPart): SigmaCorrelationFieldAlias[] {
  const node = map.given('aliases');
  if (node === undefined) return [];
  if (!isDict(node)) {
    const message = 'Sigma correlation aliases definition must be a dict';
    errors.add('SigmaCorrelationRuleError', message, node.span);
    return [];
  }
  const aliases: SigmaCorrelationFieldAlias[] = [];
  for (const { key, value } of node.entries) {
    if (!isDict(value)) {
      const message = 'Sigma correlation field alias mapping must be a dict';
      errors.raise('SigmaCorrelationRuleError', message, isNone(value) ? key.span : value.span);
      continue;
    }
    const mapping = value.entries.map((entry) => ({
      rule: ruleReference(entry.key),
      field: stringOf(entry.value) ?? pythonStr(entry.value),
      fieldSpan: entry.value.span,
    }));
    aliases.push({ alias: stringOf(key) ?? pythonStr(key), span: key.span, mapping });
  }
  return aliases;
}
