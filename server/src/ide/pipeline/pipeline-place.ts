import type { BlockPlace, BlockStep } from './block-place.ts';
import { conditionDocOf, itemDocOf, own } from './docs/index.ts';
import { itemDocs, topLevelDocs } from './docs/key-docs.ts';
import type { ParameterDoc, PartDoc } from './docs/part-doc.ts';
import { type ConditionPrefix, conditionPrefixes, families, type ItemFamily } from './pipeline-tree.ts';

/** An item or condition around the cursor. */
export interface PartPlace {
  readonly family: ItemFamily;
  /** Of a condition. */
  readonly prefix: ConditionPrefix | undefined;
  readonly type: string | undefined;
  readonly doc: PartDoc | undefined;
}

/** What is expected at the cursor. */
export type PipelinePlace =
  | { readonly kind: 'top-level key' }
  /** An entry of a list of items or conditions, before anything of it is written. */
  | { readonly kind: 'part'; readonly part: PartPlace }
  | { readonly kind: 'key of a part'; readonly part: PartPlace }
  | { readonly kind: 'type'; readonly part: PartPlace }
  /** The value of a parameter or key; `inside` when the cursor is in an entry of a list, or at a key of a mapping. */
  | {
      readonly kind: 'value';
      readonly part: PartPlace | undefined;
      readonly key: string;
      readonly doc: ParameterDoc | undefined;
      readonly inside: boolean;
      /** The scalars of the mapping that the key stands in. */
      readonly siblings: ReadonlyMap<string, string>;
    };

type Level = { readonly steps: readonly BlockStep[]; readonly place: BlockPlace };

export function pipelinePlace(place: BlockPlace): PipelinePlace | undefined {
  const [first, ...rest] = place.path;
  if (!first) {
    if (place.valueFor === undefined) return place.isEntry ? undefined : { kind: 'top-level key' };
    return topLevelValue(place.valueFor, place, false);
  }
  const family = families.find((name) => name === first.key);
  if (!family) return first.key === undefined ? undefined : topLevelValue(first.key, place, true);
  return inList({ steps: rest, place }, { family, prefix: undefined, type: undefined, doc: undefined });
}

function topLevelValue(key: string, { siblings }: BlockPlace, inside: boolean): PipelinePlace {
  return { kind: 'value', part: undefined, key, doc: own(topLevelDocs, key), inside, siblings };
}

/** In a list of items, or in a list or mapping of conditions. */
function inList({ steps, place }: Level, part: PartPlace): PipelinePlace | undefined {
  const [step, ...rest] = steps;
  // Nothing of the list is written yet, or a condition's name is being written.
  if (!step) return place.valueFor === undefined && !place.isEntry ? { kind: 'part', part } : undefined;
  if (step.key !== undefined && part.prefix === undefined) return undefined;
  return inPart({ steps: rest, place }, part);
}

function inPart({ steps, place }: Level, around: PartPlace): PipelinePlace | undefined {
  const [step, ...rest] = steps;
  const siblings = step ? step.siblings : place.siblings;
  const type = unquoted(siblings.get('type'));
  const { family, prefix } = around;
  const doc = type === undefined ? undefined : prefix ? conditionDocOf(prefix, type) : itemDocOf(family, type);
  const part: PartPlace = { family, prefix, type, doc };
  if (!step) {
    if (place.valueFor === 'type') return { kind: 'type', part };
    if (place.valueFor !== undefined) return valueFor(part, place.valueFor, siblings, false);
    return place.isEntry && siblings.size === 0 ? { kind: 'part', part } : { kind: 'key of a part', part };
  }
  if (step.key === undefined) return undefined;
  const conditions = conditionPrefixes.find((name) => step.key === `${name}_conditions`);
  if (conditions && !prefix)
    return inList({ steps: rest, place }, { family, prefix: conditions, type: undefined, doc: undefined });
  const isNested = step.key === (family === 'finalizers' ? 'finalizers' : 'items') && !prefix;
  if (isNested) return inList({ steps: rest, place }, { family, prefix: undefined, type: undefined, doc: undefined });
  // Only the first level of a parameter's value has a meaning of ours.
  return rest.some(({ key }) => key !== undefined) ? undefined : valueFor(part, step.key, siblings, true);
}

function valueFor(part: PartPlace, key: string, siblings: ReadonlyMap<string, string>, inside: boolean): PipelinePlace {
  const doc = own(part.doc?.parameters ?? {}, key) ?? (part.prefix ? undefined : own(itemDocs, key));
  return { kind: 'value', part, key, doc, inside, siblings };
}

function unquoted(text: string | undefined): string | undefined {
  return text?.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2') || undefined;
}
