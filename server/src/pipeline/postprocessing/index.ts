/** All transformations of queries. */
import type { PostprocessingDefinition } from '../postprocessing-transformation.ts';
import { embed } from './embed.ts';
import { json } from './json.ts';
import { nest } from './nest.ts';
import { replace } from './replace.ts';
import { simpleTemplate } from './simple-template.ts';
import { template } from './template.ts';

export const postprocessingTransformations: ReadonlyMap<string, PostprocessingDefinition> = new Map(
  [embed, json, nest, replace, simpleTemplate, template].map((definition) => [definition.id, definition]),
);
