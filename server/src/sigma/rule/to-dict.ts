/**
 * A rule as pySigma's `to_dict()` gives it: the attributes that pySigma keeps, the values as written.
 * pySigma: rule/base.py#SigmaRuleBase.to_dict, rule/rule.py, correlations.py – what is broken is printed as it was read, or fails.
 */
import type { YamlNode } from '../../yaml/nodes.ts';
import { correlationToDict } from '../correlation/correlation-to-dict.ts';
import type { SigmaError } from '../sigma-error.ts';
import { correlationKeys, isCustomAttribute, ruleKeys } from './parse-attributes.ts';
import { type PlainMap, type PlainValue, plainKey, plainValueOf } from './plain-value.ts';
import { isNone, isoDate, pythonRepr, pythonStr, pythonTypeName, stringOf } from './python-value.ts';
import { SigmaRaise } from './rule-errors.ts';
import { rawAttribute } from './rule-index.ts';
import type { SigmaCorrelationRule, SigmaLogSource, SigmaRule } from './sigma-rule.ts';
import { detectionToPlain } from './to-plain.ts';

/** What JSON needs is made after everything else, so that pySigma's own errors come first. */
type Entries = Map<string, PlainValue | YamlNode | (() => PlainValue) | ForeignEntry>;

/** A custom attribute whose key is no string. */
interface ForeignEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export function toDict(rule: SigmaRule | SigmaCorrelationRule): { dict: PlainMap } | { error: SigmaError } {
  try {
    const entries: Entries = new Map();
    addAttributes(rule, entries);
    if (rule.kind === 'rule') {
      entries.set('logsource', logsourceToDict(rule.logsource));
      entries.set('detection', detectionsToDict(rule));
    } else {
      entries.set('correlation', correlationToDict(rule));
    }
    return { dict: finish(entries) };
  } catch (raised) {
    if (raised instanceof SigmaRaise) return { error: raised.error };
    throw raised;
  }
}

function finish(entries: Entries): PlainMap {
  const dict: PlainMap = new Map();
  for (const [key, value] of entries) {
    if (typeof value === 'function') dict.set(key, value());
    else if (value === null || typeof value !== 'object') dict.set(key, value);
    else if ('key' in value) dict.set(plainKey(value.key), plainValueOf(value.value));
    else dict.set(key, 'kind' in value ? plainValueOf(value) : value);
  }
  return dict;
}

function addAttributes(rule: SigmaRule | SigmaCorrelationRule, entries: Entries): void {
  const given = (key: string) => {
    const node = rawAttribute(rule, key);
    return node === undefined || isNone(node) ? undefined : node;
  };
  entries.set('title', given('title') ?? null);
  const known = { id: rule.id?.value, status: rule.status?.value, level: rule.level?.value } as const;
  for (const key of ['id', 'status', 'level', 'author', 'description', 'name'] as const) {
    const node = given(key);
    if (node !== undefined) entries.set(key, (key in known ? known[key as 'id'] : undefined) ?? pythonStr(node));
  }
  for (const key of ['references', 'fields', 'falsepositives', 'scope']) {
    const node = given(key);
    if (node !== undefined && pythonLength(node) > 0) entries.set(key, copyable(node));
  }
  if (rule.tags.length > 0) {
    entries.set(
      'tags',
      rule.tags.map(({ namespace, name }) => `${namespace}.${name}`),
    );
  }
  for (const key of ['date', 'modified'] as const) {
    const date = rule[key];
    const node = given(key);
    if (date !== undefined && node !== undefined) entries.set(key, isoDateOf(node) ?? isoDate(date.value));
  }
  addCustomAttributes(rule, entries);
}

function addCustomAttributes(rule: SigmaRule | SigmaCorrelationRule, entries: Entries): void {
  const ownKeys = rule.kind === 'rule' ? ruleKeys : correlationKeys;
  for (const { key, value } of rule.node.entries) {
    if (!isCustomAttribute(key, ownKeys)) continue;
    const name = stringOf(key);
    if (name !== undefined) entries.set(name, value);
    else entries.set(`\0${pythonRepr(key)}`, { key, value });
  }
}

function isoDateOf(node: YamlNode): string | undefined {
  const value = node.kind === 'scalar' ? node.value : null;
  const isDateTime = value !== null && typeof value === 'object' && value.kind === 'datetime';
  return isDateTime ? value.text.replace(' ', 'T') : undefined;
}

/** Python's `len()`. */
function pythonLength(node: YamlNode): number {
  if (node.kind === 'seq') return node.items.length;
  if (node.kind === 'map') return node.entries.length;
  const { value } = node;
  if (typeof value === 'string') return value.length;
  if (value !== null && typeof value === 'object' && value.kind === 'binary') return value.bytes.length;
  throw new SigmaRaise('TypeError', `object of type '${pythonTypeName(node)}' has no len()`, node.span);
}

function copyable(node: YamlNode): YamlNode {
  if (node.kind !== 'scalar') return node;
  throw new SigmaRaise('AttributeError', `'${pythonTypeName(node)}' object has no attribute 'copy'`, node.span);
}

const logsourceParts = ['category', 'product', 'service', 'definition'] as const;

function logsourceToDict(logsource: SigmaLogSource | undefined): PlainMap {
  const dict: PlainMap = new Map();
  for (const part of logsourceParts) {
    const value = logsource?.[part];
    if (value !== undefined) dict.set(part, value);
  }
  if (logsource !== undefined && logsource.customAttributes.size > 0) {
    const known: readonly string[] = [...logsourceParts, 'source', 'custom_attributes'];
    const entries = logsource.node.entries.filter(({ key }) => !known.includes(stringOf(key) ?? '\0'));
    dict.set('custom_attributes', pythonRepr({ ...logsource.node, entries }));
  }
  return dict;
}

function detectionsToDict(rule: SigmaRule): () => PlainValue {
  const detections = rule.detection;
  const broken = detections === undefined || detections.broken;
  const named = broken ? [] : [...detections.detections.values()];
  const plain = named.map(({ key, name, detection }) => [key ?? name, detectionToPlain(detection)] as const);
  const conditions = broken ? [] : detections.conditions;
  const [first] = conditions;
  if (first === undefined) throw new SigmaRaise('IndexError', 'list index out of range', rule.span);
  return () => {
    const dict: PlainMap = new Map();
    for (const [key, value] of plain) dict.set(typeof key === 'string' ? key : plainKey(key), value);
    const texts = conditions.map(({ node, text }) => (node === undefined ? text : plainValueOf(node)));
    dict.set('condition', conditions.length > 1 ? texts : (texts[0] as PlainValue));
    return dict;
  };
}
