/** Wildcards at the ends of values as a modifier: `*abc*` is `contains`. */
import { type Span, touches } from '../../base/span.ts';
import type { TextEdit } from '../../lint/define-rule.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { SigmaDetection, SigmaDetectionItem } from '../../sigma/rule/sigma-rule.ts';
import { sigmaString } from '../../sigma/types/sigma-string.ts';
import type { YamlNode, YamlScalar } from '../../yaml/nodes.ts';
import { resolvePlain, Tag } from '../../yaml/resolve.ts';
import { scalarOffsets } from '../../yaml/source-offset.ts';
import type { SigmaAction } from './code-actions.ts';

const shapes = [
  { modifier: 'contains', start: 1, end: 1 },
  { modifier: 'endswith', start: 1, end: 0 },
  { modifier: 'startswith', start: 0, end: 1 },
] as const;

type Shape = (typeof shapes)[number];

/** Offered on a field whose values all have the same wildcards at their ends and none within. */
export function modifierActions(parse: SigmaParse, span: Span): SigmaAction[] {
  return itemsAt(parse, span).flatMap((item) => {
    const values = item.node ? scalarsOf(item.node) : [];
    if (item.field === null || item.modifiers.some((id) => id !== 'all') || values.length === 0) return [];
    const shape = shapes.find((each) => values.every((value) => hasShape(value, each)));
    if (!shape) return [];
    const at = item.fieldSpan.end;
    const insertion: TextEdit = { span: { start: at, end: at }, newText: `|${shape.modifier}` };
    const edits = [insertion, ...values.flatMap((value) => withoutEnds(parse.text, value, shape))];
    return [{ title: `Use '${shape.modifier}' in place of wildcards`, kind: 'refactor.rewrite', findings: [], edits }];
  });
}

function itemsAt({ collection }: SigmaParse, { start, end }: Span): SigmaDetectionItem[] {
  const below = ({ items }: SigmaDetection): SigmaDetectionItem[] =>
    items.flatMap((item) =>
      item.kind === 'detection' ? below(item) : touches(item.span, start) && touches(item.span, end) ? [item] : [],
    );
  return collection.rules.flatMap((rule) =>
    rule.kind === 'correlation'
      ? []
      : [...(rule.detection?.detections.values() ?? [])].flatMap(({ detection }) => below(detection)),
  );
}

/** The values, when all are scalars. */
function scalarsOf(node: YamlNode): YamlScalar[] {
  const nodes = node.kind === 'seq' ? node.items : [node];
  const scalars = nodes.filter((each) => each.kind === 'scalar');
  return scalars.length === nodes.length ? scalars : [];
}

function hasShape({ text, tag, style }: YamlScalar, { start, end }: Shape): boolean {
  if (tag !== Tag.str || style === 'literal' || style === 'folded') return false;
  const inner = text.slice(start, text.length - end);
  const wildcards = sigmaString(text).parts.filter(({ kind }) => kind === 'wildcard').length;
  const isWhole = inner !== '' && sigmaString(inner).parts.every(({ kind }) => kind === 'plain');
  const ends = (start === 0 || text.startsWith('*')) && (end === 0 || text.endsWith('*'));
  return ends && isWhole && wildcards === start + end && (style !== 'plain' || resolvePlain(inner) === Tag.str);
}

function withoutEnds(text: string, scalar: YamlScalar, { start, end }: Shape): TextEdit[] {
  const offsetAt = scalarOffsets(text, scalar);
  const { length } = scalar.text;
  const remove = (index: number): TextEdit => ({
    span: { start: offsetAt(index), end: offsetAt(index + 1) },
    newText: '',
  });
  return [...(start === 1 ? [remove(0)] : []), ...(end === 1 ? [remove(length - 1)] : [])];
}
