/** What the thing under the cursor in a pipeline file means: an item, a condition, a parameter, or what a name refers to. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Hover } from 'vscode-languageserver-types';
import { MarkupKind } from 'vscode-languageserver-types';
import { type Span, sliceSpan, touches } from '../../base/span.ts';
import type { YamlPair, YamlStream } from '../../yaml/nodes.ts';
import { conditionDefinitions, definitionsOf } from './definitions.ts';
import { conditionDocOf, itemDocOf, own } from './docs/index.ts';
import { itemDocs, permissionDocs, topLevelDocs } from './docs/key-docs.ts';
import type { PartDoc } from './docs/part-doc.ts';
import { parameterMarkdown, partMarkdown } from './part-markdown.ts';
import { pipelineTargets } from './pipeline-targets.ts';
import {
  allItems,
  conditionsOf,
  type PipelineCondition,
  type PipelineItem,
  pipelineTree,
  textOf,
} from './pipeline-tree.ts';

interface Explanation {
  readonly span: Span;
  readonly markdown: string;
}

export function pipelineHover(stream: YamlStream, document: TextDocument, offset: number): Hover | null {
  const found = explain(stream, offset);
  if (!found) return null;
  const { start, end } = found.span;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: { start: document.positionAt(start), end: document.positionAt(end) },
  };
}

function explain({ documents, text }: YamlStream, offset: number): Explanation | undefined {
  const root = documents[0]?.root;
  if (root?.kind !== 'map') return undefined;
  const tree = pipelineTree(root);
  const target = pipelineTargets(tree, text, offset)[0];
  if (target) return { span: target.from, markdown: `\`\`\`yaml\n${unindented(text, target.to)}\n\`\`\`` };
  for (const pair of root.pairs) {
    const doc = own(topLevelDocs, textOf(pair.key) ?? '');
    if (doc && touches(pair.key.span, offset))
      return { span: pair.key.span, markdown: parameterMarkdown(textOf(pair.key) ?? '', doc) };
  }
  const item = allItems(tree.items).findLast(({ node }) => touches(node.span, offset));
  return item && (explainCondition(item, offset) ?? explainItem(item, offset));
}

function explainItem(item: PipelineItem, offset: number): Explanation | undefined {
  const type = textOf(item.type?.value);
  const doc = type === undefined ? undefined : itemDocOf(item.family, type);
  const { node } = item;
  if (node.kind !== 'map') return undefined;
  for (const pair of node.pairs) {
    const name = textOf(pair.key) ?? '';
    if (!touches(pair.span, offset)) continue;
    if (touches(pair.key.span, offset)) {
      const key = own(doc?.parameters ?? {}, name) ?? own(itemDocs, name) ?? own(permissionDocs, name);
      return key && { span: pair.key.span, markdown: parameterMarkdown(name, key) };
    }
    if (name === 'type' && doc && type !== undefined)
      return { span: pair.value.span, markdown: titled(type, doc, definitionsOf(item.family).get(type)) };
  }
  return undefined;
}

function explainCondition(item: PipelineItem, offset: number): Explanation | undefined {
  const condition = conditionsOf(item).find(({ node }) => touches(node.span, offset));
  if (!condition) return undefined;
  const type = textOf(condition.type?.value);
  const doc = type === undefined ? undefined : conditionDocOf(condition.prefix, type);
  if (type === undefined || !doc) return undefined;
  if (condition.type && touches(condition.type.value.span, offset))
    return {
      span: condition.type.value.span,
      markdown: titled(type, doc, conditionDefinitions(condition.prefix).get(type)),
    };
  const pair = parameterAt(condition, offset);
  const name = textOf(pair?.key) ?? '';
  const parameter = own(doc.parameters, name);
  return pair && parameter && { span: pair.key.span, markdown: parameterMarkdown(name, parameter) };
}

function parameterAt({ parameters }: PipelineCondition, offset: number): YamlPair | undefined {
  return parameters.find(({ key }) => touches(key.span, offset));
}

function titled(type: string, doc: PartDoc, definition: Parameters<typeof partMarkdown>[1]): string {
  return `**${type}**\n\n${partMarkdown(doc, definition)}`;
}

/** A part of the text without the indentation of its first line. */
function unindented(text: string, span: Span): string {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const column = span.start - lineStart;
  const [first = '', ...rest] = sliceSpan(text, span).trimEnd().split('\n');
  return [first, ...rest.map((line) => (/^\s*$/.test(line.slice(0, column)) ? line.slice(column) : line))].join('\n');
}
