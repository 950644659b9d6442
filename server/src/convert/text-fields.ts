import type { ConditionItem } from '../sigma/condition/condition-item.ts';
import type { SigmaType } from '../sigma/types/sigma-type.ts';

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
