/** The entries of `falsepositives`, which need not be texts. */
import type { AnySigmaRule } from '../sigma/rule/sigma-rule.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { LintProfile } from './define-rule.ts';
import { pairOf } from './scalar-places.ts';

type Entries = AnySigmaRule['falsepositives'];

/**
 * The entries that are texts.
 *
 * pySigma: validators/sigmahq/falsepositive.py – fails on any other entry, and the rule has no issue.
 */
export function textEntries(rule: AnySigmaRule, profile: LintProfile): Entries {
  const nodes = entryNodes(rule);
  if (nodes.every(isText)) return rule.falsepositives;
  return profile === 'pysigma' ? [] : textsAmong(rule, nodes);
}

/**
 * The entries of which the first letter is asked.
 *
 * pySigma: validators/sigmahq/falsepositive.py – takes the first of whatever an entry holds, and splits the entry only where that is
 * a small letter; where either fails the rule has no issue.
 */
export function entriesWithLetter(rule: AnySigmaRule, profile: LintProfile): Entries {
  const nodes = entryNodes(rule);
  if (nodes.every((node) => isText(node) && node.text !== '')) return rule.falsepositives;
  const fails = (node: YamlNode): boolean => {
    const first = firstText(node);
    return first === undefined || (node.kind !== 'scalar' && first !== first.toUpperCase());
  };
  const entries = textsAmong(rule, nodes).filter(({ value }) => value !== '');
  return profile === 'pysigma' && nodes.some(fails) ? [] : entries;
}

function entryNodes(rule: AnySigmaRule): readonly YamlNode[] {
  const node = pairOf(rule, 'falsepositives')?.value;
  return node?.kind === 'seq' ? node.items : [];
}

function isText(node: YamlNode): node is YamlNode & { readonly kind: 'scalar' } {
  return node.kind === 'scalar' && typeof node.value === 'string';
}

function textsAmong({ falsepositives }: AnySigmaRule, nodes: readonly YamlNode[]): Entries {
  const starts = new Set(nodes.filter(isText).map(({ span }) => span.start));
  return falsepositives.filter(({ span }) => starts.has(span.start));
}

/** Python's `entry[0]` where it is a text. */
function firstText(node: YamlNode): string | undefined {
  if (node.kind === 'scalar') return typeof node.value === 'string' && node.value !== '' ? node.text : undefined;
  const first =
    node.kind === 'seq'
      ? node.items[0]
      : node.entries.find(({ key }) => key.kind === 'scalar' && isZero(key.value))?.value;
  return first && isText(first) ? first.text : undefined;
}

/** Keys of a Python mapping that are equal to 0. */
function isZero(value: unknown): boolean {
  return value === 0n || value === 0 || value === false;
}
