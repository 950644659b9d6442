/** Arguments of checks, as configurations give them. */
import type { Span } from '../base/span.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { plainOf, textOf } from './config-nodes.ts';
import type { LintRule, OptionKind } from './define-rule.ts';
import { nearest } from './nearest.ts';

const kinds: Readonly<Record<OptionKind, { readonly words: string; isGood(node: YamlNode): boolean }>> = {
  number: { words: 'a number', isGood: (node) => node.kind === 'scalar' && isNumber(node.value) },
  words: { words: 'a list of texts', isGood: (node) => node.kind === 'seq' && node.items.every(isText) },
};

/** The options that a check has, by name; what it does not know, or cannot use, is reported and left out. */
export function readRuleOptions(
  map: YamlMap,
  { id, options: known = {} }: Pick<LintRule, 'id' | 'options'>,
  report: (span: Span, message: string) => void,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const { key, value } of map.entries) {
    const name = textOf(key);
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) report(key.span, unknownOption(name, id, Object.keys(known)));
    else if (kinds[kind].isGood(value)) values[name] = plainOf(value);
    else report(value.span, `The option "${name}" of ${id} is ${kinds[kind].words}.`);
  }
  return values;
}

function unknownOption(name: string, id: string, known: readonly string[]): string {
  if (known.length === 0) return `The check ${id} has no options; remove "${name}".`;
  const guess = nearest(name, known);
  const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`;
  return `The check ${id} has no option "${name}".${hint} Use: ${known.join(', ')}.`;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value));
}

/** Not nothing, and no list or mapping. */
function isText(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value !== null;
}
