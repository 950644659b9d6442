import { loadAttack } from '../data/attack.ts';
import type { DataFiles } from '../data/data-files.ts';

/** What tags of the namespace `attack` may name; ids and tactic names in lower case, as in tags. */
export interface AttackTables {
  readonly version: string;
  /** Tactic names (`credential-access`). */
  readonly tactics: ReadonlySet<string>;
  /** Technique ids (`t1059.001`) with their names. */
  readonly techniques: ReadonlyMap<string, string>;
  /** The tactics of each technique. */
  readonly tacticsOf: ReadonlyMap<string, readonly string[]>;
  /** Ids of groups, software and mitigations. */
  readonly others: ReadonlySet<string>;
  /** Former tactic names and technique ids with what took their place, which may be nothing. */
  readonly replaced: ReadonlyMap<string, readonly string[]>;
}

interface ReplacedFile {
  readonly tactics: Readonly<Record<string, readonly string[]>>;
}

interface OthersFile {
  readonly groups: string;
  readonly software: string;
  readonly mitigations: string;
}

export function loadAttackTables(files: DataFiles): AttackTables {
  const { version, tactics, techniques, former } = loadAttack(files);
  const replaced = JSON.parse(files.read('attack/replaced.json')) as ReplacedFile;
  const { groups, software, mitigations } = JSON.parse(files.read('attack/others.json')) as OthersFile;
  return {
    version,
    tactics: new Set(tactics.keys()),
    techniques: new Map([...techniques.values()].map(({ id, name }) => [id.toLowerCase(), name])),
    tacticsOf: new Map([...techniques.values()].map(({ id, tactics: served }) => [id.toLowerCase(), served])),
    others: new Set([groups, software, mitigations].flatMap((ids) => ids.toLowerCase().split(' '))),
    replaced: new Map<string, readonly string[]>([
      ...Object.entries(replaced.tactics),
      ...[...former.values()].map(({ id, replacement }): [string, string[]] => [
        id.toLowerCase(),
        replacement === undefined ? [] : [replacement.toLowerCase()],
      ]),
    ]),
  };
}

/** What tags of the namespace `d3fend` may name, in lower case. */
export interface D3fendTables {
  readonly tactics: ReadonlySet<string>;
  /** Technique ids (`d3-al`) with their names. */
  readonly techniques: ReadonlyMap<string, string>;
}

interface D3fendFile {
  readonly tactics: readonly string[];
  readonly techniques: readonly (readonly [id: string, name: string])[];
}

export function loadD3fendTables(files: DataFiles): D3fendTables {
  const { tactics, techniques } = JSON.parse(files.read('attack/d3fend.json')) as D3fendFile;
  return {
    tactics: new Set(tactics),
    techniques: new Map(techniques.map(([id, name]) => [id.toLowerCase(), name])),
  };
}
