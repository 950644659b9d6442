/**
 * ATT&CK as MITRE publishes it (STIX 2.1), turned into the tables of `corpus/attack/`. What comes from the network is checked piece by
 * piece: what has another shape than expected is left out, and a set that cannot be ATT&CK is refused.
 */
import { Failure } from '../base/failure.ts';

type Row4 = readonly [id: string, name: string, tactics: string, platforms: string];

/** The tables by their name in `corpus/attack/`. */
export interface AttackFiles {
  readonly version: string;
  readonly 'techniques.json': {
    readonly notice: string;
    readonly version: string;
    readonly tactics: readonly (readonly [id: string, shortName: string, name: string])[];
    readonly techniques: readonly Row4[];
  };
  readonly 'replaced.json': {
    readonly notice: string;
    readonly tactics: Readonly<Record<string, readonly string[]>>;
    readonly techniques: readonly (readonly [id: string, name: string, replacement: string | null])[];
  };
  readonly 'others.json': {
    readonly notice: string;
    readonly version: string;
    readonly groups: string;
    readonly software: string;
    readonly mitigations: string;
  };
  readonly 'names.json': {
    readonly notice: string;
    readonly version: string;
    readonly groups: readonly (readonly [id: string, name: string])[];
    readonly software: readonly (readonly [id: string, name: string])[];
  };
}

export type Replaced = AttackFiles['replaced.json'];

/** An object of the bundle with the parts that are used, each of the right type or absent. */
interface StixObject {
  readonly ref: string;
  readonly type: string;
  readonly id: string | undefined;
  readonly name: string;
  readonly isActive: boolean;
  readonly source: Readonly<Record<string, unknown>>;
}

const notice =
  '© The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.';

/** Fewer are not the Enterprise matrix. */
const leastTechniques = 200;
const leastTactics = 10;

const idPatterns: Readonly<Record<string, RegExp>> = {
  'attack-pattern': /^T\d{4}(?:\.\d{3})?$/,
  'x-mitre-tactic': /^TA\d{4}$/,
  'intrusion-set': /^G\d{4}$/,
  malware: /^S\d{4}$/,
  tool: /^S\d{4}$/,
  'course-of-action': /^M\d{4}$/,
};

/** `known` are the replacements that we ship: older than what the bundle remembers. Throws `Failure('InvalidAttackData')`. */
export function attackFromStix(text: string, known: Replaced): AttackFiles {
  const all = objectsOf(text);
  const version = versionOf(all);
  const objects = all.flatMap(readObject);
  const active = (type: string) =>
    objects.filter((object) => object.type === type && object.isActive && object.id !== undefined).sort(byId);
  const tactics = active('x-mitre-tactic').flatMap(tacticRow);
  const techniques = active('attack-pattern').map((object) => techniqueRow(object, tactics));
  if (techniques.length < leastTechniques || tactics.length < leastTactics)
    throw refused(`it has ${techniques.length} techniques and ${tactics.length} tactics`);
  const groups = active('intrusion-set').map(nameRow);
  const software = [...active('malware'), ...active('tool')].sort(byId).map(nameRow);
  const ids = (rows: readonly (readonly [string, string])[]) => rows.map(([id]) => id).join(' ');
  return {
    version,
    'techniques.json': { notice, version, tactics, techniques },
    'replaced.json': { notice, tactics: known.tactics, techniques: replacements(all, objects, techniques, known) },
    'others.json': {
      ...{ notice, version, groups: ids(groups), software: ids(software) },
      mitigations: ids(active('course-of-action').map(nameRow)),
    },
    'names.json': { notice, version, groups, software },
  };
}

function objectsOf(text: string): readonly Readonly<Record<string, unknown>>[] {
  let bundle: unknown;
  try {
    bundle = JSON.parse(text);
  } catch (cause) {
    throw new Failure('InvalidAttackData', 'What was sent is no JSON, so it is not used. Try again later.', { cause });
  }
  const objects = isRecord(bundle) && bundle.type === 'bundle' ? bundle.objects : undefined;
  if (!Array.isArray(objects)) throw refused('it is no STIX bundle');
  return objects.filter(isRecord);
}

function versionOf(objects: readonly Readonly<Record<string, unknown>>[]): string {
  const collection = objects.find(({ type }) => type === 'x-mitre-collection');
  const version = collection?.x_mitre_version;
  const name = typeof collection?.name === 'string' ? collection.name : '';
  if (collection && !/enterprise/i.test(name))
    throw refused(`it is "${cleanText(name)}" and not the Enterprise matrix`);
  if (typeof version !== 'string' || !/^\d{1,3}(?:\.\d{1,3})?$/.test(version))
    throw refused('it does not tell its version');
  return version;
}

