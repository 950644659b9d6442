/** Whether a formatted text still says what the text before said: the formatter's own check of its work. */
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { YamlDocument, YamlNode, YamlStream } from '../../yaml/nodes.ts';
import { orderedPairs } from './key-order.ts';

/** What changed, in words; `undefined` when nothing did. */
export function changeOfMeaning(before: SigmaParse, after: SigmaParse): string | undefined {
  if (before.yaml.error?.errorClass !== after.yaml.error?.errorClass) return 'the YAML could not be read again';
  if (before.yaml.documents.length !== after.yaml.documents.length) return 'the number of documents changed';
  for (const [index, document] of before.yaml.documents.entries()) {
    const twin = after.yaml.documents[index] as YamlDocument;
    if (digestOfNode(document.root) !== digestOfNode(twin.root)) return 'a value changed';
  }
  if (commentsOf(before.yaml).join('\n') !== commentsOf(after.yaml).join('\n')) return 'a comment was lost';
  return digestOfRules(before) === digestOfRules(after) ? undefined : 'the rule changed';
}

/** The tree of values without places, keys in the formatter's order. */
function digestOfNode(root: YamlNode | null): string {
  const seen = new Map<YamlNode, number>();
  const write = (node: YamlNode, path: readonly string[]): unknown => {
    if (node.kind === 'scalar') return [node.tag, node.text];
    const known = seen.get(node);
    if (known !== undefined) return { alias: known };
    seen.set(node, seen.size);
    if (node.kind === 'seq') return [node.tag, node.items.map((item) => write(item, ['', ...path]))];
    const pairs = orderedPairs(node, path).map(({ key, value }) => {
      const below = [...path, key.kind === 'scalar' ? key.text : ''];
      return [write(key, below), write(value, below)];
    });
    return [node.tag, pairs];
  };
  return root === null ? '' : JSON.stringify(write(root, []));
}

const places = new Set(['span', 'node', 'key', 'conditionNode', 'fieldNode', 'text', 'message', 'document']);

/** What was read of the rules, without places. */
function digestOfRules({ collection }: SigmaParse): string {
  const rules = collection.rules.map((rule) => ({
    ...rule,
    conditions: rule.kind === 'correlation' ? [] : (rule.detection?.conditions.map(({ text }) => text) ?? []),
    customAttributes: [...rule.customAttributes.keys()].sort(),
  }));
  return JSON.stringify(rules, (name, value: unknown) => {
    if (places.has(name) || name.endsWith('Span') || name.endsWith('Spans')) return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    return value instanceof Map ? [...value] : value;
  });
}

/** The comments of a text outside its scalars, sorted. */
function commentsOf({ text, documents }: YamlStream): string[] {
  const comments: string[] = [];
  let at = 0;
  const upTo = (end: number) => {
    for (const [comment] of text.slice(at, Math.max(at, end)).matchAll(/#[^\r\n]*/g)) comments.push(comment.trimEnd());
  };
  const visit = (node: YamlNode) => {
    if (node.span.start < at) return;
    if (node.kind === 'scalar') {
      upTo(node.span.start);
      at = node.span.end;
    } else if (node.kind === 'seq') node.items.forEach(visit);
    else
      for (const { key, value } of node.pairs) {
        visit(key);
        visit(value);
      }
  };
  for (const { root } of documents) if (root) visit(root);
  upTo(text.length);
  return comments.sort();
}
