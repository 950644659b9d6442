import type { YamlNode, YamlPair } from '../../yaml/nodes.ts';

/** Where what is written of a node ends, without the line breaks and comments after it. `end` bounds aliases, which stand elsewhere. */
export function contentEnd(node: YamlNode, start: number, end: number): number {
  if (node.span.start < start || node.span.end > end) return end;
  if (node.kind === 'scalar' || node.flow) return node.span.end;
  if (node.kind === 'seq') {
    const last = node.items.at(-1);
    return last ? contentEnd(last, node.span.start, node.span.end) : node.span.end;
  }
  const last = node.pairs.at(-1);
  return last ? pairEnd(last) : node.span.end;
}

export function pairEnd({ key, value, span }: YamlPair): number {
  return Math.max(key.span.start >= span.start ? key.span.end : span.start, contentEnd(value, span.start, span.end));
}
