/** All finalizers. */
import type { FinalizerDefinition } from '../finalizer.ts';
import { concat } from './concat.ts';
import { json } from './json.ts';
import { nested } from './nested.ts';
import { template } from './template.ts';
import { yaml } from './yaml.ts';

export const finalizers: ReadonlyMap<string, FinalizerDefinition> = new Map(
  [concat, json, nested, template, yaml].map((definition) => [definition.id, definition]),
);
