/**
 * The documents of a stream as rules, correlations and filters, with `action: global`, `reset` and `repeat`.
 * pySigma: collection.py#SigmaCollection.from_dicts
 */
import type { YamlMap, YamlNode, YamlStream } from '../../yaml/nodes.ts';
import { parseCorrelation } from '../correlation/parse-correlation.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { isCollectionAction, isSigmaDocument } from '../is-sigma-document.ts';
import type { SigmaParseOptions } from '../parse-sigma.ts';
import type { SigmaError } from '../sigma-error.ts';
import { Template } from './collection-actions.ts';
import { headOf } from './document.ts';
import type { RuleSource } from './parse-detections.ts';
import { parseRule } from './parse-rule.ts';
import { isDict, isNone, pythonStr, pythonTypeName } from './python-value.ts';
import { SigmaRaise } from './rule-errors.ts';
import { rawAttribute } from './rule-index.ts';
import type { AnySigmaRule, SigmaCollection } from './sigma-rule.ts';

export function parseCollection(stream: YamlStream, options: SigmaParseOptions): SigmaCollection {
  const { chosen, skippedDocuments } = chooseDocuments(stream, options.treatAsSigma ?? false);
  const reader = new CollectionReader({ text: stream.text, extensions: options.extensions ?? true }, chosen);
  // PyYAML reads all documents before pySigma sees the first.
  const yamlError = stream.error === null ? undefined : ({ ...stream.error, fatal: true } as SigmaError);
  for (const { root, index } of chosen) reader.read(root, index);
  return {
    rules: reader.rules,
    errors: reader.errors,
    collectedErrors: reader.collectedErrors,
    raises: yamlError ?? reader.raises,
    collectRaises: yamlError ?? reader.collectRaises,
    skippedDocuments,
  };
}

interface Document {
  readonly root: YamlNode;
  readonly index: number;
}

function chooseDocuments(stream: YamlStream, all: boolean): { chosen: Document[]; skippedDocuments: number[] } {
  const roots = stream.documents.flatMap(({ root }, index) => (root === null ? [] : [{ root, index }]));
  if (all) return { chosen: roots, skippedDocuments: [] };
  const anySigma = roots.some(({ root }) => isSigmaDocument(root));
  const isChosen = ({ root }: Document) => anySigma && (isSigmaDocument(root) || isCollectionAction(root));
  return {
    chosen: roots.filter(isChosen),
    skippedDocuments: roots.filter((document) => !isChosen(document)).map(({ index }) => index),
  };
}

class CollectionReader {
  readonly rules: AnySigmaRule[] = [];
  readonly errors: SigmaError[] = [];
  readonly collectedErrors: SigmaError[] = [];
  raises: SigmaError | undefined;
  collectRaises: SigmaError | undefined;
  readonly #source: RuleSource;
  readonly #template: Template | undefined;

  constructor(source: RuleSource, documents: readonly Document[]) {
    this.#source = source;
    const hasActions = documents.some(
      ({ root }) => isDict(root) && rawAttribute({ node: root }, 'action') !== undefined,
    );
    if (hasActions) this.#template = new Template();
  }

  read(root: YamlNode, index: number): void {
    if (isNone(root)) return;
    if (!isDict(root)) {
      this.#crash('AttributeError', `'${pythonTypeName(root)}' object has no attribute 'get'`, root);
      return;
    }
    const action = rawAttribute({ node: root }, 'action');
    if (action !== undefined && !isNone(action)) this.#act(root, action, index);
    else if (rawAttribute({ node: root }, 'correlation')) this.#add(parseCorrelation(root, index, this.#source));
    else if (rawAttribute({ node: root }, 'filter')) this.#add(parseFilter(root, index, this.#source));
    else this.#addMerged(root, index, () => this.#template?.complete(root) ?? root);
  }

  #act(root: YamlMap, action: YamlNode, index: number): void {
    const text = action.kind === 'scalar' ? action.value : undefined;
    if (text === 'global') this.#template?.set(root);
    else if (text === 'reset') this.#template?.reset();
    else if (text === 'repeat') this.#addMerged(root, index, () => this.#template?.repeat(root) ?? root);
    else {
      const message = `Unknown Sigma collection action '${pythonStr(action)}' in rule ${index + 1}`;
      const error: SigmaError = { errorClass: 'SigmaCollectionError', message, span: action.span };
      this.errors.push(error);
      this.collectedErrors.push(error);
      this.raises ??= error;
    }
  }

  #addMerged(root: YamlMap, index: number, merge: () => YamlMap): void {
    try {
      this.#add(parseRule(merge(), index, this.#source));
    } catch (raised) {
      if (!(raised instanceof SigmaRaise)) throw raised;
      this.#crash(raised.error.errorClass, raised.error.message, root, raised.error);
    }
  }

  #add(rule: AnySigmaRule): void {
    this.rules.push(rule);
    this.collectedErrors.push(...rule.errors);
    const fatal = rule.errors.find((error) => error.fatal);
    this.raises ??= rule.raises;
    this.collectRaises ??= fatal;
  }

  #crash(errorClass: string, message: string, root: YamlNode, at?: SigmaError): void {
    const error: SigmaError = { errorClass, message, span: at?.span ?? headOf(root), fatal: true };
    this.errors.push(error);
    this.raises ??= error;
    this.collectRaises ??= error;
  }
}
