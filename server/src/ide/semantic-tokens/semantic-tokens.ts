/**
 * What the words of a rule are, beyond YAML: fields, modifiers, wildcards, the words of conditions. Read from the nodes, so that broken
 * rules have colours, too; every place is exact, also in quoted, escaped and folded scalars.
 */
import type { CancellationToken } from '../../base/cancellation.ts';
import { neverCancelled, throwIfCancelled } from '../../base/cancellation.ts';
import type { Span } from '../../base/span.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../../yaml/nodes.ts';
import { conditionTokens } from './condition-tokens.ts';
import type { SemanticToken, TokenModifier, TokenType } from './legend.ts';
import { addTo } from './scalar-tokens.ts';
import { type ValueKind, valueKind, valueTokens } from './value-tokens.ts';

export interface TokenRequest {
  /** Only tokens of the top keys that this touches. */
  readonly range?: Span;
  readonly token?: CancellationToken;
}

/** In the order of the text; none spans lines or overlaps another. */
export function semanticTokens(
  parse: SigmaParse,
  { range, token = neverCancelled }: TokenRequest = {},
): SemanticToken[] {
  const skipped = new Set(parse.collection.skippedDocuments);
  const walk = new TokenWalk(parse.text);
  for (const [index, { root }] of parse.yaml.documents.entries()) {
    if (root?.kind !== 'map' || skipped.has(index)) continue;
    for (const pair of root.pairs) {
      throwIfCancelled(token);
      if (!range || (pair.span.start <= range.end && range.start <= pair.span.end)) walk.section(pair);
    }
  }
  return singleLines(parse.text, inOrder(walk.tokens));
}

class TokenWalk {
  readonly tokens: SemanticToken[] = [];
  readonly #text: string;
  /** Nodes that were seen: an alias is the anchored node itself. */
  readonly #seen = new Set<YamlNode>();

  constructor(text: string) {
    this.#text = text;
  }

  section({ key, value }: YamlPair): void {
    const name = textOf(key);
    if (name === 'detection') this.#each(value, (pair) => this.#selection(pair));
    else if (name === 'filter') this.#each(value, (pair) => this.#filterPart(pair));
    else if (name === 'correlation') this.#each(value, (pair) => this.#correlationPart(pair));
    else if (name === 'logsource') this.#each(value, ({ key: part, value: each }) => this.#logsource(part, each));
    else if (name === 'tags') this.#scalars(value, (tag) => this.#tag(tag));
    else if (name === 'related') this.#related(value);
    else if (name === 'fields') this.#scalars(value, (field) => this.#whole(field, 'property'));
    else if (name === 'name') this.#scalars(value, (scalar) => this.#whole(scalar, 'class', 'declaration'));
    else if (name === 'status' || name === 'level') this.#scalars(value, (scalar) => this.#whole(scalar, 'enumMember'));
  }

