/** All transformations of queries. */
import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { embed } from './embed.ts';
import { json } from './json.ts';
import { nest } from './nest.ts';
import { replace } from './replace.ts';

export const postprocessingTransformations: ReadonlyMap<string, PostprocessingDefinition> = new Map(
  [embed, json, nest, replace].map((definition) => [definition.id, definition]),
);
