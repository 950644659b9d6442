import type { TextDocument } from 'vscode-languageserver-textdocument';
import { DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { Span } from '../base/span.ts';
import { covers } from '../base/span.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import type { YamlMap, YamlNode, YamlPair } from '../yaml/nodes.ts';

const kinds: Record<string, SymbolKind> = {
  logsource: SymbolKind.Module,
  detection: SymbolKind.Namespace,
  correlation: SymbolKind.Event,
  filter: SymbolKind.Namespace,
  condition: SymbolKind.Operator,
};

/** The outline: one entry a rule, below it its sections, its selections and their fields. Read from the nodes, so broken rules have one, too. */
export function documentSymbols(parse: SigmaParse, document: TextDocument): DocumentSymbol[] {
  const outline = new Outline(document);
  return parse.yaml.documents.flatMap(({ root }) => (root?.kind === 'map' ? [outline.rule(root)] : []));
}

class Outline {
  readonly #document: TextDocument;

  constructor(document: TextDocument) {
    this.#document = document;
  }

  rule(root: YamlMap): DocumentSymbol {
    const title = root.pairs.find(({ key }) => keyText(key) === 'title');
    const name = title?.value.kind === 'scalar' && title.value.text !== '' ? title.value.text : 'Rule without a title';
    const sections = root.pairs.flatMap((pair) => this.#section(pair));
    return this.#symbol(name, kindOf(root), root.span, title?.value.span ?? firstOf(root), sections);
  }

  #section(pair: YamlPair): DocumentSymbol[] {
    const name = keyText(pair.key);
    if (name === undefined || !(name in kinds) || pair.value.kind !== 'map') return [];
    const children = pair.value.pairs.map((child) => this.#entry(child, 0));
    return [this.#symbol(name, kinds[name] as SymbolKind, pair.span, pair.key.span, children)];
  }

  #entry(pair: YamlPair, depth: number): DocumentSymbol {
    const name = keyText(pair.key) || '?';
    const kind = kinds[name] ?? (depth === 0 ? SymbolKind.Object : SymbolKind.Field);
    const children = depth === 0 ? entriesBelow(pair.value).map((child) => this.#entry(child, depth + 1)) : [];
    return this.#symbol(name, kind, pair.span, pair.key.span, children, detailOf(pair.value));
  }

  #symbol(
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

  #range(span: Span) {
    return { start: this.#document.positionAt(span.start), end: this.#document.positionAt(span.end) };
  }
}

/** A value, or the first few of a list. */
function detailOf(node: YamlNode): string | undefined {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'map') return undefined;
  const texts = node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []));
  return texts.length === 0 ? undefined : texts.slice(0, few).join(', ') + (texts.length > few ? ', …' : '');
}

const few = 3;

/** The fields of a selection, whether it is one mapping or a list of them. */
function entriesBelow(node: YamlNode): readonly YamlPair[] {
  if (node.kind === 'map') return node.pairs;
  if (node.kind === 'seq') return node.items.flatMap((item) => (item.kind === 'map' ? item.pairs : []));
  return [];
}

function kindOf({ pairs }: YamlMap): SymbolKind {
  const has = (name: string) => pairs.some(({ key }) => keyText(key) === name);
  return has('correlation') ? SymbolKind.Event : has('filter') ? SymbolKind.Operator : SymbolKind.Class;
}

function keyText(key: YamlNode): string | undefined {
  return key.kind === 'scalar' ? key.text : undefined;
}

function firstOf({ span, pairs }: YamlMap): Span {
  return pairs[0]?.key.span ?? { start: span.start, end: span.start };
}
