import type { Span } from '../../base/span.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { scalarOffsetAt } from '../../yaml/source-offset.ts';
import { pythonStr } from '../rule/python-value.ts';
import type { SigmaConditionText } from '../rule/sigma-rule.ts';

/** One entry of `condition` as it stands in the file `text`; `place` is where errors about no text at all point. */
export function conditionTextOf(text: string, node: YamlNode, place: Span = node.span): SigmaConditionText {
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    return { text: node.value, span: node.span, offsetAt: (index) => scalarOffsetAt(text, node, index) };
  }
  return { text: pythonStr(node), span: place, node, offsetAt: () => place.start };
}

/** A condition that stands in no file: offsets are indexes of the text itself. */
export function freeConditionText(text: string): SigmaConditionText {
  return { text, span: { start: 0, end: text.length }, offsetAt: (index) => index };
}
