/** Rules by id and name, and what a reference finds. pySigma: collection.py#SigmaCollection.__getitem__ */
import { entryOf } from '../../yaml/node-access.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import type { SigmaError } from '../sigma-error.ts';
import { isUnhashable, pythonTypeName } from './python-value.ts';
import type { SigmaCorrelationRule, SigmaRule, SigmaRuleReference } from './sigma-rule.ts';
import { parseUuid } from './uuid.ts';

export type ReferableRule = SigmaRule | SigmaCorrelationRule;

export interface RuleIndex {
  readonly rules: readonly ReferableRule[];
  readonly byId: ReadonlyMap<string, ReferableRule>;
  readonly byName: ReadonlyMap<string, ReferableRule>;
  /** pySigma cannot index a rule whose name is a list or mapping. */
  readonly error: SigmaError | undefined;
}

/** Of several rules with one id or name the last is found. */
export function indexRules(rules: readonly ReferableRule[]): RuleIndex {
  const byId = new Map<string, ReferableRule>();
  const byName = new Map<string, ReferableRule>();
  let error: SigmaError | undefined;
  for (const rule of rules) {
    if (rule.id !== undefined) byId.set(rule.id.value, rule);
    if (rule.name !== undefined) byName.set(rule.name.value, rule);
    error ??= unhashable(rule, 'id') ?? unhashable(rule, 'name');
  }
  return { rules, byId, byName, error };
}

function unhashable(rule: ReferableRule, key: 'id' | 'name'): SigmaError | undefined {
  const node = rawAttribute(rule, key);
  if (node === undefined || !isUnhashable(node)) return undefined;
  return { errorClass: 'TypeError', message: `unhashable type: '${pythonTypeName(node)}'`, span: node.span };
}

/** The value of a top-level key as written. */
export function rawAttribute(rule: { readonly node: SigmaRule['node'] }, key: string): YamlNode | undefined {
  return entryOf(rule.node, key)?.value;
}

export interface ResolvedReference {
  readonly rule: ReferableRule | undefined;
  readonly error: SigmaError | undefined;
}

export function resolveReference(reference: SigmaRuleReference, index: RuleIndex): ResolvedReference {
  if (reference.node !== undefined) return byPosition(reference, reference.node, index);
  const id = parseUuid(reference.reference);
  const rule = id === undefined ? index.byName.get(reference.reference) : index.byId.get(id);
  if (rule !== undefined) return { rule, error: undefined };
  return notFound(reference, `Rule '${reference.reference}' not found in rule collection`);
}

function byPosition(reference: SigmaRuleReference, node: YamlNode, index: RuleIndex): ResolvedReference {
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (typeof value !== 'bigint' && typeof value !== 'boolean') {
    const message = "'NoneType' object has no attribute 'add_backreference'";
    return { rule: undefined, error: { errorClass: 'AttributeError', message, span: reference.span } };
  }
  const rule = index.rules.at(Number(value));
  if (rule !== undefined) return { rule, error: undefined };
  return notFound(reference, `Rule at position ${reference.reference} not found in rule collection`);
}

function notFound(reference: SigmaRuleReference, message: string): ResolvedReference {
  return { rule: undefined, error: { errorClass: 'SigmaRuleNotFoundError', message, span: reference.span } };
}
