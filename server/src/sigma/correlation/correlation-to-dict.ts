/** The `correlation` part as plain data. pySigma: correlations.py#SigmaCorrelationRule.to_dict */
import type { YamlMap, YamlNode } from '../../yaml/nodes.ts';
import { type PlainMap, type PlainValue, plainKey, plainValueOf } from '../rule/plain-value.ts';
import { isDict, isNone, isTruthy, pythonTypeName } from '../rule/python-value.ts';
import { SigmaRaise } from '../rule/rule-errors.ts';
import { rawAttribute } from '../rule/rule-index.ts';
import type { SigmaCorrelationCondition, SigmaCorrelationRule, SigmaRuleReference } from '../rule/sigma-rule.ts';

export function correlationToDict(rule: SigmaCorrelationRule): () => PlainValue {
  const node = rawAttribute(rule, 'correlation') as YamlMap;
  const raw = (key: string) => rawAttribute({ node }, key);
  if (rule.type === undefined) throw noAttribute(raw('type'), 'name', node);
  if (rule.timespan === undefined) throw noAttribute(raw('timespan'), 'spec', node);
  const aliases = raw('aliases');
  if (aliases !== undefined && !isNone(aliases) && !isDict(aliases)) throw noAttribute(aliases, 'to_dict', node);
  const { type, timespan } = rule;
  return () =>
    new Map<string, PlainValue>([
      ['type', type.value],
      ['rules', rule.rules.map(referenceToPlain)],
      ['timespan', timespan.spec],
      ['group-by', groupByToPlain(rule, raw('group-by'))],
      ['aliases', aliasesToPlain(aliases)],
      ['condition', conditionToPlain(rule)],
    ]);
}

function noAttribute(node: YamlNode | undefined, attribute: string, map: YamlMap): SigmaRaise {
  const type = node === undefined ? 'NoneType' : pythonTypeName(node);
  return new SigmaRaise('AttributeError', `'${type}' object has no attribute '${attribute}'`, (node ?? map).span);
}

function referenceToPlain({ node, reference }: SigmaRuleReference): PlainValue {
  return node === undefined ? reference : plainValueOf(node);
}

function groupByToPlain(rule: SigmaCorrelationRule, node: YamlNode | undefined): PlainValue {
  if (rule.groupBy !== undefined) return rule.groupBy.map(({ value }) => value);
  return node === undefined ? null : plainValueOf(node);
}

function aliasesToPlain(node: YamlNode | undefined): PlainValue {
  const dict: PlainMap = new Map();
  if (!isDict(node)) return dict;
  for (const { key, value } of node.entries) dict.set(plainKey(key), plainValueOf(value));
  return dict;
}

function conditionToPlain(rule: SigmaCorrelationRule): PlainValue {
  if (rule.extendedCondition !== undefined) return rule.extendedCondition.text.text;
  const { op, count, fieldNode, percentile } = rule.condition as SigmaCorrelationCondition;
  const dict: PlainMap = new Map<string, PlainValue>([[op, count]]);
  if (fieldNode !== undefined && isTruthy(fieldNode)) dict.set('field', plainValueOf(fieldNode));
  if (percentile !== undefined) dict.set('percentile', BigInt(percentile));
  return dict;
}
