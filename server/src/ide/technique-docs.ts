import {
  type AttackTable,
  fullTechniqueName,
  loadAttack,
  resolveTechnique,
  type Technique,
  type TechniqueResolution,
} from '../data/attack.ts';
import type { AttackName } from '../data/attack-names.ts';
import type { DataFiles } from '../data/data-files.ts';

/** Whoever keeps the tables. */
interface Tables {
  table<T>(load: (files: DataFiles) => T): T | undefined;
}

const site = 'https://attack.mitre.org';

/** An ATT&CK technique in Markdown: name, tactics, platforms, and what became of an id that is no longer in use. */
export function describeTechnique(id: string, data: Tables): string | undefined {
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

/** What became of an id in capitals that is no longer in use. */
export function describeFate(id: string, found: TechniqueResolution): string | undefined {
  if (found.state === 'replaced') return `${id} (${found.former.name}) was replaced by ${found.technique.id}.`;
  if (found.state === 'withdrawn') return `${id} (${found.former.name}) was withdrawn without a successor.`;
  return undefined;
}

function describeCurrent(table: AttackTable, technique: Technique): string {
  const tactics = technique.tactics.map((shortName) => table.tactics.get(shortName)?.name ?? shortName).join(', ');
  const link = `${site}/techniques/${technique.id.replace('.', '/')}`;
  return [
    `**${technique.id} ${fullTechniqueName(table, technique)}**`,
    `Tactics: ${tactics}  \nPlatforms: ${technique.platforms.join(', ')}`,
    `[MITRE ATT&CK ${table.version}](${link})`,
  ].join('\n\n');
}

/** A tactic by its short name: how many techniques it has, and what became of a former name. */
export function describeTactic(table: AttackTable, shortName: string): string | undefined {
  const name = shortName.replaceAll('_', '-').toLowerCase();
  const now = table.formerTactics.get(name);
  if (now) return `\`${name}\` is no longer in use; ${now.map((each) => `\`${each}\``).join(' and ')} took its place.`;
  const tactic = table.tactics.get(name);
  if (!tactic) return undefined;
  const own = [...table.techniques.values()].filter(({ tactics }) => tactics.includes(name));
  const main = own.filter(({ id }) => !id.includes('.')).length;
  return [
    `**${tactic.id} ${tactic.name}**`,
    `A tactic with ${main} techniques and ${own.length - main} sub-techniques.`,
    `[MITRE ATT&CK ${table.version}](${site}/tactics/${tactic.id})`,
  ].join('\n\n');
}

export function describeAttackName({ id, name, kind }: AttackName): string {
  const link = `${site}/${kind === 'group' ? 'groups' : 'software'}/${id}`;
  return [
    `**${id} ${name}**`,
    kind === 'group' ? 'A group of attackers.' : 'Software that attackers use.',
    `[MITRE ATT&CK](${link})`,
  ].join('\n\n');
}

/** A countermeasure by its id in lower case. */
export function describeD3fend(id: string, name: string): string {
  const link = d3fendPage(name);
  return [`**${id.toUpperCase()} ${name}**`, 'A countermeasure.', `[MITRE D3FEND](${link})`].join('\n\n');
}

/** The page of a countermeasure. */
export function d3fendPage(name: string): string {
  const joined = name.replace(/[^A-Za-z0-9]+(.)?/g, (_, next?: string) => next?.toUpperCase() ?? '');
  return `https://d3fend.mitre.org/technique/d3f:${joined}`;
}
