/** What composing a document's nodes needs: the tokens, the anchors, and what was found on the way. */
import type { ScalarFailure } from './construct-scalar.ts';
import type { Diagnostics } from './diagnostics.ts';
import { maxDepth } from './limits.ts';
import type { YamlMap, YamlNode, YamlSeq } from './nodes.ts';
import { pythonStringRepr } from './python-repr.ts';
import type { Scanner } from './scanner.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type OpenMap = Mutable<Omit<YamlMap, 'pairs' | 'entries'>> & {
  pairs: YamlMap['pairs'][number][];
  entries: YamlMap['pairs'][number][];
};
export type OpenSeq = Mutable<Omit<YamlSeq, 'items'>> & { items: YamlNode[] };

/** What is known of the document that is being read. */
export interface DocumentState {
  readonly anchors: Map<string, YamlNode>;
  /** All collections, in the order in which they end: children before their parents, unless an alias makes a circle. */
  readonly collections: (OpenMap | OpenSeq)[];
  readonly failures: Map<YamlNode, ScalarFailure>;
  /** Where PyYAML sees values that are not written: at the next token. Our spans lie behind the key. */
  readonly impliedStarts: Map<YamlNode, number>;
  /** Whether constructing must take PyYAML's own way: tags, merge keys, complex keys, values that fail. */
  special: boolean;
  hasAliases: boolean;
}

function newDocumentState(): DocumentState {
  return {
    anchors: new Map(),
    collections: [],
    failures: new Map(),
    impliedStarts: new Map(),
    special: false,
    hasAliases: false,
  };
}

const defaultTagHandles: ReadonlyMap<string, string> = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);

export class Composer {
  readonly scanner: Scanner;
  readonly diagnostics: Diagnostics;
  tagHandles: ReadonlyMap<string, string> = defaultTagHandles;
  state: DocumentState = newDocumentState();
  #depth = 0;
  /** Start of the outermost open flow collection, -1 outside. */
  flowStart = -1;
  /** Set after an error in a flow collection until the outermost one is left: where reading goes on. */
  flowEnd = -1;
  #rewound = 0;

  constructor(scanner: Scanner, diagnostics: Diagnostics) {
    this.scanner = scanner;
    this.diagnostics = diagnostics;
  }

  /** Forgets the anchors and directives of the document before. */
  startDocument(tagHandles?: ReadonlyMap<string, string>): void {
    this.tagHandles =
      tagHandles === undefined || tagHandles.size === 0
        ? defaultTagHandles
        : new Map([...defaultTagHandles, ...tagHandles]);
    this.state = newDocumentState();
    this.#depth = 0;
  }

  /** Counts one more level of nesting. Too deep a text ends here. */
  descend(start: number): void {
    this.#depth++;
    if (this.#depth <= maxDepth) return;
    this.diagnostics.fail({
      errorClass: 'RecursionError',
      problem: 'maximum recursion depth exceeded',
      span: { start, end: start + 1 },
      message:
        `Lists and mappings are nested more than ${maxDepth} levels deep here. PyYAML cannot read that, ` +
        'and reading stops. Flatten the structure.',
    });
    this.diagnostics.close();
    this.scanner.abandon();
  }

  ascend(): void {
    this.#depth--;
  }

  /** A second use of an anchor's name is an error. pyyaml: composer.py#compose_node */
  checkAnchor(name: string, start: number): void {
    const first = this.state.anchors.get(name);
    if (first === undefined) return;
    this.diagnostics.fail({
      errorClass: 'ComposerError',
      context: `found duplicate anchor ${pythonStringRepr(name)}; first occurrence`,
      contextAt: first.span.start,
      problem: 'second occurrence',
      problemAt: start,
      span: { start, end: start + name.length + 1 },
      message: `The anchor “&${name}” is already defined in this document. Give this one another name.`,
    });
  }

  /** Leaves all open flow collections after an error in them and goes on at the first line that cannot belong to them. */
  abortFlow(): void {
    if (this.flowEnd >= 0) return;
    const { scanner } = this;
    const { pos } = scanner;
    this.flowEnd = scanner.lineAfterFlow(this.flowStart);
    this.#rewound += Math.max(0, pos - this.flowEnd);
    if (this.#rewound > 4 * scanner.text.length) scanner.abandon();
    else scanner.restartAt(this.flowEnd);
  }
}
