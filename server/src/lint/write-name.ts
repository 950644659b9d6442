import { selectDetections } from '../sigma/condition/select-detections.ts';
import type { AnySigmaRule, SigmaDetections } from '../sigma/rule/sigma-rule.ts';
import type { Fix } from './define-rule.ts';
import type { Selector } from './places.ts';

/** Words of conditions, also before a dash: `not-it` is read as `not` and `-it`. */
const operator = /^(?:and|or|not|of|all|any|them|1)(?![0-9A-Za-z_])/i;

/** Writes the name of the one selection that a selector really stands for; nothing where it is another number, or no name to write. */
export function writeName(
  { pattern, span }: Selector,
  detections: SigmaDetections,
  kind: AnySigmaRule['kind'],
): readonly Fix[] {
  const [named, ...more] = selectDetections(pattern, detections);
  if (!named || more.length > 0) return [];
  const { name } = named;
  if (!/^[0-9A-Za-z_-]+$/.test(name) || operator.test(name)) return [];
  // Filters get into rules under other names, where `_` at the beginning counts differently.
  if (kind === 'filter' && [...detections.detections.keys()].some((one) => !/^[A-Za-z]/.test(one))) return [];
  return [{ title: `Write '${name}'`, kind: 'safe', edits: [{ span, newText: name }] }];
}
