import { loadAttack } from '../data/attack.ts';
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

interface ReplacedFile {
  readonly tactics: Readonly<Record<string, readonly string[]>>;
}

export function loadAttackTables(files: DataFiles): AttackTables {
  const { version, tactics, techniques, former } = loadAttack(files);
  const replaced = JSON.parse(files.read('attack/replaced.json')) as ReplacedFile;
  return {
    version,
    tactics: new Set(tactics.keys()),
    techniques: new Map([...techniques.values()].map(({ id, name }) => [id.toLowerCase(), name])),
    replaced: new Map<string, readonly string[]>([
      ...Object.entries(replaced.tactics),
      ...[...former.values()].map(({ id, replacement }): [string, string[]] => [
        id.toLowerCase(),
        replacement === undefined ? [] : [replacement.toLowerCase()],
      ]),
    ]),
  };
}
