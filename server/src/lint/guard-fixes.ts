/**
 * A last look at all fixes, whichever check they come from. What an edit does elsewhere in the document is known here: a key must not
 * become one that stands in its mapping already, and what other places share by aliases, merge keys or templates needs a person.
 */
import { covers, type Span } from '../base/span.ts';
import { isCollectionAction } from '../sigma/is-sigma-document.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import type { YamlMap, YamlNode, YamlPair } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import type { Fix, TextEdit } from './define-rule.ts';
import type { Finding } from './finding.ts';

export function guardFixes(findings: Finding[], parse: SigmaParse): Finding[] {
  if (!findings.some(({ fixes }) => fixes && fixes.length > 0)) return findings;
  const guard = new FixGuard(parse);
  return findings.map((finding) => {
    const { fixes = [] } = finding;
    const left = fixes.flatMap((fix) => guard.judge(fix) ?? []);
    return left.length === fixes.length && left.every((fix, index) => fix === fixes[index])
      ? finding
      : { ...finding, fixes: left };
  });
}

/** What of a document stands for more than its own place. */
interface Shared {
  /** Nodes that aliases repeat. */
  readonly repeated: readonly Span[];
  /** What merge keys bring into a mapping, where it is written there. */
  readonly merged: readonly Span[];
}

class FixGuard {
  readonly #parse: SigmaParse;
  readonly #shared = new Map<YamlNode, Shared>();
  #hasTemplates: boolean | undefined;

  constructor(parse: SigmaParse) {
    this.#parse = parse;
  }

  /** The fix, as a suggestion where it may change more than it says; `undefined` where it would make a key stand twice. */
  judge(fix: Fix): Fix | undefined {
    const edits = fix.edits.filter((edit) => !this.#isBlank(edit));
    const changed = edits.flatMap((edit) => [...this.#keysIn(edit)]);
    if (changed.some((key) => this.#standsTwice(key, edits))) return undefined;
    if (fix.kind !== 'safe') return fix;
    const isRisky = changed.some(isOfSeveral) || edits.some((edit) => this.#isShared(edit));
    return isRisky ? { ...fix, kind: 'suggestion' } : fix;
  }

  /** Whether only blanks and comments go. */
  #isBlank({ span, newText }: TextEdit): boolean {
    return newText === '' && /^\s*(?:#[^\n]*)?\s*$/.test(this.#parse.text.slice(span.start, span.end));
  }

  #rootAt({ start, end }: Span): YamlNode | undefined {
    return this.#parse.yaml.documents.find(({ span }) => span.start <= start && end <= span.end)?.root ?? undefined;
  }

  /** The keys that an edit changes or removes. */
  *#keysIn({ span }: TextEdit): Generator<ChangedKey> {
    const root = this.#rootAt(span);
    if (root) yield* keysBelow(root, span);
  }

  #standsTwice({ map, pair }: ChangedKey, edits: readonly TextEdit[]): boolean {
    const key = this.#editedKey(pair.key.span, edits);
    if (key === undefined) return false;
    const read = parseYaml(`${key}: x`).documents[0]?.root;
    const [only, ...more] = read?.kind === 'map' ? read.pairs : [];
    if (!only || more.length > 0) return true;
    const [was, is] = [identityOf(pair.key), identityOf(only.key)];
    if (was === is) return false;
    return [...map.pairs, ...map.entries].some((other) => other.key !== pair.key && identityOf(other.key) === is);
  }

  /** A key's text after edits; `undefined` where it goes as a whole. */
  #editedKey(span: Span, edits: readonly TextEdit[]): string | undefined {
    const inside = edits.filter((edit) => covers(span, edit.span)).sort((a, b) => b.span.start - a.span.start);
    if (inside.length === 0) return undefined;
    const { text } = this.#parse;
    return inside.reduce(
      (key, edit) => key.slice(0, edit.span.start - span.start) + edit.newText + key.slice(edit.span.end - span.start),
      text.slice(span.start, span.end),
    );
  }

  #isShared({ span }: TextEdit): boolean {
    const root = this.#rootAt(span);
    if (!root) return true;
    const { repeated, merged } = this.#sharedIn(root);
    if ([...repeated, ...merged].some((place) => meets(place, span))) return true;
    this.#hasTemplates ??= this.#parse.yaml.documents.some((document) => isCollectionAction(document.root));
    return (
      this.#hasTemplates && root.kind === 'map' && root.pairs.some((pair) => isLogic(pair) && meets(pair.span, span))
    );
  }

  #sharedIn(root: YamlNode): Shared {
    let shared = this.#shared.get(root);
    if (!shared) {
      shared = findShared(root);
      this.#shared.set(root, shared);
    }
    return shared;
  }
}

interface ChangedKey {
  readonly map: YamlMap;
  readonly pair: YamlPair;
}

function* keysBelow(node: YamlNode, span: Span): Generator<ChangedKey> {
  if (node.kind === 'scalar') return;
  if (node.kind === 'seq') {
    for (const item of node.items) if (meets(item.span, span)) yield* keysBelow(item, span);
    return;
  }
  for (const pair of node.pairs) {
    if (meets(pair.key.span, span)) yield { map: node, pair };
    if (meets(pair.value.span, span)) yield* keysBelow(pair.value, span);
  }
}

/** Whether an edit changes something in a place; what is put in also does at its ends. */
function meets(place: Span, { start, end }: Span): boolean {
  return start === end ? place.start <= start && end <= place.end : place.start < end && start < place.end;
}

/** Whether a key hides another one, or is hidden: it stands twice, or there is a merge key. */
function isOfSeveral({ map, pair }: ChangedKey): boolean {
  if (map.entries === map.pairs) return false;
  const own = identityOf(pair.key);
  return map.pairs.some(
    ({ key }) => key !== pair.key && (identityOf(key) === own || (key.kind === 'scalar' && key.tag === mergeTag)),
  );
}

const mergeTag = 'tag:yaml.org,2002:merge';

function identityOf(key: YamlNode): string | undefined {
  return key.kind === 'scalar' ? `${key.tag} ${String(key.value)}` : undefined;
}

function isLogic({ key }: YamlPair): boolean {
  return key.kind === 'scalar' && (key.text === 'detection' || key.text === 'filter' || key.text === 'logsource');
}

function findShared(root: YamlNode): Shared {
  const seen = new Set<YamlNode>();
  const repeated = new Set<YamlNode>();
  const merged: Span[] = [];
  const look = (node: YamlNode): void => {
    if (seen.has(node)) {
      repeated.add(node);
      return;
    }
    seen.add(node);
    if (node.kind === 'seq') for (const item of node.items) look(item);
    if (node.kind !== 'map') return;
    for (const { key, value } of node.pairs) {
      if (key.kind === 'scalar' && key.tag === mergeTag) merged.push(value.span);
      look(key);
      look(value);
    }
  };
  look(root);
  return { repeated: [...repeated].map(({ span }) => span), merged };
}
