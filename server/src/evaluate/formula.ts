import type { Span } from '../base/span.ts';
import { parseCondition } from '../sigma/condition/parse-condition.ts';
import { emptySelectorMessage, emptySelectorsOf, maximumNodes } from '../sigma/condition/postprocess.ts';
import { selectDetections } from '../sigma/condition/select-detections.ts';
import type {
  ConditionNode,
  SigmaDetection,
  SigmaDetectionItem,
  SigmaDetections,
  SigmaRule,
} from '../sigma/rule/sigma-rule.ts';
import { type CompiledValue, compileValue } from './value-test.ts';

/** A rule's condition over single values, without names. `null` fields are keywords. */
export type Formula =
  | { readonly kind: 'and' | 'or'; readonly args: readonly Formula[] }
  | { readonly kind: 'not'; readonly arg: Formula }
  | { readonly kind: 'value'; readonly field: string | null; readonly value: CompiledValue; readonly span: Span };

export interface RuleFormula {
  /** `undefined` when the condition selects nothing: such a rule never matches. */
  readonly condition: Formula | undefined;
  /** By name, those that the conditions use, in the order of their definition. */
  readonly selections: ReadonlyMap<string, Formula>;
}

/** Why a rule cannot be evaluated. */
export interface Unevaluable {
  readonly message: string;
  readonly span: Span;
}

/** A rule matches when any of its conditions does. */
export function ruleFormula(rule: SigmaRule): RuleFormula | { readonly unevaluable: Unevaluable } {
  const detections = rule.detection;
  const error = rule.errors.find((item) => isDetectionError(item.errorClass));
  if (detections === undefined || error !== undefined) {
    return { unevaluable: { message: error?.message ?? 'The rule has no detection.', span: error?.span ?? rule.span } };
  }
  const scope = scopeOf(detections);
  const conditions: Formula[] = [];
  for (const condition of detections.conditions) {
    const { tree, error: broken } = parseCondition(condition);
    if (tree === null) {
      const { message, span } = broken ?? { message: 'The condition cannot be read.', span: condition.span };
      return { unevaluable: { message, span } };
    }
    const unevaluable = unknownIdentifier(tree, detections) ?? emptySelector(tree, detections) ?? tooLarge(tree, scope);
    if (unevaluable !== undefined) return { unevaluable };
    const formula = conditionFormula(tree, scope);
    if (formula !== undefined) conditions.push(formula);
  }
  const used = [...scope.all].filter(([name]) => scope.used.has(name));
  for (const [, formula] of used) {
    const unevaluable = formula && unsupportedValue(formula);
    if (unevaluable !== undefined) return { unevaluable };
  }
  const selections = new Map(used.flatMap(([name, formula]) => (formula ? [[name, formula] as const] : [])));
  return { condition: join('or', conditions), selections };
}

interface Selected {
  readonly names: readonly string[];
  /** The number of values in all of them. */
  readonly size: number;
}

/** What the conditions of a rule may name. */
interface Scope {
  readonly detections: SigmaDetections;
  /** Detections by name; `undefined` when nothing is left of one. */
  readonly all: ReadonlyMap<string, Formula | undefined>;
  /** The number of values in each. */
  readonly sizes: ReadonlyMap<string, number>;
  /** What selectors found, by pattern. */
  readonly selected: Map<string, Selected>;
  readonly used: Set<string>;
}

function scopeOf(detections: SigmaDetections): Scope {
  const all = new Map(
    [...detections.detections.values()].map((named) => [named.name, detectionFormula(named.detection)]),
  );
  const sizes = new Map([...all].map(([name, formula]) => [name, formula === undefined ? 0 : sizeOf(formula)]));
  return { detections, all, sizes, selected: new Map(), used: new Set() };
}

function select(pattern: string, { detections, selected, sizes }: Scope): Selected {
  const known = selected.get(pattern);
  if (known !== undefined) return known;
  const names = selectDetections(pattern, detections).map(({ name }) => name);
  const size = names.reduce((total, name) => total + (sizes.get(name) ?? 0), 0);
  selected.set(pattern, { names, size });
  return { names, size };
}

