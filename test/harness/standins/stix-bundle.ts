/** A STIX bundle of the form in which MITRE publishes ATT&CK, made from our own tables. */
import { loadAttack } from '../../../server/src/data/attack.ts';
import { loadAttackNames } from '../../../server/src/data/attack-names.ts';
import type { DataFiles } from '../../../server/src/data/data-files.ts';

type StixObject = Record<string, unknown>;

export interface BundleChanges {
  readonly version: string;
  /** Former id and the id that takes its place, which may be new. */
  readonly revoked?: readonly (readonly [former: string, successor: string, name: string])[];
  readonly deprecated?: readonly string[];
  readonly more?: readonly unknown[];
}

export function stixBundle(
  files: DataFiles,
  { version, revoked = [], deprecated = [], more = [] }: BundleChanges,
): string {
  const table = loadAttack(files);
  const gone = new Map(revoked.map(([former, successor]) => [former, successor]));
  const objects: unknown[] = [
    { type: 'x-mitre-collection', id: 'x-mitre-collection--1', name: 'Enterprise ATT&CK', x_mitre_version: version },
  ];
  for (const { id, shortName, name } of table.tactics.values())
    objects.push({ ...stixObject('x-mitre-tactic', id, name), x_mitre_shortname: shortName });
  for (const { id, name, tactics, platforms } of table.techniques.values())
    objects.push({
      ...stixObject('attack-pattern', id, name),
      kill_chain_phases: tactics.map((phase) => ({ kill_chain_name: 'mitre-attack', phase_name: phase })),
      x_mitre_platforms: platforms,
      ...(gone.has(id) && { revoked: true }),
      ...(deprecated.includes(id) && { x_mitre_deprecated: true }),
    });
  for (const [former, successor, name] of revoked) {
    if (!table.techniques.has(successor))
      objects.push({ ...stixObject('attack-pattern', successor, name), x_mitre_platforms: ['Linux'] });
    objects.push({
      type: 'relationship',
      id: `relationship--${former}`,
      relationship_type: 'revoked-by',
      source_ref: refOf('attack-pattern', former),
      target_ref: refOf('attack-pattern', successor),
    });
  }
  for (const { id, name, kind } of loadAttackNames(files).values())
    objects.push(stixObject(kind === 'group' ? 'intrusion-set' : 'malware', id, name));
  objects.push(stixObject('course-of-action', 'M1013', 'Application Developer Guidance'), ...more);
  return JSON.stringify({ type: 'bundle', id: 'bundle--1', objects });
}

function stixObject(type: string, id: string, name: string): StixObject {
  const references = [{ source_name: 'mitre-attack', external_id: id, url: `https://attack.mitre.org/${id}` }];
  return { type, id: refOf(type, id), name, external_references: references };
}

function refOf(type: string, id: string): string {
  return `${type}--${id}`;
}
