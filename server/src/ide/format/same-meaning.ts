/** Whether a formatted text still says what the text before said: the formatter's own check of its work. */
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { AnySigmaRule } from '../../sigma/rule/sigma-rule.ts';
import type { YamlDocument, YamlNode, YamlPair, YamlStream } from '../../yaml/nodes.ts';
import { orderedPairs } from './key-order.ts';

/** What changed, in words; `undefined` when nothing did. */
export function changeOfMeaning(before: SigmaParse, after: SigmaParse): string | undefined {
  if (before.yaml.error?.errorClass !== after.yaml.error?.errorClass) return 'the YAML could not be read again';
  if (before.yaml.documents.length !== after.yaml.documents.length) return 'the number of documents changed';
  for (const [index, document] of before.yaml.documents.entries()) {
    const twin = after.yaml.documents[index] as YamlDocument;
    if (!isSameTree(document.root, twin.root)) return 'a value changed';
  }
  if (commentsOf(before.yaml).join('\n') !== commentsOf(after.yaml).join('\n')) return 'a comment was lost';
  return areSameRules(before, after) ? undefined : 'the rule changed';
}

/** Compares trees of values without their places, keys in the formatter's order. */
function isSameTree(before: YamlNode | null, after: YamlNode | null): boolean {
  const twins = new Map<YamlNode, YamlNode>();
  const isSame = (a: YamlNode, b: YamlNode, path: readonly string[]): boolean => {
    if (a.tag !== b.tag) return false;
    if (a.kind === 'scalar') return b.kind === 'scalar' && a.text === b.text;
    const known = twins.get(a);
    if (known !== undefined) return known === b;
    twins.set(a, b);
    if (a.kind === 'seq') {
      if (b.kind !== 'seq' || a.items.length !== b.items.length) return false;
      const inList = ['', ...path];
      return a.items.every((item, index) => isSame(item, b.items[index] as YamlNode, inList));
    }
    if (b.kind !== 'map') return false;
    const others = orderedPairs(b, path);
    return (
      others.length === a.pairs.length &&
      orderedPairs(a, path).every(({ key, value }, index) => {
        const other = others[index] as YamlPair;
        const below = [...path, key.kind === 'scalar' ? key.text : ''];
        return isSame(key, other.key, below) && isSame(value, other.value, below);
      })
    );
  };
  return before === null || after === null ? before === after : isSame(before, after, []);
}

const places = new Set(['span', 'node', 'key', 'conditionNode', 'fieldNode', 'text', 'message', 'document']);
const isPlace = (name: string) => places.has(name) || name.endsWith('Span') || name.endsWith('Spans');

/** Compares what was read of the rules, without places. */
function areSameRules(before: SigmaParse, after: SigmaParse): boolean {
  const [rules, others] = [before.collection.rules, after.collection.rules].map((all) => all.map(essenceOf));
  return isSameValue(rules, others);
}

function essenceOf(rule: AnySigmaRule): unknown {
  return {
    ...rule,
    conditions:
      rule.kind === 'correlation' ? [] : (rule.detection?.conditions.map((condition) => [condition.text]) ?? []),
    customAttributes: [...rule.customAttributes.keys()].sort(),
  };
}

function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b || typeof a === 'function') return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => isSameValue(item, b[index]));
  }
  if (a instanceof Map) return b instanceof Map && isSameValue([...a], [...b]);
  const [left, right] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  return (
    Object.keys(left).every((name) => isPlace(name) || isSameValue(left[name], right[name])) &&
    Object.keys(right).every((name) => name in left || right[name] === undefined || isPlace(name))
  );
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
