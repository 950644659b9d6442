import type { Span } from '../../base/span.ts';
import { isConditionIdentifier, parseCondition } from '../../sigma/condition/parse-condition.ts';
import { selectDetections } from '../../sigma/condition/select-detections.ts';
import { parseSigma, type SigmaParse } from '../../sigma/parse-sigma.ts';
import type { AnySigmaRule, ConditionNode, SigmaDetections } from '../../sigma/rule/sigma-rule.ts';
import { conditionNames } from './condition-names.ts';
import type { Occurrence } from './occurrences.ts';
import { replaceSpans } from './rename-edits.ts';

export interface SelectionRenaming {
  /** All occurrences of the selection, in every rule that has it. */
  readonly same: readonly Occurrence[];
  readonly spans: readonly Span[];
  readonly from: string;
  readonly to: string;
}

const words = new Set(['and', 'or', 'not', 'of', 'them', 'all', 'any', '1', 'condition', 'timeframe']);

/** Why a selection cannot have a name; `undefined` when every condition means the same with it. */
export function refusalOfSelection(parse: SigmaParse, renaming: SelectionRenaming): string | undefined {
  const { to, same } = renaming;
  const rules = [...new Set(same.map(({ rule }) => rule))];
  return (
    refusalOfName(to, rules) ??
    rules.map((rule) => refusalInRule(rule, renaming)).find((why) => why !== undefined) ??
    refusalAfter(parse, rules, renaming)
  );
}

function refusalOfName(name: string, rules: readonly AnySigmaRule[]): string | undefined {
  if (!isConditionIdentifier(name))
    return `'${name}' cannot be named in a condition: use letters without accents, digits, '_' and '-'.`;
  if (words.has(name) || (name === 'rules' && rules.some(({ kind }) => kind === 'filter')))
    return `'${name}' has a meaning of its own here. Choose another name.`;
  if (name.startsWith('not'))
    return `'${name}' would be read as NOT ${name.slice(3)} in a condition. Choose a name that does not begin with 'not'.`;
  return undefined;
}

function refusalInRule(rule: AnySigmaRule, { from, to }: SelectionRenaming): string | undefined {
  const detections = detectionsOf(rule);
  if (!detections) return undefined;
  if (detections.detections.has(to)) return `There is a selection '${to}' already. Choose another name.`;
  for (const condition of detections.conditions) {
    for (const { kind, text } of conditionNames(condition, parseCondition(condition).tree)) {
      if (kind === 'selection' && text === to)
        return `The condition names '${to}' already, which is no selection so far. Choose another name.`;
      if (kind !== 'selector') continue;
      const before = selects(text, from, detections);
      if (before === selects(text, to, detections, from)) continue;
      return before
        ? `'of ${text}' would no longer select it under the name '${to}', and the rule would mean something else. Choose a name that '${text}' covers.`
        : `'of ${text}' would select it under the name '${to}', and the rule would mean something else. Choose a name that '${text}' does not cover.`;
    }
  }
  return undefined;
}

/** Whether a pattern selects a name, also one that a detection does not have yet. */
function selects(pattern: string, name: string, detections: SigmaDetections, present = name): boolean {
  const detection = detections.detections.get(present);
  if (!detection) return false;
  const alone = { ...detections, detections: new Map([[name, { ...detection, name }]]) };
  return selectDetections(pattern, alone).length > 0;
}

/** The last word has the parser: with the new name in place, every rule of the file must read as before. */
function refusalAfter(parse: SigmaParse, rules: readonly AnySigmaRule[], { spans, from, to }: SelectionRenaming) {
  const after = parseSigma(replaceSpans(parse.text, spans, to), { treatAsSigma: true }).collection.rules;
  const before = parseSigma(parse.text, { treatAsSigma: true }).collection.rules;
  const isConcerned = (rule: AnySigmaRule) =>
    rules.some(({ document, span }) => document === rule.document && span.start === rule.span.start);
  for (const [index, rule] of before.entries()) {
    const renamed = after[index];
    const isOne = isConcerned(rule);
    if (
      renamed &&
      meaningOf(rule, (name) => (isOne && name === from ? to : name)) === meaningOf(renamed, (name) => name)
    )
      continue;
    return isOne
      ? `With the name '${to}' the rule would be read differently. Choose another name.`
      : `Another document of the file shares the condition and has a selection '${from}' of its own. Rename them together by hand.`;
  }
  return undefined;
}

function meaningOf(rule: AnySigmaRule, nameOf: (name: string) => string): string {
  const detections = detectionsOf(rule);
  if (!detections) return '';
  const names = [...detections.detections.keys()].map(nameOf);
  const read = (node: ConditionNode): unknown => {
    if (node.kind === 'identifier') return nameOf(node.name);
    if (node.kind !== 'selector') return [node.kind, ...node.args.map(read)];
    return [node.quantifier, ...selectDetections(node.pattern, detections).map(({ name }) => nameOf(name))];
  };
  const conditions = detections.conditions.map((condition) => {
    const { tree } = parseCondition(condition);
    return tree && read(tree);
  });
  return JSON.stringify([names, conditions]);
}

function detectionsOf(rule: AnySigmaRule): SigmaDetections | undefined {
  return rule.kind === 'correlation' ? undefined : rule.detection;
}
