/** What ATT&CK's groups and software are called. */
import type { DataFiles } from './data-files.ts';

export interface AttackName {
  /** `G0007`, `S0154`. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'group' | 'software';
}

interface NamesFile {
  readonly groups: readonly (readonly [id: string, name: string])[];
  readonly software: readonly (readonly [id: string, name: string])[];
}

/** By id. */
export function loadAttackNames(files: DataFiles): ReadonlyMap<string, AttackName> {
  const { groups, software } = JSON.parse(files.read('attack/names.json')) as NamesFile;
  return new Map([
    ...groups.map(([id, name]): [string, AttackName] => [id, { id, name, kind: 'group' }]),
    ...software.map(([id, name]): [string, AttackName] => [id, { id, name, kind: 'software' }]),
  ]);
}