function sizeOf(formula: Formula): number {
  if (formula.kind === 'value') return 1;
  return formula.kind === 'not' ? sizeOf(formula.arg) : formula.args.reduce((sum, item) => sum + sizeOf(item), 0);
}

function emptySelector(tree: ConditionNode, detections: SigmaDetections): Unevaluable | undefined {
  const [empty] = emptySelectorsOf(tree, detections);
  return empty && { message: emptySelectorMessage(empty), span: empty.patternSpan };
}

/** The same limit as for conversions. */
function tooLarge(tree: ConditionNode, scope: Scope): Unevaluable | undefined {
  if (conditionSize(tree, scope) <= maximumNodes) return undefined;
  const message = `The condition unfolds to more than ${maximumNodes} comparisons. Name fewer detections, or split the rule.`;
  return { message, span: tree.span };
}

function conditionSize(tree: ConditionNode, scope: Scope): number {
  if (tree.kind === 'identifier') return scope.sizes.get(tree.name) ?? 0;
  if (tree.kind === 'selector') return select(tree.pattern, scope).size;
  return tree.args.reduce((total, argument) => total + conditionSize(argument, scope), 0);
}

const metadataErrors =
  /^Sigma(Title|Identifier|Name|Taxonomy|Related|Level|Status|Tag|Date|Modified|Fields|FalsePositives|References|Scope|Author|Description|License|Logsource)Error$/;

function isDetectionError(errorClass: string): boolean {
  return !metadataErrors.test(errorClass);
}

function unknownIdentifier(tree: ConditionNode, detections: SigmaDetections): Unevaluable | undefined {
  if (tree.kind === 'selector') return undefined;
  if (tree.kind === 'identifier') {
    if (detections.detections.has(tree.name)) return undefined;
    return { message: `The condition names "${tree.name}", which is not defined in the detection.`, span: tree.span };
  }
  for (const argument of tree.args) {
    const unknown = unknownIdentifier(argument, detections);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

/** A value that cannot be compared here: under a "not" the rule would match everything. */
function unsupportedValue(formula: Formula): Unevaluable | undefined {
  if (formula.kind === 'value') {
    const { unsupported } = formula.value;
    return unsupported === undefined ? undefined : { message: unsupported, span: formula.span };
  }
  const args = formula.kind === 'not' ? [formula.arg] : formula.args;
  for (const argument of args) {
    const found = unsupportedValue(argument);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nodes over nothing (a selector without match) vanish, as in pySigma. */
function conditionFormula(tree: ConditionNode, scope: Scope): Formula | undefined {
  if (tree.kind === 'identifier') {
    scope.used.add(tree.name);
    return scope.all.get(tree.name);
  }
  if (tree.kind === 'selector') {
    const { names } = select(tree.pattern, scope);
    for (const name of names) scope.used.add(name);
    return join(tree.quantifier === 'all' ? 'and' : 'or', present(names.map((name) => scope.all.get(name))));
  }
  const args = present(tree.args.map((argument) => conditionFormula(argument, scope)));
  if (tree.kind === 'not') return args[0] === undefined ? undefined : { kind: 'not', arg: args[0] };
  return join(tree.kind, args);
}

/** `undefined` for a detection of which nothing is left. */
export function detectionFormula(detection: SigmaDetection): Formula | undefined {
  const items = detection.items.map((item) => (item.kind === 'item' ? itemFormula(item) : detectionFormula(item)));
  return join(detection.itemLinking, present(items));
}

export function itemFormula(item: SigmaDetectionItem): Formula {
  const { field } = item;
  const values =
    item.value.length === 0
      ? [compileValue({ type: 'null' }, field)]
      : item.value.map((value) => compileValue(value, field));
  const formula = join(
    item.valueLinking,
    values.map((value): Formula => ({ kind: 'value', field, value, span: item.span })),
  ) as Formula;
  return item.negated ? { kind: 'not', arg: formula } : formula;
}

function join(kind: 'and' | 'or', args: readonly Formula[]): Formula | undefined {
  return args.length > 1 ? { kind, args } : args[0];
}

function present(formulas: readonly (Formula | undefined)[]): Formula[] {
  return formulas.filter((formula) => formula !== undefined);
}
