/** One document of a rule file as the parsers of this folder read it: look-ups by key, and the places that errors point at. */
import type { Span } from '../../base/span.ts';
import type { YamlMap, YamlNode, YamlPair, YamlSeq } from '../../yaml/nodes.ts';
import { stringOf, tupleTag } from './python-value.ts';

/** Look-ups in a mapping as PyYAML constructs it; only keys that are strings are found. */
export class Mapping {
  readonly node: YamlMap;
  readonly #pairs = new Map<string, YamlPair>();

  constructor(node: YamlMap) {
    this.node = node;
    for (const pair of node.entries) {
      const key = stringOf(pair.key);
      if (key !== undefined) this.#pairs.set(key, pair);
    }
  }

  pair(key: string): YamlPair | undefined {
    return this.#pairs.get(key);
  }

  get(key: string): YamlNode | undefined {
    return this.#pairs.get(key)?.value;
  }

  /** `dict.get`: `undefined` for keys that are missing or null. */
  given(key: string): YamlNode | undefined {
    const value = this.get(key);
    return value?.kind === 'scalar' && value.value === null ? undefined : value;
  }
}

const pairTags: ReadonlySet<string> = new Set(['tag:yaml.org,2002:omap', 'tag:yaml.org,2002:pairs']);

/** A list that PyYAML constructs with tuples as items (`!!omap`, `!!pairs`). */
export function isPairs(node: YamlNode): boolean {
  return node.kind === 'seq' && pairTags.has(node.tag);
}

/** The items of a list as Python has them. */
export function listItems(node: YamlSeq): readonly YamlNode[] {
  return isPairs(node) ? node.items.map(tupleOf) : node.items;
}

function tupleOf(item: YamlNode): YamlNode {
  const pair = item.kind === 'map' ? item.entries[0] : undefined;
  const items = pair === undefined ? [] : [pair.key, pair.value];
  return { kind: 'seq', tag: tupleTag, items, flow: true, span: item.span };
}

/** Where to point at a value: itself, or its key when it takes no room (`title:`). */
export function placeOf(pair: YamlPair): Span {
  return pair.value.span.end > pair.value.span.start ? pair.value.span : pair.key.span;
}

/** Where to point at an item of a list: itself, or its dash when it takes no room. */
export function placeOfItem(item: YamlNode, list: YamlNode): Span {
  const { start, end } = item.span;
  if (end > start) return item.span;
  const hasDash = list.kind === 'seq' && !list.flow && start > list.span.start && start <= list.span.end;
  return hasDash ? { start: start - 1, end: start } : list.span;
}

/** Where to point when something is missing in a mapping: its first key. */
export function headOf(node: YamlNode): Span {
  return (node.kind === 'map' ? node.pairs[0]?.key.span : undefined) ?? node.span;
}
