import type { DataFiles } from '../data/data-files.ts';

/** What tags of the namespace `attack` may name; ids and tactic names in lower case, as in tags. */
export interface AttackTables {
  readonly version: string;
  /** Tactic names (`credential-access`). */
  readonly tactics: ReadonlySet<string>;
  /** Technique ids (`t1059.001`) with their names. */
  readonly techniques: ReadonlyMap<string, string>;
  /** Former tactic names and technique ids with what took their place, which may be nothing. */
  readonly replaced: ReadonlyMap<string, readonly string[]>;
}

interface TechniquesFile {
  readonly version: string;
  readonly tactics: readonly (readonly [id: string, shortname: string, name: string])[];
  readonly techniques: readonly (readonly [id: string, name: string])[];
}

interface ReplacedFile {
  readonly tactics: Readonly<Record<string, readonly string[]>>;
  readonly techniques: readonly (readonly [id: string, name: string, replacement: string | null])[];
}

export function loadAttackTables(files: DataFiles): AttackTables {
  const { version, tactics, techniques } = JSON.parse(files.read('attack/techniques.json')) as TechniquesFile;
  const replaced = JSON.parse(files.read('attack/replaced.json')) as ReplacedFile;
  return {
    version,
    tactics: new Set(tactics.map(([, shortname]) => shortname)),
    techniques: new Map(techniques.map(([id, name]) => [id.toLowerCase(), name])),
    replaced: new Map([
      ...Object.entries(replaced.tactics),
      ...replaced.techniques.map(([id, , replacement]): [string, string[]] => [
        id.toLowerCase(),
        replacement === null ? [] : [replacement.toLowerCase()],
      ]),
    ]),
  };
}
