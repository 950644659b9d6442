/** Rules with events made from them and what the evaluator says, laid out over the indices of an engine. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPipeline } from '../../server/src/evaluate/apply-pipeline.ts';
import { compileRule } from '../../server/src/evaluate/compile-rule.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { BuiltinPipelines } from '../../server/src/pipeline/builtin/index.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import type { SigmaDetection, SigmaRule } from '../../server/src/sigma/rule/sigma-rule.ts';
import { sigmaStringToPlain } from '../../server/src/sigma/types/sigma-string.ts';
import type { SigmaType } from '../../server/src/sigma/types/sigma-type.ts';
import { hasOracle } from '../harness/oracle.ts';
import { sigmaHqRules } from '../harness/sigmahq-rules.ts';
import { keywordField, type MadeEvent, ruleEvents } from './events/rule-events.ts';

export interface RuleCase {
  readonly id: number;
  readonly path: string;
  readonly text: string;
  readonly rule: SigmaRule;
  readonly events: readonly MadeEvent[];
  /** For each event, whether the rule matches it. */
  readonly expected: readonly boolean[];
  /** Name of the index that holds the events. */
  readonly index: string;
}

export type FieldType = 'keyword' | 'ip' | 'double' | 'long' | 'boolean';

export interface IndexPlan {
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldType>;
  readonly cases: readonly RuleCase[];
}

const gold = join(import.meta.dirname, '..', '..', 'corpus', 'gold');

/** Texts by path: SigmaHQ's where they are there, else the project's own. */
export function ruleTexts(): ReadonlyMap<string, string> {
  if (hasOracle('sigmahq-rules.tar.gz')) return sigmaHqRules();
  const names = readdirSync(gold, { recursive: true, encoding: 'utf8' });
  const rules = names.filter((name) => name.endsWith('.yml') && !name.endsWith('.tests.yml')).sort();
  return new Map(rules.map((name) => [name, readFileSync(join(gold, name), 'utf8')]));
}

export function logsourceOf({ logsource }: SigmaRule): string {
  return [logsource?.product, logsource?.category, logsource?.service].map((part) => part ?? '').join('/');
}

/** Of each log source in turn the next rule, until there are `count`; spread over the paths. */
export function chooseRules(
  texts: ReadonlyMap<string, string>,
  count: number,
  isMeant: (rule: SigmaRule) => boolean = () => true,
): [string, SigmaRule][] {
  const bySource = new Map<string, [string, SigmaRule][]>();
  for (const [path, text] of texts) {
    const { rules, raises } = parseSigma(text, { treatAsSigma: true }).collection;
    const [rule] = rules;
    if (raises || rules.length !== 1 || rule?.kind !== 'rule' || !isMeant(rule)) continue;
    const source = logsourceOf(rule);
    bySource.set(source, [...(bySource.get(source) ?? []), [path, rule]]);
  }
  const chosen: [string, SigmaRule][] = [];
  let waiting = [...bySource.values()];
  for (let turn = 0; waiting.length > 0 && chosen.length < count; turn++) {
    waiting = waiting.filter((rules) => rules.length > turn);
    for (const rules of waiting) {
      const next = rules[turn] as [string, SigmaRule];
      if (compileRule(next[1]).unevaluable === undefined) chosen.push(next);
    }
  }
  return chosen.slice(0, count);
}

/** A rule as the built-in pipeline leaves it; `undefined` where it refuses the rule. */
export function throughPipeline(name: string): (rule: SigmaRule) => SigmaRule | undefined {
  const pipeline = new BuiltinPipelines(openDataFiles(join(gold, '..'))).get(name);
  if (!pipeline) throw new Error(`There is no pipeline ${name}.`);
  return (rule) => applyPipeline([rule], pipeline, () => []).processed.get(rule) as SigmaRule | undefined;
}

const hasList = ({ event }: MadeEvent): boolean => Object.values(event).some(Array.isArray);

interface PlanOptions {
  /** Begins the names of the indices. */
  readonly prefix?: string;
  /** Fits a rule to the fields of the events. */
  readonly adapt?: (rule: SigmaRule) => SigmaRule | undefined;
  /** Without events in which a field has several values. */
  readonly withoutLists?: boolean;
}

