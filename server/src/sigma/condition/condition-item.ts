/**
 * The tree of a condition over its detections, as pySigma's postprocessing builds it and as backends and the evaluator walk it.
 * The names are pySigma's: ConditionAND, ConditionOR, ConditionNOT, ConditionFieldEqualsValueExpression, ConditionValueExpression.
 */
import type { Span } from '../../base/span.ts';
import type { NamedDetection, SigmaDetectionItem } from '../rule/sigma-rule.ts';
import type { SigmaType } from '../types/sigma-type.ts';

export interface ConditionAND {
  readonly kind: 'and';
  /** `null` stands for a selector that matched nothing; conversions leave it out. */
  readonly args: readonly (ConditionItem | null)[];
  readonly parent: ConditionParent | null;
  readonly span: Span;
}

export interface ConditionOR {
  readonly kind: 'or';
  readonly args: readonly (ConditionItem | null)[];
  readonly parent: ConditionParent | null;
  readonly span: Span;
}

export interface ConditionNOT {
  readonly kind: 'not';
  readonly args: readonly [ConditionItem | null];
  readonly parent: ConditionParent | null;
  readonly span: Span;
}

interface ConditionLeaf {
  readonly value: SigmaType;
  readonly item: SigmaDetectionItem;
  /** The detection in which the item stands, perhaps deeper. */
  readonly detection: NamedDetection;
  /** The identifier or selector of the condition that leads here. */
  readonly reference: Span;
  readonly parent: ConditionParent | null;
  /** The value's place; the item's where the value has none. */
  readonly span: Span;
}

export interface ConditionFieldEqualsValueExpression extends ConditionLeaf {
  readonly kind: 'field';
  readonly field: string;
}

export interface ConditionValueExpression extends ConditionLeaf {
  readonly kind: 'value';
}

export type ConditionItem =
  | ConditionAND
  | ConditionOR
  | ConditionNOT
  | ConditionFieldEqualsValueExpression
  | ConditionValueExpression;

/** A step from a node to the root: an operator, or something that only hands on (an identifier, a detection, an item). */
export type ConditionParent = ConditionAND | ConditionOR | ConditionNOT | ConditionPassage;

export interface ConditionPassage {
  readonly kind: 'identifier' | 'detection' | 'item';
  readonly parent: ConditionParent | null;
}

export type ConditionOperator = 'and' | 'or' | 'not';

/**
 * The operators above a node, nearest first.
 *
 * pySigma: conditions.py#ParentChainMixin – operators that collapsed because one argument was left are in the chain, and a detection
 * that the condition names twice leads both times to the place that names it last. Backends decide by this chain.
 */
export function parentConditionChain(node: ConditionItem): ConditionOperator[] {
  const chain: ConditionOperator[] = [];
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    if (parent.kind === 'and' || parent.kind === 'or' || parent.kind === 'not') chain.push(parent.kind);
  }
  return chain;
}

export function parentConditionChainContains(node: ConditionItem, operator: ConditionOperator): boolean {
  for (let parent = node.parent; parent !== null; parent = parent.parent) if (parent.kind === operator) return true;
  return false;
}
