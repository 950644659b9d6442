import { describe, expect, it } from 'vitest';
import { conditionDefinitions, definitionsOf } from '../definitions.ts';
import { conditionPrefixes, families, topLevelKeys } from '../pipeline-tree.ts';
import { conditionDocs } from './condition-docs.ts';
import { conditionDocOf, itemDocOf } from './index.ts';
import { topLevelDocs } from './key-docs.ts';
import type { PartDoc } from './part-doc.ts';
import { finalizerDocs, postprocessingDocs } from './query-docs.ts';
import { transformationDocs } from './transformation-docs.ts';

const tables = { transformations: transformationDocs, postprocessing: postprocessingDocs, finalizers: finalizerDocs };

const parts = [
  ...families.flatMap((family) =>
    [...definitionsOf(family).values()].map((definition) => ({
      name: `${family} ${definition.id}`,
      definition,
      doc: itemDocOf(family, definition.id),
    })),
  ),
  ...conditionPrefixes.flatMap((prefix) =>
    [...conditionDefinitions(prefix).values()].map((definition) => ({
      name: `${prefix} ${definition.id}`,
      definition,
      doc: conditionDocOf(prefix, definition.id),
    })),
  ),
];

describe('the documentation of pipeline files', () => {
  it.each(parts)('has $name with all its parameters and no others', ({ definition, doc }) => {
    expect(doc?.text).toMatch(/[.]$/);
    expect(Object.keys((doc as PartDoc).parameters).sort()).toEqual(
      [...definition.required, ...definition.optional].sort(),
    );
  });

  it('has nothing that does not exist', () => {
    for (const family of families)
      expect(Object.keys(tables[family]).sort()).toEqual([...definitionsOf(family).keys()].sort());
    for (const prefix of conditionPrefixes)
      expect(Object.keys(conditionDocs[prefix]).sort()).toEqual([...conditionDefinitions(prefix).keys()].sort());
    expect(Object.keys(topLevelDocs)).toEqual([...topLevelKeys]);
  });
});
