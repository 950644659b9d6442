import type { ConditionItem } from '../sigma/condition/condition-item.ts';
import type { SigmaType } from '../sigma/types/sigma-type.ts';
import type { ConversionState } from './conversion-state.ts';

/** The fields that are compared with values of these types anywhere in the condition. */
export function fieldsComparedWith(
  types: readonly SigmaType['type'][],
  item: ConditionItem | null,
  found = new Set<string>(),
): Set<string> {
  if (item?.kind === 'field') {
    if (types.includes(item.value.type)) found.add(item.field);
  } else if (item && item.kind !== 'value') for (const arg of item.args) fieldsComparedWith(types, arg, found);
  return found;
}

const key = 'text_fields';

/** Keeps what is found for the whole condition, which is the first to be converted. */
export function keepTextFields(state: ConversionState, find: () => ReadonlySet<string>): void {
  if (!state.extra.has(key)) state.extra.set(key, find());
}

export function isTextField(field: string, state: ConversionState): boolean {
  return (state.extra.get(key) as ReadonlySet<string> | undefined)?.has(field) ?? false;
}
