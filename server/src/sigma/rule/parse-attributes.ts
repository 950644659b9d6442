/**
 * The attributes that rules, correlations and filters have in common, checked in pySigma's order.
 * pySigma: rule/base.py#SigmaRuleBase.from_dict_common_params
 */
import type { YamlMap, YamlNode } from '../../yaml/nodes.ts';
import type { SigmaError } from '../sigma-error.ts';
import { codePointLength } from '../types/sigma-string.ts';
import { headOf, listItems, type Mapping, placeOf, placeOfItem } from './document.ts';
import { parseRuleDate } from './parse-date.ts';
import { parseRelated } from './parse-related.ts';
import { pythonStr, pythonTypeName, stringOf } from './python-value.ts';
import type { RuleErrors } from './rule-errors.ts';
import type { SigmaLevel, SigmaRuleBase, SigmaRuleTag, SigmaStatus, Spanned } from './sigma-rule.ts';
import { parseUuid } from './uuid.ts';

export type CommonAttributes = Omit<
  SigmaRuleBase,
  'document' | 'span' | 'node' | 'customAttributes' | 'errors' | 'furtherErrors' | 'raises'
>;

const levels = ['informational', 'low', 'medium', 'high', 'critical'] as const satisfies readonly SigmaLevel[];
const statuses = [
  'unsupported',
  'deprecated',
  'experimental',
  'test',
  'stable',
] as const satisfies readonly SigmaStatus[];

export function parseAttributes(map: Mapping, errors: RuleErrors): CommonAttributes {
  // The order is pySigma's: it is the order of the errors.
  const id = parseId(map, errors);
  const name = parseName(map, errors);
  const taxonomy = parseTaxonomy(map, errors);
  const related = parseRelated(map, errors);
  const level = parseChoice(map, 'level', levels, 'SigmaLevelError', 'Sigma rule level must be a string', errors);
  const status = parseChoice(map, 'status', statuses, 'SigmaStatusError', 'Sigma rule status cannot be a list', errors);
  const tags = parseTags(map, errors);
  const date = parseRuleDate(map, 'date', 'SigmaDateError', errors);
  const modified = parseRuleDate(map, 'modified', 'SigmaModifiedError', errors);
  const fields = parseList(map, 'fields', 'SigmaFieldsError', errors);
  const falsepositives = parseList(map, 'falsepositives', 'SigmaFalsePositivesError', errors);
  const author = parseText(map, 'author', 'SigmaAuthorError', errors);
  const description = parseText(map, 'description', 'SigmaDescriptionError', errors);
  const references = parseList(map, 'references', 'SigmaReferencesError', errors);
  const title = parseTitle(map, errors);
  const scope = parseList(map, 'scope', 'SigmaScopeError', errors);
  const license = parseText(map, 'license', 'SigmaLicenseError', errors);
  errors.checkpoint();
  return {
    title,
    id,
    name,
    taxonomy,
    related,
    status,
    level,
    description,
    author,
    license,
    date,
    modified,
    references,
    tags,
    fields,
    falsepositives,
    scope,
  };
}

export function spanned<T>(value: T, node: YamlNode): Spanned<T> {
  return { value, span: node.span };
}

function parseId(map: Mapping, errors: RuleErrors): Spanned<string> | undefined {
  const node = map.given('id');
  if (node === undefined) return undefined;
  const text = stringOf(node);
  if (text === undefined) {
    errors.raiseError(notReplaceable(node));
    return undefined;
  }
  const id = parseUuid(text);
  if (id !== undefined) return spanned(id, node);
  errors.add('SigmaIdentifierError', 'Sigma rule identifier must be an UUID', node.span);
  return undefined;
}

// Python: UUID(value) begins with value.replace('urn:', ''), which fails in as many ways as there are types.
function notReplaceable(node: YamlNode): SigmaError {
  const type = pythonTypeName(node);
  const typeErrors: Record<string, string> = {
    'datetime.date': "'str' object cannot be interpreted as an integer",
    'datetime.datetime': "'str' object cannot be interpreted as an integer",
    bytes: "a bytes-like object is required, not 'str'",
  };
  const message = typeErrors[type];
  if (message !== undefined) return { errorClass: 'TypeError', message, span: node.span };
  return { errorClass: 'AttributeError', message: `'${type}' object has no attribute 'replace'`, span: node.span };
}

function parseName(map: Mapping, errors: RuleErrors): Spanned<string> | undefined {
  const node = map.given('name');
  if (node === undefined) return undefined;
  const text = stringOf(node);
  if (text === undefined) errors.add('SigmaTypeError', 'Sigma rule name must be a string', node.span);
  else if (text === '') errors.add('SigmaNameError', 'Sigma rule name must not be empty', node.span);
  else return spanned(text, node);
  return undefined;
}

