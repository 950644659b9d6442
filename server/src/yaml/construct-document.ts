/** What becomes of a composed document: entries of its mappings, errors of its values, no circles, no explosions. */

import { isBreak } from './characters.ts';
import type { DocumentState, OpenMap, OpenSeq } from './composer.ts';
import { Constructor } from './constructor.ts';
import type { Diagnostics } from './diagnostics.ts';
import { maxDepth, maxExpandedNodes } from './limits.ts';
import { dictEntries, dictKey, hasDuplicates } from './mapping-entries.ts';
import type { YamlNode, YamlPair, YamlScalar } from './nodes.ts';
import { Tag } from './resolve.ts';

/** Fills in `entries` and reports what PyYAML cannot construct. Returns the root that may be handed out. */
export function constructDocument(
  state: DocumentState,
  root: YamlNode,
  diagnostics: Diagnostics,
  text: string,
): YamlNode | null {
  let result: YamlNode | null = root;
  if (state.special) {
    const construction = new Constructor(state, diagnostics);
    construction.run(root);
    result = replaceNodes(state, root, construction.scalars);
  } else {
    for (const collection of state.collections) {
      if (collection.kind === 'map' && hasDuplicates(collection.pairs)) {
        collection.entries = dictEntries(collection.pairs);
      }
    }
  }
  if (diagnostics.problems.length === 0) reportDuplicates(state, diagnostics, text);
  if (!state.hasAliases) return result;
  cutCircles(state, diagnostics);
  return isTooLarge(state, result, diagnostics) ? null : result;
}

/** Gives every holder of a node that became a scalar that scalar. */
function replaceNodes(state: DocumentState, root: YamlNode, scalars: Map<YamlNode, YamlScalar>): YamlNode {
  if (scalars.size === 0) return root;
  replaceChildren(state, (node) => scalars.get(node) ?? node);
  return scalars.get(root) ?? root;
}

function replaceChildren(state: DocumentState, replace: (node: YamlNode, parent: number) => YamlNode): void {
  state.collections.forEach((collection, index) => {
    const inPair = (pair: YamlPair): YamlPair => {
      const key = replace(pair.key, index);
      const value = replace(pair.value, index);
      return key === pair.key && value === pair.value ? pair : { key, value, span: pair.span };
    };
    if (collection.kind === 'seq') collection.items = collection.items.map((item) => replace(item, index));
    else {
      const same = collection.entries === collection.pairs;
      collection.pairs = collection.pairs.map(inPair);
      collection.entries = same ? collection.pairs : collection.entries.map(inPair);
    }
  });
}

/** PyYAML builds circles; nobody who walks the tree could end. Where an alias closes one, null stands. */
function cutCircles(state: DocumentState, diagnostics: Diagnostics): void {
  const order = new Map<YamlNode, number>(
    state.collections.map((collection, index) => [collection as YamlNode, index]),
  );
  const reported = new Set<YamlNode>();
  replaceChildren(state, (node, parent) => {
    if (node.kind === 'scalar' || (order.get(node) ?? -1) < parent) return node;
    if (!reported.has(node)) {
      reported.add(node);
      diagnostics.add(
        'recursive-alias',
        'error',
        { start: node.span.start, end: Math.min(node.span.end, node.span.start + 1) },
        'This collection contains an alias to itself, which has no end. The alias is read as null. Remove it.',
      );
    }
    return { kind: 'scalar', span: node.span, style: 'plain', text: '', value: null, tag: Tag.null };
  });
}

/** Counts nodes and levels as if every alias were written out. Children stand before their parents in `collections`. */
function isTooLarge(state: DocumentState, root: YamlNode | null, diagnostics: Diagnostics): boolean {
  const sizes = new Map<YamlNode, { count: number; depth: number }>();
  const sizeOf = (node: YamlNode): { count: number; depth: number } => sizes.get(node) ?? { count: 1, depth: 0 };
  for (const collection of state.collections) {
    let count = 1;
    let depth = 0;
    for (const child of childrenOf(collection)) {
      const size = sizeOf(child);
      count += size.count;
      depth = Math.max(depth, size.depth);
    }
    sizes.set(collection as YamlNode, { count, depth: depth + 1 });
  }
  if (root === null) return false;
  const { count, depth } = sizeOf(root);
  if (count <= maxExpandedNodes && depth <= maxDepth) return false;
  const limit = count > maxExpandedNodes ? `more than ${maxExpandedNodes} values` : `more than ${maxDepth} levels`;
  diagnostics.failAlone({
    errorClass: 'YamlLimit',
    problem: `aliases expand to ${limit}`,
    span: { start: root.span.start, end: root.span.start + 1 },
    message: `The aliases of this document expand to ${limit}, so it is not read. Write the values out or use fewer aliases.`,
  });
  return true;
}

function childrenOf(collection: OpenMap | OpenSeq): YamlNode[] {
  if (collection.kind === 'seq') return collection.items;
  const pairs =
    collection.entries === collection.pairs ? collection.pairs : [...collection.pairs, ...collection.entries];
  return pairs.flatMap(({ key, value }) => [key, value]);
}

/** PyYAML silently takes the last of equal keys; people rarely want that. */
function reportDuplicates(state: DocumentState, diagnostics: Diagnostics, text: string): void {
  for (const collection of state.collections) {
    if (collection.kind !== 'map' || collection.entries === collection.pairs) continue;
    const first = new Map<string, YamlScalar>();
    for (const { key } of collection.pairs) {
      if (key.kind !== 'scalar' || key.tag === Tag.merge) continue;
      const name = dictKey(key);
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, key);
      else reportDuplicate(key, lineOf(text, earlier.span.start), diagnostics);
    }
  }
}

function reportDuplicate(key: YamlScalar, line: number, diagnostics: Diagnostics): void {
  diagnostics.add(
    'duplicate-key',
    'warning',
    key.span,
    `The key “${key.text}” already stands in line ${line} of the file; only the last one in a mapping counts. ` +
      'Remove or rename one of them.',
  );
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) {
    const c = text.charCodeAt(i);
    if (isBreak(c) && !(c === 13 && text.charCodeAt(i + 1) === 10)) line++;
  }
  return line;
}
