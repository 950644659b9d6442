import type { TextDocument } from 'vscode-languageserver-textdocument';
import { DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { covers, type Span } from '../../base/span.ts';
import type { YamlPair, YamlStream } from '../../yaml/nodes.ts';
import { conditionsOf, families, type PipelineItem, pairOf, pipelineTree, textOf, typeText } from './pipeline-tree.ts';

/** The outline of a pipeline file: its parts, their items with what they do, and below these their conditions and inner items. */
export function pipelineSymbols({ documents }: YamlStream, document: TextDocument): DocumentSymbol[] {
  const root = documents[0]?.root;
  if (root?.kind !== 'map') return [];
  const outline = new Outline(document);
  const { items } = pipelineTree(root);
  const parts = families.flatMap((family) => {
    const pair = pairOf(root, family);
    return pair
      ? [
          outline.part(
            pair,
            items.filter((item) => item.family === family),
          ),
        ]
      : [];
  });
  const name = pairOf(root, 'name');
  return [
    outline.symbol(
      textOf(name?.value) || 'Pipeline',
      SymbolKind.Package,
      root.span,
      name?.value.span ?? root.span,
      parts,
    ),
  ];
}

class Outline {
  readonly #document: TextDocument;

  constructor(document: TextDocument) {
    this.#document = document;
  }

  part(pair: YamlPair, items: readonly PipelineItem[]): DocumentSymbol {
    const children = items.map((item) => this.#item(item));
    return this.symbol(textOf(pair.key) || '?', SymbolKind.Namespace, pair.span, pair.key.span, children);
  }

  #item(item: PipelineItem): DocumentSymbol {
    const type = typeText(item) || '?';
    const id = textOf(item.id?.value);
    const place = (id ? item.id : item.type)?.value.span ?? item.node.span;
    const conditions = conditionsOf(item).map((condition) => {
      const name = textOf(condition.name);
      const span = condition.type?.value.span ?? condition.node.span;
      const words = condition.parameters.flatMap(({ value }) => textOf(value) ?? []).join(' ');
      return this.symbol(name || typeText(condition) || '?', SymbolKind.Boolean, condition.node.span, span, [], words);
    });
    const nested = item.nested.map((inner) => this.#item(inner));
    return this.symbol(
      id || type,
      SymbolKind.Function,
      item.node.span,
      place,
      [...conditions, ...nested],
      id ? type : undefined,
    );
  }

  symbol(
    name: string,
    kind: SymbolKind,
    whole: Span,
    selection: Span,
    children: DocumentSymbol[],
    detail?: string,
  ): DocumentSymbol {
    const inside = covers(whole, selection) ? selection : { start: whole.start, end: whole.start };
    return DocumentSymbol.create(name, detail, kind, this.#range(whole), this.#range(inside), children);
  }

  #range({ start, end }: Span) {
    return { start: this.#document.positionAt(start), end: this.#document.positionAt(end) };
  }
}