function readObject(source: Readonly<Record<string, unknown>>): StixObject[] {
  const { type, id: ref, name } = source;
  if (typeof type !== 'string' || typeof ref !== 'string' || typeof name !== 'string') return [];
  if (!Object.hasOwn(idPatterns, type)) return [];
  const id = externalId(source.external_references, idPatterns[type] as RegExp);
  const isActive = source.revoked !== true && source.x_mitre_deprecated !== true;
  return [{ ref, type, id, name: cleanText(name), isActive, source }];
}

function externalId(references: unknown, pattern: RegExp): string | undefined {
  if (!Array.isArray(references)) return undefined;
  for (const reference of references) {
    const id = isRecord(reference) ? reference.external_id : undefined;
    if (typeof id === 'string' && pattern.test(id)) return id;
  }
  return undefined;
}

function tacticRow({ id, name, source }: StixObject): [string, string, string][] {
  const shortName = source.x_mitre_shortname;
  return typeof shortName === 'string' && /^[a-z-]{3,40}$/.test(shortName) ? [[id as string, shortName, name]] : [];
}

function techniqueRow(object: StixObject, tactics: readonly (readonly [string, string, string])[]): Row4 {
  const { kill_chain_phases: phases, x_mitre_platforms: platforms } = object.source;
  const known = new Set(tactics.map(([, shortName]) => shortName));
  const named = Array.isArray(phases) ? phases.map((phase) => (isRecord(phase) ? String(phase.phase_name) : '')) : [];
  const own = [...new Set(named)].filter((shortName) => known.has(shortName));
  const words = Array.isArray(platforms) ? platforms.filter((each) => typeof each === 'string').map(cleanText) : [];
  return [object.id as string, object.name, own.join(' '), words.join(', ')];
}

function nameRow({ id, name }: StixObject): [string, string] {
  return [id as string, name];
}

/** Every id that is no longer in use, with the one at the end of its successions. */
function replacements(
  all: readonly Readonly<Record<string, unknown>>[],
  objects: readonly StixObject[],
  techniques: readonly Row4[],
  known: Replaced,
): Replaced['techniques'] {
  const active = new Set(techniques.map(([id]) => id));
  const byRef = new Map(objects.map((object) => [object.ref, object.id]));
  const next = new Map<string, string | null>(known.techniques.map(([id, , replacement]) => [id, replacement]));
  for (const { type, relationship_type: kind, source_ref: from, target_ref: to } of all) {
    if (type !== 'relationship' || kind !== 'revoked-by') continue;
    const [former, successor] = [byRef.get(String(from)), byRef.get(String(to))];
    if (former && successor && idPatterns['attack-pattern']?.test(former)) next.set(former, successor);
  }
  const names = new Map<string, string>(known.techniques.map(([id, name]) => [id, name]));
  for (const { type, id, name, isActive } of objects)
    if (type === 'attack-pattern' && id && !isActive) names.set(id, name);
  return [...names]
    .filter(([id]) => !active.has(id))
    .map(([id, name]): [string, string, string | null] => [id, name, follow(id, next, active)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function follow(id: string, next: ReadonlyMap<string, string | null>, active: ReadonlySet<string>): string | null {
  const seen = new Set<string>();
  let at: string | null | undefined = id;
  while (at && !active.has(at) && !seen.has(at)) {
    seen.add(at);
    at = next.get(at);
  }
  return at && active.has(at) ? at : null;
}

/** What was stored earlier; `undefined` when the file is broken or not ours. */
export function readAttackFiles(text: string): AttackFiles | undefined {
  try {
    const files = JSON.parse(text) as AttackFiles;
    const { techniques, tactics } = files['techniques.json'];
    const { techniques: former, tactics: formerTactics } = files['replaced.json'];
    const { groups, software, mitigations } = files['others.json'];
    const names = files['names.json'];
    const isWhole =
      isRows(techniques, 4) &&
      isRows(tactics, 3) &&
      isRows(names.groups, 2) &&
      isRows(names.software, 2) &&
      former.every((row) => row.length === 3) &&
      Object.values(formerTactics).every(Array.isArray) &&
      [groups, software, mitigations, files.version, files['techniques.json'].version].every(
        (each) => typeof each === 'string',
      );
    return isWhole && techniques.length >= leastTechniques && tactics.length >= leastTactics ? files : undefined;
  } catch {
    return undefined;
  }
}

/** Positive when `a` is newer than `b`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let at = 0; at < 2; at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isRows(rows: readonly (readonly string[])[], width: number): boolean {
  return rows.every((row) => row.length === width && row.every((cell) => typeof cell === 'string'));
}

/** On one line, without characters that do not show, and not longer than any name is. */
function cleanText(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

function byId(a: StixObject, b: StixObject): number {
  return (a.id as string) < (b.id as string) ? -1 : 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(reason: string): Failure {
  return new Failure(
    'InvalidAttackData',
    `What was sent is not ATT&CK as MITRE publishes it: ${reason}. It is not used.`,
  );
}
