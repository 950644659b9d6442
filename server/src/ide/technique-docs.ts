import {
  type AttackTable,
  fullTechniqueName,
  loadAttack,
  resolveTechnique,
  type Technique,
  type TechniqueResolution,
} from '../data/attack.ts';
import type { LintData } from '../lint/lint-data.ts';

/** An ATT&CK technique in Markdown: name, tactics, platforms, and what became of an id that is no longer in use. */
export function describeTechnique(id: string, data: LintData): string | undefined {
  const table = data.table(loadAttack);
  if (!table) return undefined;
  const found = resolveTechnique(table, id);
  const fate = describeFate(id.toUpperCase(), found);
  if (found.state === 'current' || found.state === 'replaced') {
    const parts = [fate, describeCurrent(table, found.technique)];
    return parts.filter(Boolean).join('\n\n');
  }
  return fate;
}

function describeFate(id: string, found: TechniqueResolution): string | undefined {
  if (found.state === 'replaced') return `${id} (${found.former.name}) was replaced by ${found.technique.id}.`;
  if (found.state === 'withdrawn') return `${id} (${found.former.name}) was withdrawn without a successor.`;
  return undefined;
}

function describeCurrent(table: AttackTable, technique: Technique): string {
  const tactics = technique.tactics.map((shortName) => table.tactics.get(shortName)?.name ?? shortName).join(', ');
  const link = `https://attack.mitre.org/techniques/${technique.id.replace('.', '/')}`;
  return [
    `**${technique.id} ${fullTechniqueName(table, technique)}**`,
    `Tactics: ${tactics}  \nPlatforms: ${technique.platforms.join(', ')}`,
    `[MITRE ATT&CK ${table.version}](${link})`,
  ].join('\n\n');
}