function parseTaxonomy(map: Mapping, errors: RuleErrors): string {
  const node = map.given('taxonomy');
  if (node === undefined) return 'sigma';
  const text = stringOf(node);
  if (text === undefined) errors.add('SigmaTaxonomyError', 'Sigma rule taxonomy must be a string', node.span);
  else if (text === '') errors.add('SigmaTaxonomyError', 'Sigma rule taxonomy must not be empty', node.span);
  else return text;
  return 'sigma';
}

function parseChoice<T extends string>(
  map: Mapping,
  key: string,
  choices: readonly T[],
  errorClass: string,
  notText: string,
  errors: RuleErrors,
): Spanned<T> | undefined {
  const node = map.given(key);
  if (node === undefined) return undefined;
  const text = stringOf(node);
  if (text === undefined) {
    errors.add(errorClass, notText, node.span);
    return undefined;
  }
  // Python compares in upper case.
  const upper = text.toUpperCase();
  const value = choices.find((choice) => choice.toUpperCase() === upper);
  if (value !== undefined) return spanned(value, node);
  errors.add(errorClass, `'${text}' is not a valid Sigma rule ${key}`, node.span);
  return undefined;
}

function parseTags(map: Mapping, errors: RuleErrors): SigmaRuleTag[] {
  const node = map.given('tags');
  if (node === undefined) return [];
  if (node.kind !== 'seq') {
    errors.add('SigmaTagError', 'Sigma tags fields must be a list', node.span);
    return [];
  }
  const tags: SigmaRuleTag[] = [];
  for (const item of node.items) {
    const text = stringOf(item);
    const dot = text?.indexOf('.') ?? -1;
    if (text === undefined) {
      errors.add('SigmaTagError', 'Sigma rule tags must be a list of strings', placeOfItem(item, node));
    } else if (dot < 0) {
      const message = 'Sigma tag must start with namespace separated with dot from remaining tag.';
      errors.add('SigmaValueError', message, placeOfItem(item, node));
    } else {
      tags.push({ namespace: text.slice(0, dot), name: text.slice(dot + 1), span: item.span });
    }
  }
  return tags;
}

function parseList(map: Mapping, key: string, errorClass: string, errors: RuleErrors): Spanned<string>[] {
  const node = map.given(key);
  if (node === undefined) return [];
  if (node.kind === 'seq') return listItems(node).map((item) => spanned(pythonStr(item), item));
  errors.add(errorClass, `Sigma rule ${key} must be a list`, node.span);
  return [];
}

function parseText(map: Mapping, key: string, errorClass: string, errors: RuleErrors): Spanned<string> | undefined {
  const node = map.given(key);
  if (node === undefined) return undefined;
  const text = stringOf(node);
  if (text !== undefined) return spanned(text, node);
  errors.add(errorClass, `Sigma rule ${key} must be a string`, node.span);
  return undefined;
}

function parseTitle(map: Mapping, errors: RuleErrors): Spanned<string> | undefined {
  const node = map.given('title');
  const pair = map.pair('title');
  if (node === undefined) {
    errors.add('SigmaTitleError', 'Sigma rule must have a title', pair ? placeOf(pair) : headOf(map.node));
    return undefined;
  }
  const text = stringOf(node);
  if (text === undefined) {
    errors.add('SigmaTitleError', 'Sigma rule title must be a string', node.span);
    return undefined;
  }
  if (codePointLength(text) > 256) {
    errors.add('SigmaTitleError', 'Sigma rule title length must not exceed 256 characters', node.span);
  }
  return spanned(text, node);
}

/** Keys that pySigma's classes know, besides those of the class at hand; every other key is a custom attribute. */
const commonKeys = [
  ...['title', 'id', 'name', 'taxonomy', 'related', 'status', 'description', 'license', 'references', 'tags', 'author'],
  ...['date', 'modified', 'fields', 'falsepositives', 'level', 'scope', 'custom_attributes'],
  ...['_backreferences', '_conversion_result', '_conversion_states', '_output'],
];

/** Keys of pySigma's classes for rules, correlations and filters. */
export const ruleKeys = ['logsource', 'detection'];
export const correlationKeys = [
  ...['type', 'rules', 'generate', 'timespan', 'group_by', 'aliases', 'condition', 'referenced_rules'],
];
export const filterKeys = ['logsource', 'filter'];

/** `ownKeys` are the keys of the class at hand. */
export function isCustomAttribute(key: YamlNode, ownKeys: readonly string[]): boolean {
  const name = stringOf(key);
  return name === undefined || !(commonKeys.includes(name) || ownKeys.includes(name));
}

export function customAttributesOf(node: YamlMap, ownKeys: readonly string[]): ReadonlyMap<string, YamlNode> {
  const custom = new Map<string, YamlNode>();
  for (const { key, value } of node.entries) {
    if (isCustomAttribute(key, ownKeys)) custom.set(stringOf(key) ?? pythonStr(key), value);
  }
  return custom;
}
