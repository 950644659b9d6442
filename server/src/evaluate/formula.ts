import type { Span } from '../base/span.ts';
import { parseCondition } from '../sigma/condition/parse-condition.ts';
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
  const error = rule.errors.find((item) => item.errorClass !== 'SigmaTitleError' && isDetectionError(item.errorClass));
  if (detections === undefined || error !== undefined) {
    return { unevaluable: { message: error?.message ?? 'The rule has no detection.', span: error?.span ?? rule.span } };
  }
  const all = new Map(
    [...detections.detections.values()].map((named) => [named.name, detectionFormula(named.detection)]),
  );
  const used = new Set<string>();
  const conditions: Formula[] = [];
  for (const condition of detections.conditions) {
    const { tree, error: broken } = parseCondition(condition);
    if (tree === null)
      return {
        unevaluable: {
          message: broken?.message ?? 'The condition cannot be read.',
          span: broken?.span ?? condition.span,
        },
      };
    const unknown = unknownIdentifier(tree, detections);
    if (unknown !== undefined) return { unevaluable: unknown };
    const formula = conditionFormula(tree, detections, all, used);
    if (formula !== undefined) conditions.push(formula);
  }
  const unsupported = conditions.map(unsupportedValue).find((found) => found !== undefined);
  if (unsupported !== undefined) return { unevaluable: unsupported };
  const selections = new Map(
    [...all].flatMap(([name, formula]) => (used.has(name) && formula !== undefined ? [[name, formula] as const] : [])),
  );
  return { condition: join('or', conditions), selections };
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
function conditionFormula(
  tree: ConditionNode,
  detections: SigmaDetections,
  all: ReadonlyMap<string, Formula | undefined>,
  used: Set<string>,
): Formula | undefined {
  if (tree.kind === 'identifier') {
    used.add(tree.name);
    return all.get(tree.name);
  }
  if (tree.kind === 'selector') {
    const names = selectDetections(tree.pattern, detections).map((named) => named.name);
    for (const name of names) used.add(name);
    return join(tree.quantifier === 'all' ? 'and' : 'or', present(names.map((name) => all.get(name))));
  }
  const args = present(tree.args.map((argument) => conditionFormula(argument, detections, all, used)));
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
