import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Hover, Position } from 'vscode-languageserver-types';
import { MarkupKind } from 'vscode-languageserver-types';
import type { Span } from '../base/span.ts';
import type { LintData } from '../lint/lint-data.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import { scalarOffsetAt } from '../yaml/source-offset.ts';
import { modifierDocs } from './modifier-docs.ts';
import { type ScalarAt, scalarAt } from './node-at.ts';
import { describeTechnique } from './technique-docs.ts';

interface Explanation {
  readonly span: Span;
  readonly markdown: string;
}

/** What the thing under the cursor means: a modifier, or an ATT&CK tag. */
export function hover(parse: SigmaParse, document: TextDocument, position: Position, data: LintData): Hover | null {
  const offset = document.offsetAt(position);
  const at = scalarAt(parse.yaml, offset);
  const found = at && (explainModifier(parse.text, at, offset) ?? explainTag(at, data));
  if (!found) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: { start: document.positionAt(found.span.start), end: document.positionAt(found.span.end) },
  };
}

function explainModifier(text: string, { scalar, path, isKey }: ScalarAt, offset: number): Explanation | undefined {
  if (!isKey || path[0] !== 'detection') return undefined;
  let index = scalar.text.indexOf('|') + 1;
  if (index === 0) return undefined;
  for (const modifier of scalar.text.slice(index).split('|')) {
    const start = scalarOffsetAt(text, scalar, index);
    const end = scalarOffsetAt(text, scalar, index + modifier.length);
    const doc = Object.hasOwn(modifierDocs, modifier) ? modifierDocs[modifier] : undefined;
    if (doc && start <= offset && offset <= end) return { span: { start, end }, markdown: `**${modifier}**\n\n${doc}` };
    index += modifier.length + 1;
  }
  return undefined;
}

function explainTag({ scalar, path, isKey }: ScalarAt, data: LintData): Explanation | undefined {
  if (isKey || path[0] !== 'tags' || path.length !== 1) return undefined;
  const id = /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(scalar.text)?.[1];
  const markdown = id && describeTechnique(id, data);
  return markdown ? { span: scalar.span, markdown } : undefined;
}
