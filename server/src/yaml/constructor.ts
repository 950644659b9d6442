/**
 * Nodes → what PyYAML constructs from them, in its order: level by level, because its constructors of collections are generators.
 * Used for documents with tags, merge keys, complex keys or values that fail; all others need no such care.
 * pyyaml: constructor.py#SafeConstructor
 */
import type { DocumentState, OpenMap } from './composer.ts';
import { ScalarFailure, scalarConstructor } from './construct-scalar.ts';
import type { Diagnostics, PythonErrorClass } from './diagnostics.ts';
import { maxMergedPairs } from './limits.ts';
import { dictEntries } from './mapping-entries.ts';
import type { YamlMap, YamlNode, YamlPair, YamlScalar } from './nodes.ts';
import { pythonStringRepr } from './python-repr.ts';
import { Tag } from './resolve.ts';

const collectionTags: ReadonlySet<string> = new Set([Tag.seq, Tag.map, Tag.set, Tag.omap, Tag.pairs]);
const pythonNodeIds = { scalar: 'scalar', seq: 'sequence', map: 'mapping' } as const;
/** Python's recursion limit, as far as following merge keys and `=` values meets it. */
const maxRecursion = 950;

interface Trouble {
  readonly errorClass?: PythonErrorClass;
  readonly context?: string;
  readonly contextNode?: YamlNode;
  readonly problem: string;
  readonly node: YamlNode;
  readonly message: string;
}

export class Constructor {
  readonly #state: DocumentState;
  readonly #diagnostics: Diagnostics;
  readonly #constructed = new Set<YamlNode>();
  readonly #queue: YamlNode[] = [];
  /** Pairs of mappings as merging leaves them. */
  readonly #pairs = new Map<YamlNode, YamlPair[]>();
  /** Collections that a scalar's tag makes a scalar (`!!str {=: x}`). */
  readonly scalars = new Map<YamlNode, YamlScalar>();
  #merged = 0;
  #limitReported = false;

  constructor(state: DocumentState, diagnostics: Diagnostics) {
    this.#state = state;
    this.#diagnostics = diagnostics;
  }

