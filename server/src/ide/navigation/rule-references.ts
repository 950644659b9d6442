import { distinctPlaces, type Place, type RuleFile } from './places.ts';
import { mentionsOf } from './references.ts';

export interface ReferencedRule {
  /** Offset of the rule's first character. */
  readonly start: number;
  readonly places: readonly Place[];
}

/** The rules of a file that others mention, with the places where they do. */
export function referencedRules({ path, index }: RuleFile): ReferencedRule[] {
  return index.rulesOf(path).flatMap((rule) => {
    const places = distinctPlaces(mentionsOf({ index }, rule));
    return places.length > 0 ? [{ start: rule.span.start, places }] : [];
  });
}
