/** Entries of the lists of a rule's metadata, which need not be texts. */
import type { AnySigmaRule } from '../sigma/rule/sigma-rule.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { LintProfile } from './define-rule.ts';
import { repetitions } from './places.ts';
import { pairOf } from './scalar-places.ts';

type List = 'falsepositives' | 'references';
type Entries = AnySigmaRule[List];

/**
 * The entries that are texts.
 *
 * pySigma: validators/sigmahq/falsepositive.py, references.py – fail on any other entry, and the rule has no issue.
 */
export function textEntries(rule: AnySigmaRule, list: List, profile: LintProfile): Entries {
  const nodes = entryNodes(rule, list);
  if (nodes.every(isText)) return rule[list];
  return profile === 'pysigma' ? [] : textsAmong(rule[list], nodes);
}

/** The entries in which one of some words may stand; others need not be split into theirs. */
export function entriesWith(words: readonly string[], entries: Entries): Entries {
  return entries.filter(({ value }) => {
    const lower = value.toLowerCase();
    return words.some((word) => lower.includes(word));
  });
}

/**
 * The entries that equal an earlier one, once each.
 *
 * pySigma: validators/core/metadata.py#DuplicateReferencesValidator – counts the values, so that numbers differ from texts but `1` and
 * `true` are one; it fails on lists and mappings, and the rule has no issue.
 */
export function repeatedEntries(rule: AnySigmaRule, list: List, profile: LintProfile): Entries {
  const nodes = entryNodes(rule, list);
  if (nodes.length !== rule[list].length || nodes.every(isText)) return repetitions(rule[list], ({ value }) => value);
  if (profile === 'pysigma' && nodes.some(({ kind }) => kind !== 'scalar')) return [];
  const keys = new Map(rule[list].map((entry, index) => [entry, keyOf(nodes[index], index)]));
  return repetitions(rule[list], (entry) => keys.get(entry) ?? '');
}

/** Equal for values that Python calls equal. */
function keyOf(node: YamlNode | undefined, index: number): string {
  if (node?.kind !== 'scalar') return `other ${index}`;
  const { value, text } = node;
  if (typeof value === 'string') return `text ${value}`;
  if (value === null) return 'null';
  if (typeof value === 'object') return `${value.kind} ${text}`;
  return Number.isNaN(value) ? `other ${index}` : `number ${Number(value)}`;
}

/**
 * The entries of which the first letter is asked.
 *
 * pySigma: validators/sigmahq/falsepositive.py – takes the first of whatever an entry holds, and splits the entry only where that is
 * a small letter; where either fails the rule has no issue.
 */
export function entriesWithLetter(rule: AnySigmaRule, profile: LintProfile): Entries {
  const nodes = entryNodes(rule, 'falsepositives');
  if (nodes.every((node) => isText(node) && node.text !== '')) return rule.falsepositives;
  const fails = (node: YamlNode): boolean => {
    const first = firstText(node);
    return first === undefined || (node.kind !== 'scalar' && first !== first.toUpperCase());
  };
  const entries = textsAmong(rule.falsepositives, nodes).filter(({ value }) => value !== '');
  return profile === 'pysigma' && nodes.some(fails) ? [] : entries;
}

function entryNodes(rule: AnySigmaRule, list: List): readonly YamlNode[] {
  const node = pairOf(rule, list)?.value;
  return node?.kind === 'seq' ? node.items : [];
}

function isText(node: YamlNode): node is YamlNode & { readonly kind: 'scalar' } {
  return node.kind === 'scalar' && typeof node.value === 'string';
}

function textsAmong(entries: Entries, nodes: readonly YamlNode[]): Entries {
  const starts = new Set(nodes.filter(isText).map(({ span }) => span.start));
  return entries.filter(({ span }) => starts.has(span.start));
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
