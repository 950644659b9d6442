import type { SigmaLevel, SigmaRule, SigmaRuleTag } from '../../../sigma/rule/sigma-rule.ts';
import type { AttackNames, JsonObject } from '../../deploy-target.ts';

/** Elastic's own scale: severity and the risk score that its prebuilt rules give to it. */
const severities: Record<SigmaLevel, { readonly severity: string; readonly riskScore: number }> = {
  informational: { severity: 'low', riskScore: 1 },
  low: { severity: 'low', riskScore: 21 },
  medium: { severity: 'medium', riskScore: 47 },
  high: { severity: 'high', riskScore: 73 },
  critical: { severity: 'critical', riskScore: 99 },
};

const defaultLevel: SigmaLevel = 'medium';

/** The fields of a query rule that the Sigma rule decides. `rule_id`, `enabled`, schedule, actions and exceptions are not among them. */
export function elasticManagedFields(rule: SigmaRule, query: string, attack: AttackNames): JsonObject {
  const { severity, riskScore } = severities[rule.level?.value ?? defaultLevel];
  const title = rule.title?.value ?? rule.id?.value ?? 'Sigma rule';
  return {
    name: title,
    description: rule.description?.value ?? title,
    risk_score: riskScore,
    severity,
    type: 'query',
    language: 'lucene',
    query,
    author: rule.author === undefined ? [] : rule.author.value.split(/\s*,\s*/).filter((name) => name !== ''),
    license: rule.license?.value ?? '',
    references: rule.references.map((reference) => reference.value),
    false_positives: rule.falsepositives.map((text) => text.value),
    tags: [...new Set(['Sigma', ...rule.tags.map((tag) => `${tag.namespace}.${tag.name}`)])],
    threat: elasticThreat(rule.tags, attack),
  };
}

type TechniqueEntry = {
  readonly id: string;
  readonly name: string;
  readonly reference: string;
  readonly subtechnique: { readonly id: string; readonly name: string; readonly reference: string }[];
};

/** One entry a tactic, with the tagged techniques that belong to it; techniques without a tagged tactic bring their first one. */
export function elasticThreat(tags: readonly SigmaRuleTag[], attack: AttackNames): JsonObject[] {
  const names = tags.filter((tag) => tag.namespace === 'attack').map((tag) => tag.name);
  const tactics = new Map<string, TechniqueEntry[]>();
  for (const name of names) if (attack.tactic(name) !== undefined) tactics.set(name, []);
  for (const name of names) {
    const technique = /^t\d{4}(\.\d{3})?$/i.test(name) ? attack.technique(name.toUpperCase()) : undefined;
    if (technique === undefined) continue;
    const tagged = technique.tactics.filter((tactic) => tactics.has(tactic));
    const homes = tagged.length > 0 ? tagged : technique.tactics.slice(0, 1);
    for (const tactic of homes) addTechnique(tactics, tactic, technique, attack);
  }
  return [...tactics].flatMap(([shortName, techniques]) => {
    const tactic = attack.tactic(shortName);
    if (tactic === undefined) return [];
    const reference = `https://attack.mitre.org/tactics/${tactic.id}/`;
    const entry = { framework: 'MITRE ATT&CK', tactic: { id: tactic.id, name: tactic.name, reference } };
    return [techniques.length === 0 ? entry : { ...entry, technique: techniques }];
  });
}

function addTechnique(
  tactics: Map<string, TechniqueEntry[]>,
  tactic: string,
  technique: { readonly id: string; readonly name: string },
  attack: AttackNames,
): void {
  const entries = tactics.get(tactic) ?? [];
  tactics.set(tactic, entries);
  const [parentId = technique.id, sub] = technique.id.split('.');
  const parentName = sub === undefined ? technique.name : (attack.technique(parentId)?.name ?? technique.name);
  let parent = entries.find((entry) => entry.id === parentId);
  if (parent === undefined) {
    parent = {
      id: parentId,
      name: parentName,
      reference: `https://attack.mitre.org/techniques/${parentId}/`,
      subtechnique: [],
    };
    entries.push(parent);
  }
  if (sub === undefined || parent.subtechnique.some((entry) => entry.id === technique.id)) return;
  const reference = `https://attack.mitre.org/techniques/${parentId}/${sub}/`;
  parent.subtechnique.push({ id: technique.id, name: technique.name, reference });
}
