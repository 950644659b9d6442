/**
 * From a condition's text tree to the tree over detection items that is converted or evaluated.
 *
 * pySigma: conditions.py and rule/detection.py#postprocess – operators with one argument left collapse, with none vanish, selectors
 * without match leave `null` where they are allowed; detections with several items are walked twice, which sets their nodes' parents anew.
 */
import type { Span } from '../../base/span.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { pythonTypeName, stringOf } from '../rule/python-value.ts';
import type {
  ConditionNode,
  NamedDetection,
  SigmaDetection,
  SigmaDetectionItem,
  SigmaDetections,
} from '../rule/sigma-rule.ts';
import type { SigmaError } from '../sigma-error.ts';
import type { SigmaType } from '../types/sigma-type.ts';
import type { ConditionItem, ConditionOperator, ConditionParent, ConditionPassage } from './condition-item.ts';
import { selectDetections } from './select-detections.ts';

export interface PostprocessedCondition {
  /** `null` without error: everything vanished, and no query comes of it. */
  readonly item: ConditionItem | null;
  readonly error: SigmaError | null;
}

export interface PostprocessOptions {
  /** A selector without match vanishes, as in pySigma 1.5; else it is an error. */
  readonly emptySelectors?: boolean;
}

export function postprocessCondition(
  tree: ConditionNode,
  detections: SigmaDetections,
  { emptySelectors = false }: PostprocessOptions = {},
): PostprocessedCondition {
  try {
    if (!emptySelectors) refuseEmptySelectors(tree, detections);
    return { item: new Postprocessor(detections).postprocess(tree), error: null };
  } catch (error) {
    if (error instanceof PostprocessError) return { item: null, error: error.error };
    throw error;
  }
}

/** The selectors of a condition that match no detection. */
export function emptySelectorsOf(node: ConditionNode, detections: SigmaDetections): readonly Selector[] {
  if (node.kind === 'identifier') return [];
  if (node.kind !== 'selector') return node.args.flatMap((argument) => emptySelectorsOf(argument, detections));
  return selectDetections(node.pattern, detections).length > 0 ? [] : [node];
}

type Selector = Extract<ConditionNode, { kind: 'selector' }>;

export function emptySelectorMessage({ quantifier, pattern }: Selector): string {
  return `No detection matches the selector '${quantifier} of ${pattern}'. Correct its pattern, or take it out of the condition.`;
}

function refuseEmptySelectors(tree: ConditionNode, detections: SigmaDetections): void {
  const [empty] = emptySelectorsOf(tree, detections);
  if (empty) throw new PostprocessError('SigmaConditionError', emptySelectorMessage(empty), empty.patternSpan);
}

/** A condition that unfolds to more nodes than this is refused. */
export const maximumNodes = 200_000;

class PostprocessError extends Error {
  readonly error: SigmaError;

  constructor(errorClass: string, message: string, span: Span) {
    super(message);
    this.error = { errorClass, message, span };
  }
}

/** The nodes while they are built; they leave this file as `ConditionItem`. */
interface Operator {
  readonly kind: ConditionOperator;
  args: (ConditionItem | null)[];
  parent: ConditionParent | null;
  readonly span: Span;
}
type Built = { parent: ConditionParent | null };
type Passage = { kind: ConditionPassage['kind']; parent: ConditionParent | null };

/** Where a detection is used: which one, and from which place of the condition. */
interface Use {
  readonly detection: NamedDetection;
  readonly reference: Span;
}

class Postprocessor {
  readonly #detections: SigmaDetections;
  readonly #passages = new Map<SigmaDetection | SigmaDetectionItem, Passage>();
  readonly #sizes = new Map<NamedDetection, number>();
  readonly #selectorSizes = new Map<string, number>();

  constructor(detections: SigmaDetections) {
    this.#detections = detections;
  }

  postprocess(tree: ConditionNode): ConditionItem | null {
    if (this.#size(tree) <= maximumNodes) return this.#node(tree, null);
    const message = `The condition unfolds to more than ${maximumNodes} comparisons. Name fewer detections, or split the rule.`;
    throw new PostprocessError('SigmaExpansionLimitError', message, tree.span);
  }

  #node(node: ConditionNode, parent: ConditionParent | null): ConditionItem | null {
    if (node.kind === 'identifier') return this.#identifier(node.name, node.span, parent);
    if (node.kind === 'selector') return this.#selector(node, parent);
    const operator = this.#operator(node.kind, node.span, parent);
    operator.args = node.args.map((argument) => this.#node(argument, operator as ConditionParent));
    return collapse(operator);
  }

  #identifier(name: string, span: Span, parent: ConditionParent | null): ConditionItem | null {
    const detection = this.#detections.detections.get(name);
    if (detection === undefined) {
      throw new PostprocessError('SigmaConditionError', `Detection '${name}' not defined in detections`, span);
    }
    return this.#named({ detection, reference: span }, parent);
  }

