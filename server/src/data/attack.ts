/** MITRE ATT&CK techniques and tactics as `corpus/attack/` holds them, and the way from former ids to current ones. */
import type { DataFiles } from './data-files.ts';

export interface Technique {
  /** `T1098.001`. */
  readonly id: string;
  /** The technique's own name; of a sub-technique without its parent's. */
  readonly name: string;
  /** Short names in ATT&CK's order: `persistence`, `privilege-escalation`. */
  readonly tactics: readonly string[];
  readonly platforms: readonly string[];
}

export interface Tactic {
  readonly id: string;
  readonly shortName: string;
  readonly name: string;
}

export interface FormerTechnique {
  readonly id: string;
  readonly name: string;
  /** `undefined`: withdrawn without a successor. */
  readonly replacement: string | undefined;
}

export interface AttackTable {
  readonly version: string;
  readonly tactics: ReadonlyMap<string, Tactic>;
  readonly techniques: ReadonlyMap<string, Technique>;
  readonly former: ReadonlyMap<string, FormerTechnique>;
  /** Short names of tactics that are no longer in use, with those that took their place. */
  readonly formerTactics: ReadonlyMap<string, readonly string[]>;
}

export type TechniqueResolution =
  | { readonly state: 'current'; readonly technique: Technique }
  | { readonly state: 'replaced'; readonly technique: Technique; readonly former: FormerTechnique }
  | { readonly state: 'withdrawn'; readonly former: FormerTechnique }
  | { readonly state: 'unknown' };

interface TechniquesFile {
  readonly version: string;
  readonly tactics: readonly (readonly [string, string, string])[];
  readonly techniques: readonly (readonly [string, string, string, string])[];
}

interface ReplacedFile {
  readonly tactics: Readonly<Record<string, readonly string[]>>;
  readonly techniques: readonly (readonly [string, string, string | null])[];
}

export function loadAttack(files: DataFiles): AttackTable {
  const current = JSON.parse(files.read('attack/techniques.json')) as TechniquesFile;
  const replaced = JSON.parse(files.read('attack/replaced.json')) as ReplacedFile;
  return {
    version: current.version,
    tactics: new Map(current.tactics.map(([id, shortName, name]) => [shortName, { id, shortName, name }])),
    techniques: new Map(
      current.techniques.map(([id, name, tactics, platforms]) => [
        id,
        { id, name, tactics: tactics.split(' ').filter(Boolean), platforms: platforms.split(', ').filter(Boolean) },
      ]),
    ),
    formerTactics: new Map(Object.entries(replaced.tactics)),
    former: new Map(
      replaced.techniques.map(([id, name, replacement]) => [id, { id, name, replacement: replacement ?? undefined }]),
    ),
  };
}

/** What an id means today. Ids are compared without regard to case. */
export function resolveTechnique(table: AttackTable, id: string): TechniqueResolution {
  const key = id.toUpperCase();
  const technique = table.techniques.get(key);
  if (technique) return { state: 'current', technique };
  const former = table.former.get(key);
  if (!former) return { state: 'unknown' };
  const next = former.replacement === undefined ? undefined : table.techniques.get(former.replacement);
  return next ? { state: 'replaced', technique: next, former } : { state: 'withdrawn', former };
}

/** `Parent: Sub-technique`, as ATT&CK's site writes it. */
export function fullTechniqueName(table: AttackTable, technique: Technique): string {
  const parent = technique.id.includes('.') ? table.techniques.get(technique.id.slice(0, 5)) : undefined;
  return parent ? `${parent.name}: ${technique.name}` : technique.name;
}

/** Of several tactics the one that a technique mostly serves: first in the order in which an intrusion unfolds. */
const unfolding = [
  'reconnaissance',
  'resource-development',
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'defense-impairment',
  'stealth',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'impact',
];

/** All tactics of some techniques in that order, by short name. */
export function tacticsOf(table: AttackTable, techniqueIds: readonly string[]): string[] {
  const found = new Set(techniqueIds.flatMap((id) => table.techniques.get(id)?.tactics ?? []));
  return unfolding.filter((tactic) => found.has(tactic));
}

/** A technique listed under Stealth and Execution (side-loading) or Stealth and Privilege Escalation (injection) is there for stealth. */
export function primaryTactic(table: AttackTable, technique: Technique): Tactic | undefined {
  const ranked = [...technique.tactics].sort((a, b) => unfolding.indexOf(a) - unfolding.indexOf(b));
  const first = ranked[0];
  const hidden = ranked.includes('stealth') && (first === 'execution' || first === 'privilege-escalation');
  return table.tactics.get(hidden ? 'stealth' : (first ?? ''));
}