/** Puts the cases where their fields have the same type and no field is a part of another one's path. */
export function planIndices(
  texts: ReadonlyMap<string, string>,
  chosen: readonly [string, SigmaRule][],
  { prefix = 'events', adapt = (rule) => rule, withoutLists = false }: PlanOptions = {},
): IndexPlan[] {
  const plans: { name: string; fields: Map<string, FieldType>; cases: RuleCase[] }[] = [];
  for (const [id, [path, written]] of chosen.entries()) {
    const rule = adapt(written);
    if (!rule) continue;
    const fields = fieldTypes(rule);
    let plan = plans.find((candidate) => candidate.cases.length < 150 && fits(candidate.fields, fields));
    if (!plan) {
      plan = { name: `${prefix}-${plans.length}`, fields: new Map(), cases: [] };
      plans.push(plan);
    }
    for (const [field, type] of fields) plan.fields.set(field, type);
    const events = ruleEvents(rule).filter((made) => !withoutLists || !hasList(made));
    const matcher = compileRule(rule);
    const expected = events.map(({ event }) => matcher.match(event).matched);
    plan.cases.push({ id, path, text: texts.get(path) ?? '', rule, events, expected, index: plan.name });
  }
  return plans;
}

function fits(known: ReadonlyMap<string, FieldType>, added: ReadonlyMap<string, FieldType>): boolean {
  for (const [field, type] of added) {
    if ((known.get(field) ?? type) !== type) return false;
    for (const other of known.keys()) if (other.startsWith(`${field}.`) || field.startsWith(`${other}.`)) return false;
  }
  return true;
}

/** As an index template would have it: addresses where only networks and addresses are asked for, numbers for numbers, else keywords. */
export function fieldTypes(rule: SigmaRule): Map<string, FieldType> {
  const types = new Map<string, FieldType>([[keywordField, 'keyword']]);
  const values = fieldValues(rule);
  for (const field of new Set(values.map(([name]) => name))) {
    types.set(field, fieldType(values.filter(([name]) => name === field).map(([, value]) => value)));
  }
  for (const [, value] of values)
    if (value.type === 'fieldref' && !types.has(value.field)) types.set(value.field, 'keyword');
  return types;
}

function fieldType(values: readonly SigmaType[]): FieldType {
  const all = (...kinds: readonly SigmaType['type'][]) =>
    values.every(({ type }) => type === 'null' || type === 'exists' || kinds.includes(type));
  const some = (kind: SigmaType['type']) => values.some(({ type }) => type === kind);
  if (some('cidr') && values.every((value) => value.type === 'cidr' || isAddress(value) || value.type === 'null'))
    return 'ip';
  if (some('compare') && all('compare', 'number')) return 'double';
  if (some('bool') && all('bool')) return 'boolean';
  return some('number') && all('number') ? 'long' : 'keyword';
}

const isAddress = (value: SigmaType): boolean =>
  value.type === 'string' && /^[0-9a-f.:]*[.:][0-9a-f.:]*$/i.test(sigmaStringToPlain(value));

function fieldValues(rule: SigmaRule): [string, SigmaType][] {
  const found: [string, SigmaType][] = [];
  const walk = (detection: SigmaDetection): void => {
    for (const item of detection.items) {
      if (item.kind !== 'item') walk(item);
      else if (item.field !== null) {
        const { field, value } = item;
        found.push(
          ...(value.length === 0 ? [{ type: 'null' } as const] : value).map((one): [string, SigmaType] => [field, one]),
        );
      }
    }
  };
  for (const { detection } of rule.detection?.detections.values() ?? []) walk(detection);
  return found;
}

/** Mapping of an index; values of another type are kept out of it, as log pipelines do. */
export function mappingOf({ fields }: IndexPlan): Record<string, unknown> {
  const properties: Record<string, Record<string, unknown>> = {};
  for (const [field, type] of fields) {
    const path = field.split('.');
    let inner = properties;
    for (const part of path.slice(0, -1)) {
      inner[part] ??= { properties: {} };
      inner = (inner[part] as { properties: Record<string, Record<string, unknown>> }).properties;
    }
    inner[path.at(-1) as string] =
      type === 'keyword' || type === 'boolean' ? { type } : { type, ignore_malformed: true };
  }
  return { dynamic: false, properties };
}