  run(root: YamlNode): void {
    this.#construct(root);
    // The queue grows while it is worked off.
    for (let i = 0; i < this.#queue.length; i++) this.#fill(this.#queue[i] as YamlNode);
  }

  /** pyyaml: constructor.py#construct_object */
  #construct(node: YamlNode): void {
    if (this.#constructed.has(node)) return;
    this.#constructed.add(node);
    const construct = scalarConstructor(node.tag);
    if (construct !== undefined) {
      this.#constructScalar(node, construct);
      return;
    }
    if (!collectionTags.has(node.tag)) this.#unknownTag(node);
    if (node.kind !== 'scalar' || collectionTags.has(node.tag)) this.#queue.push(node);
  }

  #unknownTag(node: YamlNode): void {
    const isWord = node.tag === Tag.merge || node.tag === Tag.value;
    this.#fail({
      problem: `could not determine a constructor for the tag ${pythonStringRepr(node.tag)}`,
      node,
      message: isWord
        ? `“${node.kind === 'scalar' ? node.text : ''}” has a special meaning in YAML and cannot be a value. Put it in quotes.`
        : `The tag “${node.tag}” is unknown to the safe loader that reads Sigma rules. Remove it, ` +
          'or put the value in quotes if the exclamation mark belongs to it.',
    });
  }

  #constructScalar(node: YamlNode, construct: (text: string) => unknown): void {
    const source = this.#scalarOf(node, 0);
    if (source === null) return;
    if (node.kind === 'scalar') {
      const failure = this.#state.failures.get(node);
      if (failure !== undefined) this.#failScalar(node, failure);
      return;
    }
    const value =
      node.tag === Tag.timestamp
        ? new ScalarFailure('TypeError', "expected string or bytes-like object, got 'list'")
        : construct(source.text);
    const failed = value instanceof ScalarFailure;
    if (failed) this.#failScalar(node, value);
    const { span, style, text } = source;
    const read = failed ? text : (value as YamlScalar['value']);
    this.scalars.set(node, { kind: 'scalar', span, style, text, tag: node.tag, value: read });
  }

  /** The node itself; of a mapping, its `=` entry. `null` after an error. pyyaml: constructor.py#construct_scalar */
  #scalarOf(node: YamlNode, depth: number): YamlScalar | null {
    if (node.kind === 'scalar') return node;
    const entry = node.kind === 'map' ? this.#pairsOf(node).find(({ key }) => key.tag === Tag.value) : undefined;
    if (entry !== undefined && depth < maxRecursion) return this.#scalarOf(entry.value, depth + 1);
    if (entry !== undefined) this.#tooDeep(node);
    else {
      this.#fail({
        problem: `expected a scalar node, but found ${pythonNodeIds[node.kind]}`,
        node,
        message: 'The tag before this collection stands for a single value. Remove the tag.',
      });
    }
    return null;
  }

  #failScalar(node: YamlNode, failure: ScalarFailure): void {
    const own = failure.errorClass === 'ConstructorError';
    const what = node.kind === 'scalar' ? `“${shorten(node.text)}” ` : 'This ';
    this.#fail({
      errorClass: failure.errorClass,
      problem: failure.problem,
      node,
      message:
        node.tag === Tag.timestamp
          ? `${what}looks like a date but is none (${failure.problem}). Correct the date, or put it in quotes to make it a string.`
          : `${what}cannot be read as “${node.tag.replace(/^tag:yaml\.org,2002:/, '')}” (${failure.problem}). ` +
            'Correct the value, or put it in quotes to make it a string.',
      ...(own ? {} : { errorClass: failure.errorClass }),
    });
  }

  /** Constructs what a collection holds. */
  #fill(node: YamlNode): void {
    if (node.tag === Tag.omap || node.tag === Tag.pairs) {
      this.#fillPairs(node);
      return;
    }
    const wantsSequence = node.tag === Tag.seq || (node.kind === 'seq' && !collectionTags.has(node.tag));
    if (wantsSequence) {
      if (node.kind === 'seq') for (const item of node.items) this.#construct(item);
      else this.#wrongKind(node, 'sequence');
    } else if (node.kind === 'map') this.#fillMap(node);
    else this.#wrongKind(node, 'mapping');
  }

  #wrongKind(node: YamlNode, expected: 'sequence' | 'mapping'): void {
    this.#fail({
      problem: `expected a ${expected} node, but found ${pythonNodeIds[node.kind]}`,
      node,
      message: `The tag before this value stands for a ${expected === 'sequence' ? 'list' : 'mapping'}. Remove the tag.`,
    });
  }

  /** pyyaml: constructor.py#construct_mapping */
  #fillMap(node: YamlMap): void {
    this.#flatten(node, 0);
    const pairs: YamlPair[] = [];
    for (const pair of this.#pairsOf(node)) {
      this.#construct(pair.key);
      const key = this.scalars.get(pair.key) ?? pair.key;
      if (key.kind !== 'scalar' || collectionTags.has(key.tag)) {
        this.#fail({
          context: 'while constructing a mapping',
          contextNode: node,
          problem: 'found unhashable key',
          node: pair.key,
          message:
            'A list or mapping cannot be the key of a mapping. Put the key in quotes if the brackets or braces belong to it.',
        });
        continue;
      }
      this.#construct(pair.value);
      pairs.push(key === pair.key ? pair : { ...pair, key });
    }
    (node as OpenMap).entries = dictEntries(pairs);
  }

  /** pyyaml: constructor.py#construct_yaml_omap, #construct_yaml_pairs */
  #fillPairs(node: YamlNode): void {
    const context = node.tag === Tag.omap ? 'while constructing an ordered map' : 'while constructing pairs';
    const message = `The tag before this value stands for a list of mappings with one entry each. Remove the tag.`;
    const fail = (problem: string, at: YamlNode): void => {
      this.#fail({ context, contextNode: node, problem, node: at, message });
    };
    if (node.kind !== 'seq') {
      fail(`expected a sequence, but found ${pythonNodeIds[node.kind]}`, node);
      return;
    }
    for (const item of node.items) {
      if (item.kind !== 'map') {
        fail(`expected a mapping of length 1, but found ${pythonNodeIds[item.kind]}`, item);
        continue;
      }
      const pairs = this.#pairsOf(item);
      if (pairs.length !== 1) fail(`expected a single mapping item, but found ${pairs.length} items`, item);
      for (const pair of pairs) {
        this.#construct(pair.key);
        this.#construct(pair.value);
      }
    }
  }

  // ---- Merge keys -------------------------------------------------------------------------------------------------

  #pairsOf(node: YamlMap): YamlPair[] {
    let pairs = this.#pairs.get(node);
    if (pairs === undefined) {
      pairs = [...node.pairs];
      this.#pairs.set(node, pairs);
    }
    return pairs;
  }

  /**
   * Puts the pairs of merged mappings before a mapping's own. Works in place, also for circles: PyYAML changes its nodes.
   * pyyaml: constructor.py#flatten_mapping
   */
  #flatten(node: YamlMap, depth: number): void {
    if (depth > maxRecursion) {
      this.#tooDeep(node);
      return;
    }
    const merged: YamlPair[] = [];
    for (let index = 0; index < this.#pairsOf(node).length; ) {
      const { key, value } = this.#pairsOf(node)[index] as YamlPair;
      if (key.tag === Tag.merge) {
        this.#pairsOf(node).splice(index, 1);
        this.#merge(node, value, merged, depth);
      } else {
        if (key.tag === Tag.value) (key as { tag: string }).tag = Tag.str;
        index++;
      }
    }
    if (merged.length > 0) this.#pairs.set(node, [...merged, ...this.#pairsOf(node)]);
  }

  #merge(node: YamlMap, value: YamlNode, merged: YamlPair[], depth: number): void {
    if (value.kind === 'map') {
      this.#flatten(value, depth + 1);
      this.#append(merged, this.#pairsOf(value), value);
    } else if (value.kind === 'seq') {
      const lists: (readonly YamlPair[])[] = [];
      for (const item of value.items) {
        if (item.kind !== 'map') {
          this.#failMerge(node, item, 'a mapping');
          continue;
        }
        this.#flatten(item, depth + 1);
        lists.push(this.#pairsOf(item));
      }
      for (const list of lists.reverse()) this.#append(merged, list, value);
    } else this.#failMerge(node, value, 'a mapping or list of mappings');
  }

  #append(merged: YamlPair[], pairs: readonly YamlPair[], at: YamlNode): void {
    this.#merged += pairs.length;
    if (this.#merged > maxMergedPairs) {
      if (this.#limitReported) return;
      this.#limitReported = true;
      this.#fail({
        errorClass: 'YamlLimit',
        problem: `merge keys bring in more than ${maxMergedPairs} entries`,
        node: at,
        message: `The merge keys (“<<”) of this document bring in more than ${maxMergedPairs} entries; the rest is left out. Use fewer of them.`,
      });
      return;
    }
    for (const pair of [...pairs]) merged.push(pair);
  }

  #failMerge(node: YamlMap, value: YamlNode, expected: string): void {
    this.#fail({
      context: 'while constructing a mapping',
      contextNode: node,
      problem: `expected ${expected} for merging, but found ${pythonNodeIds[value.kind]}`,
      node: value,
      message:
        'The merge key “<<” takes a mapping or a list of mappings, usually an alias (“<<: *name”). ' +
        'Put “<<” in quotes if it is meant as a name.',
    });
  }

  #tooDeep(node: YamlNode): void {
    this.#fail({
      errorClass: 'RecursionError',
      problem: 'maximum recursion depth exceeded',
      node,
      message: 'Merge keys or “=” entries refer to each other in too long a chain. Write the entries out.',
    });
  }

  #startOf(node: YamlNode): number {
    return this.#state.impliedStarts.get(node) ?? node.span.start;
  }

  #fail(trouble: Trouble): void {
    const { context, contextNode, problem, node, message } = trouble;
    const errorClass = trouble.errorClass ?? 'ConstructorError';
    this.#diagnostics.failAlone({
      errorClass,
      context,
      contextAt: contextNode === undefined ? undefined : this.#startOf(contextNode),
      problem,
      problemAt: errorClass === 'ConstructorError' ? this.#startOf(node) : undefined,
      span: node.span,
      message,
    });
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
