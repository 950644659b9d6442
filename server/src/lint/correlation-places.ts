/** Keys below `correlation` that the specification does not have but other tools do. */
import type { SigmaCorrelationRule } from '../sigma/rule/sigma-rule.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import { pairOf } from './scalar-places.ts';

/** A key below `correlation`, with its value. */
export function correlationPair(rule: SigmaCorrelationRule, key: string): YamlPair | undefined {
  const map = pairOf(rule, 'correlation')?.value;
  if (map?.kind !== 'map') return undefined;
  return map.entries.find((pair) => pair.key.kind === 'scalar' && pair.key.value === key);
}

/** The text of a value, where it is one. */
export function textOfPair(pair: YamlPair | undefined): string | undefined {
  return pair?.value.kind === 'scalar' ? pair.value.text : undefined;
}