  #selector(node: ConditionNode & { kind: 'selector' }, parent: ConditionParent | null): ConditionItem | null {
    const operator = this.#operator(node.quantifier === 'all' ? 'and' : 'or', node.span, parent);
    this.#checkKeys();
    for (const detection of selectDetections(node.pattern, this.#detections)) {
      operator.args.push(this.#named({ detection, reference: node.span }, operator as ConditionParent));
    }
    return collapse(operator);
  }

  // pySigma: conditions.py#ConditionSelector – Python's `re` takes no keys but strings.
  #checkKeys(): void {
    const foreign = this.#foreignKey();
    if (foreign === undefined) return;
    const type = pythonTypeName(foreign);
    const isBytes = type === 'bytes';
    const message = isBytes
      ? 'cannot use a string pattern on a bytes-like object'
      : `expected string or bytes-like object, got '${type}'`;
    throw new PostprocessError('TypeError', message, foreign.span);
  }

  /** The first name that is no string. */
  #foreignKey(): YamlNode | undefined {
    for (const { key } of this.#detections.detections.values())
      if (key !== undefined && stringOf(key) === undefined) return key;
    return undefined;
  }

  #named(use: Use, parent: ConditionParent | null): ConditionItem | null {
    return this.#detection(use.detection.detection, use, { kind: 'identifier', parent });
  }

  /** `null` for a detection that a pipeline emptied. */
  #detection(detection: SigmaDetection, use: Use, parent: ConditionParent): ConditionItem | null {
    const passage = this.#passage('detection', detection, parent);
    const items = detection.items.map((item) =>
      item.kind === 'item' ? this.#item(item, use, passage) : this.#detection(item, use, passage),
    );
    if (items.length <= 1) return items[0] ?? null;
    const operator = this.#operator(detection.itemLinking, detection.span, parent);
    const left = items.filter((item) => item !== null);
    operator.args = left;
    for (const item of left) reparent(item, operator as ConditionParent);
    return operator as ConditionItem;
  }

  #item(item: SigmaDetectionItem, use: Use, parent: ConditionParent): ConditionItem {
    const passage = this.#passage('item', item, parent);
    const node = this.#values(item, use, passage, parent);
    if (!item.negated) return node;
    const not = this.#operator('not', item.span, parent);
    not.args = [node];
    (node as Built).parent = not as ConditionParent;
    return not as ConditionItem;
  }

  #values(item: SigmaDetectionItem, use: Use, passage: ConditionParent, parent: ConditionParent): ConditionItem {
    if (item.value.length === 0) {
      if (item.field !== null) return this.#leaf(item, { type: 'null', span: item.span }, use, passage);
      throw new PostprocessError('SigmaConditionError', 'Null value must be bound to a field', item.span);
    }
    if (item.value.length === 1) return this.#leaf(item, item.value[0] as SigmaType, use, passage);
    const operator = this.#operator(item.valueLinking, item.span, parent);
    operator.args = item.value.map((value) => this.#leaf(item, value, use, operator as ConditionParent));
    return operator as ConditionItem;
  }

  #leaf(item: SigmaDetectionItem, value: SigmaType, use: Use, parent: ConditionParent): ConditionItem {
    const { detection, reference } = use;
    const span = value.span ?? item.span;
    if (item.field === null) return { kind: 'value', value, item, detection, reference, parent, span };
    return { kind: 'field', field: item.field, value, item, detection, reference, parent, span };
  }

  /** How many nodes come of it, roughly; what does not exist counts nothing. */
  #size(node: ConditionNode): number {
    if (node.kind === 'identifier') {
      const detection = this.#detections.detections.get(node.name);
      return detection === undefined ? 0 : this.#sizeOfDetection(detection);
    }
    if (node.kind === 'selector') return this.#sizeOfSelector(node.pattern);
    return node.args.reduce((sum, argument) => sum + this.#size(argument), 0);
  }

  #sizeOfSelector(pattern: string): number {
    let size = this.#selectorSizes.get(pattern);
    if (size === undefined) {
      size = selectDetections(pattern, this.#detections).reduce(
        (sum, detection) => sum + this.#sizeOfDetection(detection),
        0,
      );
      this.#selectorSizes.set(pattern, size);
    }
    return size;
  }

  #sizeOfDetection(named: NamedDetection): number {
    let size = this.#sizes.get(named);
    if (size === undefined) {
      size = sizeOf(named.detection);
      this.#sizes.set(named, size);
    }
    return size;
  }

  #operator(kind: ConditionOperator, span: Span, parent: ConditionParent | null): Operator {
    return { kind, args: [], parent, span };
  }

  // pySigma keeps one object per detection and item, so that the last use decides what lies above it.
  #passage(kind: Passage['kind'], of: SigmaDetection | SigmaDetectionItem, parent: ConditionParent): ConditionParent {
    let passage = this.#passages.get(of);
    if (passage === undefined) {
      passage = { kind, parent };
      this.#passages.set(of, passage);
    }
    passage.parent = parent;
    return passage as ConditionParent;
  }
}

function sizeOf(detection: SigmaDetection): number {
  return detection.items.reduce((sum, item) => sum + (item.kind === 'item' ? 1 + item.value.length : sizeOf(item)), 1);
}

function collapse(operator: Operator): ConditionItem | null {
  if (operator.args.length === 0) return null;
  if (operator.kind !== 'not' && operator.args.length === 1) return operator.args[0] as ConditionItem | null;
  return operator as ConditionItem;
}

/** The second walk: every node gets the parent that it has in the tree. */
function reparent(item: ConditionItem, parent: ConditionParent): void {
  (item as Built).parent = parent;
  if (item.kind === 'field' || item.kind === 'value') return;
  for (const argument of item.args) if (argument !== null) reparent(argument, item);
}
