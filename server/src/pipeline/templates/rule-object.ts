/** Rules and pipelines as templates see them: pySigma's objects with the attributes that templates use. */

import type { SigmaRuleTag, Spanned } from '../../sigma/rule/sigma-rule.ts';
import type { OutputValue } from '../output-value.ts';
import type { PipelineRun } from '../pipeline-run.ts';
import { isPlainList, isPlainMap, type PlainValue, plainRepr, plainText } from '../plain-value.ts';
import { QueryText } from '../query-text.ts';
import { levels, statuses } from '../rule-attributes.ts';
import type { AnyRuleDraft, CorrelationDraft, RuleDraft } from '../rule-draft.ts';
import type { TemplateMap, TemplateObject, TemplateValue } from './template-value.ts';

type Attributes = Readonly<Record<string, () => TemplateValue>>;

function object(type: string, attributes: Attributes, text: () => string, repr: () => string = text): TemplateObject {
  return {
    kind: 'object',
    type,
    text,
    repr,
    attribute: (name) => (Object.hasOwn(attributes, name) ? attributes[name]?.() : undefined),
  };
}

/** A value of a pipeline or rule file. */
export function templateValue(value: PlainValue): TemplateValue {
  if (isPlainList(value)) return value.map(templateValue);
  if (isPlainMap(value)) return mapOf(value);
  if (value === null || typeof value !== 'object') return value;
  const text = plainText(value);
  if (value.kind !== 'date') return text;
  const attributes: Attributes = {
    year: () => BigInt(value.year),
    month: () => BigInt(value.month),
    day: () => BigInt(value.day),
    isoformat: () => ({ kind: 'function', name: 'isoformat', call: () => text }),
  };
  return object(
    'date',
    attributes,
    () => text,
    () => `datetime.date(${value.year}, ${value.month}, ${value.day})`,
  );
}

const mapOf = (map: ReadonlyMap<PlainValue, PlainValue>): TemplateMap =>
  new Map(
    [...map].map(([key, item]) => [
      typeof key === 'object' && key !== null ? plainText(key) : key,
      templateValue(item),
    ]),
  );

/** A query, or what a format made of one. */
export function outputTemplateValue(value: OutputValue): TemplateValue {
  if (value === null || typeof value !== 'object' || value instanceof QueryText) {
    return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
  }
  if (Array.isArray(value)) return value.map(outputTemplateValue);
  const entries: readonly [string, OutputValue][] = value instanceof Map ? [...value] : Object.entries(value);
  return new Map(entries.map(([key, item]) => [key, outputTemplateValue(item)]));
}

function enumeration(type: string, name: string | undefined, number: number): TemplateValue {
  if (name === undefined) return null;
  const upper = name.toUpperCase();
  const attributes: Attributes = { name: () => upper, value: () => BigInt(number) };
  return object(
    type,
    attributes,
    () => name,
    () => `<${type}.${upper}: ${number}>`,
  );
}

const texts = (values: readonly Spanned<string>[]): TemplateValue =>
  values.map(({ value, span }) => QueryText.of(value, span));
const text = (value: Spanned<string> | undefined): TemplateValue =>
  value ? QueryText.of(value.value, value.span) : null;

function tag({ namespace, name }: SigmaRuleTag): TemplateObject {
  const attributes: Attributes = { namespace: () => namespace, name: () => name, source: () => null };
  const repr = `SigmaRuleTag(namespace=${plainRepr(namespace)}, name=${plainRepr(name)}, source=None)`;
  return object(
    'SigmaRuleTag',
    attributes,
    () => `${namespace}.${name}`,
    () => repr,
  );
}

function identifier(id: Spanned<string> | undefined): TemplateValue {
  if (!id) return null;
  const hex = id.value.replaceAll('-', '');
  return object(
    'UUID',
    { hex: () => hex },
    () => id.value,
    () => `UUID(${plainRepr(id.value)})`,
  );
}

function logSource({ source, logsource }: RuleDraft): TemplateObject {
  const parts = { ...logsource, definition: source.logsource?.definition };
  const attributes: Attributes = {
    category: () => parts.category ?? null,
    product: () => parts.product ?? null,
    service: () => parts.service ?? null,
    definition: () => parts.definition ?? null,
    source: () => null,
    custom_attributes: () => null,
  };
  const repr = (['category', 'product', 'service', 'definition'] as const).map(
    (name) => `${name}=${plainRepr(parts[name] ?? null)}`,
  );
  return object(
    'SigmaLogSource',
    attributes,
    () => `SigmaLogSource(${repr.join(', ')}, source=None, custom_attributes=None)`,
  );
}

function commonAttributes(rule: AnyRuleDraft): Attributes {
  const { source } = rule;
  return {
    title: () => text(source.title) ?? '',
    id: () => identifier(source.id),
    name: () => text(source.name),
    taxonomy: () => source.taxonomy,
    status: () =>
      enumeration('SigmaStatus', source.status?.value, statuses.indexOf(source.status?.value ?? 'stable') + 1),
    level: () => enumeration('SigmaLevel', source.level?.value, levels.indexOf(source.level?.value ?? 'low') + 1),
    description: () => text(source.description),
    license: () => text(source.license),
    author: () => text(source.author),
    date: () => templateValue(source.date?.value ?? null),
    modified: () => templateValue(source.modified?.value ?? null),
    references: () => texts(source.references),
    tags: () => rule.tags.map(tag),
    fields: () => texts(rule.fields),
    falsepositives: () => texts(source.falsepositives),
    scope: () => (source.scope.length > 0 ? texts(source.scope) : null),
    errors: () => [],
    source: () => null,
    custom_attributes: () => mapOf(rule.customAttributes),
  };
}

function correlationAttributes(rule: CorrelationDraft): Attributes {
  const { type, timespan, rules, generate } = rule.source;
  const span = timespan && {
    spec: () => timespan.spec,
    count: () => BigInt(timespan.count),
    unit: () => timespan.unit,
    seconds: () => BigInt(timespan.seconds),
  };
  return {
    type: () => enumeration('SigmaCorrelationType', type?.value, 1),
    rules: () =>
      rules.map(({ reference }) => object('SigmaRuleReference', { reference: () => reference }, () => reference)),
    generate: () => generate,
    timespan: () => (span ? object('SigmaCorrelationTimespan', span, () => timespan.spec) : null),
    group_by: () => (rule.groupBy ? texts(rule.groupBy) : null),
  };
}

export function ruleObject(rule: AnyRuleDraft): TemplateObject {
  const special: Attributes = rule.kind === 'rule' ? { logsource: () => logSource(rule) } : correlationAttributes(rule);
  const type = rule.kind === 'rule' ? 'SigmaRule' : 'SigmaCorrelationRule';
  const title = rule.source.title?.value ?? '';
  return object(type, { ...commonAttributes(rule), ...special }, () => `${type}(title=${plainRepr(title)})`);
}

export function pipelineObject(run: PipelineRun): TemplateObject {
  const attributes: Attributes = {
    state: () => mapOf(run.state),
    vars: () => mapOf(run.vars),
    name: () => null,
    applied_ids: () => [...run.appliedIds],
  };
  return object('ProcessingPipeline', attributes, () => 'ProcessingPipeline()');
}
