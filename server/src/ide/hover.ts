/** What the thing under the cursor means. One explainer a kind of thing, in `hover/`; the first that knows an answer gives it. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Hover, Position } from 'vscode-languageserver-types';
import { MarkupKind } from 'vscode-languageserver-types';
import { touches } from '../base/span.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import type { AnySigmaRule } from '../sigma/rule/sigma-rule.ts';
import { explainCondition, explainItemKey, explainItemValue, explainSelectionName } from './hover/explain-detection.ts';
import { explainKey, explainListedValue } from './hover/explain-key.ts';
import { explainFieldName, explainLogsource } from './hover/explain-logsource.ts';
import { explainAlias, explainReference } from './hover/explain-reference.ts';
import { explainTag } from './hover/explain-tag.ts';
import type { Explain, HoverInput, HoverPlace } from './hover/explanation.ts';
import { scalarAt } from './node-at.ts';

const explainers: readonly Explain[] = [
  explainKey,
  explainListedValue,
  explainTag,
  explainLogsource,
  explainReference,
  explainAlias,
  explainFieldName,
  explainCondition,
  explainItemKey,
  explainItemValue,
  explainSelectionName,
];

export function hover(parse: SigmaParse, document: TextDocument, position: Position, input: HoverInput): Hover | null {
  const offset = document.offsetAt(position);
  const at = scalarAt(parse.yaml, offset);
  if (!at) return null;
  const place: HoverPlace = { ...at, offset, parse, rule: ruleAt(parse, offset), input };
  for (const explain of explainers) {
    const found = explain(place);
    if (!found) continue;
    const range = { start: document.positionAt(found.span.start), end: document.positionAt(found.span.end) };
    return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range };
  }
  return null;
}

function ruleAt({ yaml, collection }: SigmaParse, offset: number): AnySigmaRule | undefined {
  const index = yaml.documents.findIndex(({ span }) => touches(span, offset));
  return collection.rules.find(({ document }) => document === index);
}
