/** All finalizers. */
import type { FinalizerDefinition } from '../finalizer.ts';
import { concat } from './concat.ts';
import { json } from './json.ts';
import { nested } from './nested.ts';

export const finalizers: ReadonlyMap<string, FinalizerDefinition> = new Map(
  [concat, json, nested].map((definition) => [definition.id, definition]),
);
