import type { AnyBackendDefinition } from '../backend.ts';
import * as all from './all.ts';

/** In the order of their names. */
export const backends: readonly AnyBackendDefinition[] = Object.values(all);

const byName = new Map(backends.flatMap((backend) => [backend.id, ...backend.aliases].map((name) => [name, backend])));

/** A backend by its id or an alias. */
export function findBackend(name: string): AnyBackendDefinition | undefined {
  return byName.get(name);
}
