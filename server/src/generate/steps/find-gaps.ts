/** Techniques of the report that no rule of a provider covers, and why. */
import type { AttackTable } from '../../data/attack.ts';
import type { DataFiles } from '../../data/data-files.ts';
import type { DetectionGap, ExtractedTechnique } from '../types.ts';
import type { GoldRule } from './gold-rule.ts';
import { type GoldIndex, indexGold, literalsOf } from './retrieve-gold.ts';
import type { RuleDraft } from './rule-draft.ts';

const platformOf: Readonly<Record<string, readonly string[]>> = {
  aws: ['IaaS'],
  gcp: ['IaaS'],
  azure: ['IaaS'],
  'aws-waf': ['IaaS', 'Linux', 'Windows', 'Containers', 'Network Devices'],
  modsecurity: ['Linux', 'Windows', 'Containers', 'Network Devices'],
  'windows-sysmon': ['Windows'],
  'windows-security': ['Windows'],
  'windows-powershell': ['Windows'],
  'linux-auditd': ['Linux', 'Containers', 'ESXi'],
  'kubernetes-audit': ['Containers'],
  okta: ['Identity Provider', 'SaaS'],
  'entra-id-signin': ['Identity Provider', 'Office Suite'],
  'entra-id-audit': ['Identity Provider', 'Office Suite'],
};

export interface GapInput {
  readonly techniques: readonly ExtractedTechnique[];
  readonly providers: readonly string[];
  /** Gold rules by provider. */
  readonly gold: ReadonlyMap<string, readonly GoldRule[]>;
  readonly drafts: readonly RuleDraft[];
  readonly attack: AttackTable;
  readonly files: DataFiles;
}

interface ObservabilityFile {
  readonly providers: Readonly<Record<string, string>>;
}

export function findGaps(input: GapInput): DetectionGap[] {
  const observable = JSON.parse(input.files.read('attack/observability.json')) as ObservabilityFile;
  const gaps: DetectionGap[] = [];
  for (const provider of input.providers) {
    const seen = new Set((observable.providers[provider] ?? '').split(' '));
    const gold = input.gold.get(provider);
    const index = gold && indexGold(gold);
    for (const technique of input.techniques) {
      if (technique.confidence === 'low' || isCovered(technique.techniqueId, provider, input.drafts)) continue;
      const reason = reasonOf(technique, { provider, seen, index, attack: input.attack });
      gaps.push({ techniqueId: technique.techniqueId, provider, reason });
    }
  }
  return gaps;
}

/** A rule for a sub-technique covers its parent, not the other way round. */
function isCovered(techniqueId: string, provider: string, drafts: readonly RuleDraft[]): boolean {
  return drafts.some(
    (draft) =>
      draft.provider === provider &&
      draft.kind === 'behavioral' &&
      draft.techniques.some((id) => id === techniqueId || id.startsWith(`${techniqueId}.`)),
  );
}

interface ProviderView {
  readonly provider: string;
  readonly seen: ReadonlySet<string>;
  readonly index: GoldIndex | undefined;
  readonly attack: AttackTable;
}

function reasonOf({ techniqueId, techniqueName, evidence }: ExtractedTechnique, view: ProviderView): string {
  const platforms = view.attack.techniques.get(techniqueId)?.platforms ?? [];
  const own = platformOf[view.provider] ?? [];
  if (platforms.every((platform) => platform === 'PRE'))
    return 'The technique happens before the intrusion, outside what a victim can log.';
  if (!platforms.some((platform) => own.includes(platform)))
    return `ATT&CK places the technique on ${platforms.join(', ')}, which this provider's log does not cover.`;
  if (!view.index) return 'There are no gold rules for this provider yet.';
  const nearest = view.index.nearest(techniqueId, [techniqueName, ...evidence.map(({ text }) => text)].join(' '));
  if (nearest) {
    const wanted = literalsOf(nearest).slice(0, 3).join(', ');
    return `The report gives no value for a rule on it. The gold rule "${nearest.title}" would need such as: ${wanted}.`;
  }
  if (!view.seen.has(techniqueId)) return "ATT&CK's analytics do not observe the technique in this provider's log.";
  return 'The log can show the technique, but the report gives no value to build a rule on, such as an event name, a command line, a registry key or a path.';
}