  #selection({ key, value }: YamlPair): void {
    const name = textOf(key);
    if (name === 'condition') this.#scalars(value, (scalar) => this.#condition(scalar, 'function'));
    else if (name !== 'timeframe') {
      if (key.kind === 'scalar') this.#whole(key, 'function', 'declaration');
      this.#detection(value, 'string');
    }
  }

  /** A selection's content: fields with values, keywords, or lists of both. */
  #detection(node: YamlNode, kind: ValueKind): void {
    if (!this.#isNew(node)) return;
    if (node.kind === 'scalar') valueTokens(node.text, kind, this.#add(node));
    else if (node.kind === 'seq') for (const item of node.items) this.#detection(item, kind);
    else
      for (const { key, value } of node.pairs) this.#detection(value, key.kind === 'scalar' ? this.#field(key) : kind);
  }

  /** Colours `field|modifier|…`, and tells how the values are read. */
  #field(key: YamlScalar): ValueKind {
    const add = this.#add(key);
    const [field = '', ...modifiers] = key.text.split('|');
    add(0, field.length, 'property');
    let at = field.length;
    for (const modifier of modifiers) {
      add(at, at + 1, 'operator');
      add(at + 1, at + 1 + modifier.length, 'sigmaModifier');
      at += 1 + modifier.length;
    }
    return valueKind(modifiers);
  }

  #filterPart(pair: YamlPair): void {
    if (textOf(pair.key) === 'rules') this.#rules(pair.value);
    else this.#selection(pair);
  }

  #correlationPart({ key, value }: YamlPair): void {
    const name = textOf(key);
    if (name === 'rules') this.#rules(value);
    else if (name === 'type') this.#scalars(value, (scalar) => this.#whole(scalar, 'enumMember'));
    else if (name === 'group-by') this.#scalars(value, (scalar) => this.#whole(scalar, 'property'));
    else if (name === 'timespan') this.#scalars(value, (scalar) => this.#whole(scalar, 'number'));
    else if (name === 'aliases') this.#each(value, (pair) => this.#alias(pair));
    else if (name !== 'condition') return;
    else if (value.kind === 'scalar') this.#condition(value, 'class');
    else this.#each(value, (pair) => this.#aggregate(pair));
  }

  #aggregate({ key, value }: YamlPair): void {
    if (textOf(key) === 'field') this.#scalars(value, (scalar) => this.#whole(scalar, 'property'));
    else if (key.kind === 'scalar') this.#whole(key, 'operator');
  }

  #alias({ key, value }: YamlPair): void {
    if (key.kind === 'scalar') this.#whole(key, 'property', 'declaration');
    this.#each(value, ({ key: rule, value: field }) => {
      if (rule.kind === 'scalar') this.#whole(rule, 'class');
      this.#scalars(field, (scalar) => this.#whole(scalar, 'property'));
    });
  }

  #rules(node: YamlNode): void {
    this.#scalars(node, (scalar) => this.#whole(scalar, scalar.text === 'any' ? 'keyword' : 'class'));
  }

  #related(node: YamlNode): void {
    if (node.kind !== 'seq') return;
    for (const item of node.items) {
      this.#each(item, ({ key, value }) => {
        const type = textOf(key) === 'id' ? 'class' : 'enumMember';
        this.#scalars(value, (scalar) => this.#whole(scalar, type));
      });
    }
  }

  #logsource(key: YamlNode, value: YamlNode): void {
    if (textOf(key) !== 'definition') this.#scalars(value, (scalar) => this.#whole(scalar, 'enumMember'));
  }

  #tag(scalar: YamlScalar): void {
    const dot = scalar.text.indexOf('.');
    const add = this.#add(scalar);
    add(0, Math.max(0, dot), 'namespace');
    add(dot + 1, scalar.text.length, 'enumMember');
  }

  #condition(scalar: YamlScalar, name: 'function' | 'class'): void {
    conditionTokens(scalar.text, name, this.#add(scalar));
  }

  #whole(scalar: YamlScalar, type: TokenType, modifier?: TokenModifier): void {
    this.#add(scalar)(0, scalar.text.length, type, modifier);
  }

  /** A value, or each value of a list. */
  #scalars(node: YamlNode, visit: (scalar: YamlScalar) => void): void {
    if (!this.#isNew(node)) return;
    if (node.kind === 'scalar') visit(node);
    else if (node.kind === 'seq') for (const item of node.items) this.#scalars(item, visit);
  }

  #each(node: YamlNode, visit: (pair: YamlPair) => void): void {
    if (this.#isNew(node) && node.kind === 'map') for (const pair of (node as YamlMap).pairs) visit(pair);
  }

  #add(scalar: YamlScalar) {
    return addTo(this.tokens, this.#text, scalar);
  }

  #isNew(node: YamlNode): boolean {
    return !this.#seen.has(node) && this.#seen.add(node) !== undefined;
  }
}

function textOf(node: YamlNode): string | undefined {
  return node.kind === 'scalar' ? node.text : undefined;
}

/** Sorted, and the first of two that overlap. */
function inOrder(tokens: SemanticToken[]): SemanticToken[] {
  tokens.sort((a, b) => a.start - b.start);
  let end = 0;
  return tokens.filter((token) => {
    if (token.start < end || token.end <= token.start) return false;
    end = token.end;
    return true;
  });
}

/** Cuts tokens at line ends, without the blanks around them. */
function singleLines(text: string, tokens: readonly SemanticToken[]): SemanticToken[] {
  return tokens.flatMap((token) => {
    const written = text.slice(token.start, token.end);
    if (!/[\r\n]/.test(written)) return [token];
    return [...written.matchAll(/[^\s](?:[^\r\n]*[^\s])?/g)].map(({ 0: part, index }) => {
      const start = token.start + index;
      return { ...token, start, end: start + part.length };
    });
  });
}
