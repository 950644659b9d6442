/** What the detection rules of Kibana have in common, whatever their query language: threat, severity, tags. */
import type { AttackTable } from '../data/attack.ts';
import type { OutputValue } from '../pipeline/output-value.ts';
import type { AnyRuleDraft } from '../pipeline/rule-draft.ts';
import type { SigmaRuleTag } from '../sigma/rule/sigma-rule.ts';
import type { FinalizeContext } from './backend.ts';
import { pythonTitle } from './python-classes.ts';

export const riskScores: Readonly<Record<string, number>> = {
  informational: 1,
  low: 21,
  medium: 47,
  high: 73,
  critical: 99,
};

const isTechnique = ({ name }: SigmaRuleTag) => /^[tT]\p{Nd}{4}/u.test(name);

// pySigma: elasticsearch_lucene.py#finalize_output_threat_model – tactics and techniques are paired in the order of the tags, whether they
// belong together or not; what is left over is dropped, and so is what ATT&CK does not know.
function pairs(tags: readonly SigmaRuleTag[]): { tactic: string; technique: string }[] {
  const techniques = tags.filter(isTechnique).map(({ name }) => name.toUpperCase());
  const tactics = tags.filter((tag) => !isTechnique(tag)).map(({ name }) => name.toLowerCase());
  return tactics.slice(0, techniques.length).map((tactic, i) => ({ tactic, technique: techniques[i] as string }));
}

function threatOf(pair: { tactic: string; technique: string }, attack: AttackTable): OutputValue | undefined {
  const isSub = pair.technique.includes('.');
  const id = isSub ? pair.technique.slice(0, 5) : pair.technique;
  const technique = attack.techniques.get(id);
  const sub = isSub ? attack.techniques.get(pair.technique) : undefined;
  const tactic = attack.tactics.get(pair.tactic.replaceAll('_', '-'));
  if (!technique || !tactic || (isSub && !sub)) return undefined;
  const reference = (path: string) => `https://attack.mitre.org/${path}`;
  return {
    tactic: {
      id: tactic.id,
      reference: reference(`tactics/${tactic.id}`),
      name: pythonTitle(pair.tactic).replaceAll('_', ' '),
    },
    framework: 'MITRE ATT&CK',
    technique: [
      {
        id,
        reference: reference(`techniques/${id}`),
        name: technique.name,
        subtechnique: sub
          ? [{ id: sub.id, reference: reference(`techniques/${sub.id.replaceAll('.', '/')}`), name: sub.name }]
          : [],
      },
    ],
  };
}

export interface RuleThreat {
  readonly threat: OutputValue[];
  /** The tags that are left beside the threat block. */
  readonly tags: OutputValue[];
  /** The tags before. */
  readonly allTags: OutputValue[];
}

const tagText = ({ namespace, name }: SigmaRuleTag) => `${namespace}-${name}`;

export function ruleThreat({ rule, state }: FinalizeContext, attack: () => AttackTable): RuleThreat {
  const attackTags = rule.tags.filter(({ namespace }) => namespace === 'attack');
  const hasThreat = attackTags.length >= 2;
  const allTags = rule.tags.map(tagText);
  const rest = hasThreat ? rule.tags.filter(({ namespace }) => namespace !== 'attack') : rule.tags;
  const threat = hasThreat ? pairs(attackTags).flatMap((pair) => threatOf(pair, attack()) ?? []) : [];
  if (hasThreat && state.reproduces('consumed-attack-tags')) rule.tags = [...rest];
  return { threat, tags: rest.map(tagText), allTags };
}

/** Metadata of a rule as the formats print it. */
export function ruleTexts({ source }: AnyRuleDraft) {
  const texts = (values: readonly { readonly value: string }[]) => values.map(({ value }) => value);
  return {
    id: source.id?.value ?? 'None',
    name: `SIGMA - ${source.title?.value ?? ''}`,
    author: source.author ? [source.author.value] : [],
    description: source.description?.value ?? null,
    license: source.license?.value ?? 'DRL',
    falsePositives: texts(source.falsepositives),
    references: texts(source.references),
    level: source.level?.value,
  };
}
