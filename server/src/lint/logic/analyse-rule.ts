/** Parts of a rule that cannot match, or that change nothing, found by `Reasoner`. */
import { rememberLast } from '../../base/remember-last.ts';
import { selectDetections } from '../../sigma/condition/select-detections.ts';
import type { ConditionNode, NamedDetection, SigmaDetections, SigmaRule } from '../../sigma/rule/sigma-rule.ts';
import type { ReadCondition } from '../define-rule.ts';
import { nodesOf } from '../places.ts';
import { itemsOf } from '../visit-rule.ts';
import { type IsSingle, type Logic, LogicReader, Reasoner } from './rule-logic.ts';

/** A selection and the part of the rule that makes it what it is. */
export interface Observation {
  readonly named: NamedDetection;
  readonly because: Logic;
}

export interface RuleAnalysis {
  /** Two parts that the condition joins although no event has both. */
  readonly impossible: readonly [Logic, Logic] | undefined;
  /** Alternatives that never match where they stand. */
  readonly unreachable: readonly Observation[];
  /** Negated selections that never match what the rest matches. */
  readonly ineffective: readonly Observation[];
  /** Selections that could be left out: an alternative matches more, or another part demands as much. */
  readonly shadowed: readonly (Observation & { readonly as: 'alternative' | 'demand' })[];
}

const nothing: RuleAnalysis = { impossible: undefined, unreachable: [], ineffective: [], shadowed: [] };
/** What is certain about the selections under the rule's condition; nothing for rules with several conditions or broken ones. */
export function analyseRule(rule: SigmaRule, conditions: readonly ReadCondition[]): RuleAnalysis {
  const kept = analysisOf(conditions);
  kept.analysis ??= analyse(rule, conditions, singleFields(rule));
  return kept.analysis;
}

const analysisOf = rememberLast((_: readonly ReadCondition[]): { analysis?: RuleAnalysis } => ({}));

/** The same where events may have several values in any field. */
export function analyseForLists(rule: SigmaRule, conditions: readonly ReadCondition[]): RuleAnalysis {
  return analyse(rule, conditions, () => false);
}

function analyse(rule: SigmaRule, conditions: readonly ReadCondition[], isSingle: IsSingle): RuleAnalysis {
  const [condition, ...more] = conditions;
  if (!rule.detection || rule.detection.broken || !condition?.tree || more.length > 0) return nothing;
  const compared = repeatedFields(rule);
  const named = namesOfCondition(condition.tree, rule.detection);
  if (!named || (compared.size === 0 && !named.isRepeated)) return nothing;
  const logic = new LogicReader(rule.detection, compared).condition(condition.tree);
  if (!logic) return nothing;
  const search = new Search(isSingle);
  search.look(logic);
  return search;
}

/** More parts than this beside each other are not compared: the time would grow with their square. */
const mostParts = 300;

/** Whether the condition uses a selection in several places; `undefined` for one that unfolds into too many. */
function namesOfCondition(tree: ConditionNode, detections: SigmaDetections): { isRepeated: boolean } | undefined {
  const used = new Set<string>();
  let count = 0;
  for (const node of nodesOf(tree)) {
    const names =
      node.kind === 'identifier'
        ? [node.name]
        : node.kind === 'selector'
          ? selectDetections(node.pattern, detections).map(({ name }) => name)
          : [];
    count += names.length;
    if (count > mostParts) return undefined;
    for (const name of names) used.add(name);
  }
  return { isRepeated: used.size < count };
}

/** Only values of one field that hold together say anything about each other. */
function repeatedFields(rule: SigmaRule): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { field, value, valueLinking } of itemsOf(rule)) {
    if (field === null) continue;
    if (seen.has(field) || (valueLinking === 'and' && value.length > 1)) repeated.add(field);
    seen.add(field);
  }
  return repeated;
}

class Search implements RuleAnalysis {
  impossible: readonly [Logic, Logic] | undefined;
  readonly unreachable: Observation[] = [];
  readonly ineffective: Observation[] = [];
  readonly shadowed: (Observation & { readonly as: 'alternative' | 'demand' })[] = [];
  readonly #reasoner: Reasoner;

  constructor(isSingle: IsSingle) {
    this.#reasoner = new Reasoner(isSingle);
  }

  /** Looks at the whole condition, or at a part that holds together with some others. */
  look(node: Logic, around?: readonly Logic[]): void {
    const parts = demands(node);
    if (parts.length > mostParts || this.#reasoner.isExhausted) return;
    const contradiction = this.#contradiction(parts, around ?? []) ?? this.#contradiction(together(node), []);
    if (contradiction) {
      if (around) this.#cannotReach(node, contradiction);
      else this.impossible ??= contradiction;
      return;
    }
    this.#lookAtDemands(node);
    for (const part of parts) {
      const others = [...parts.filter((other) => other !== part), ...(around ?? [])];
      if (part.kind === 'or') this.#lookAtAlternatives(part, others);
      else if (part.kind === 'not') this.#lookAtFilter(part.arg, others);
    }
  }

  /** Of several selections that exclude each other the first is told. */
  #cannotReach(node: Logic, [part, other]: readonly [Logic, Logic]): void {
    const wholeOf = (one: Logic) =>
      together(node).find((whole) => whole === one || demands(whole).includes(one)) ?? one;
    const named = selectionIn(node) ?? selectionIn(wholeOf(part));
    if (named) this.unreachable.push({ named, because: wholeOf(other) });
  }

  #contradiction(parts: readonly Logic[], around: readonly Logic[]): readonly [Logic, Logic] | undefined {
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] as Logic;
      const other = this.#excluded(part, parts, index + 1) ?? this.#excluded(part, around, 0);
      if (other) return [part, other];
    }
    for (const part of parts) {
      if (part.kind !== 'or' || part.fields === 0) continue;
      const others = [...parts.filter((other) => other !== part), ...around].filter(
        ({ fields }) => fields & part.fields,
      );
      if (others.length > 0 && this.#reasoner.isImpossibleWith(part, others)) return [part, others[0] as Logic];
    }
    return undefined;
  }

  #excluded(part: Logic, others: readonly Logic[], from: number): Logic | undefined {
    for (let index = from; index < others.length; index++) {
      const other = others[index] as Logic;
      if (this.#reasoner.excludes(part, other)) return other;
    }
    return undefined;
  }

  #lookAtAlternatives(node: Extract<Logic, { kind: 'or' }>, others: readonly Logic[]): void {
    const alternatives = alternativesOf(node);
    if (alternatives.length < 2 || alternatives.length > mostParts) return;
    const needless = this.#lookForWider(alternatives);
    for (const one of alternatives) if (!needless.has(one) && isSelections(one)) this.look(one, others);
  }

  /** The alternatives that another one makes needless. */
  #lookForWider(alternatives: readonly Logic[]): ReadonlySet<Logic> {
    const needless = new Set<Logic>();
    for (const [index, one] of alternatives.entries()) {
      const wider = alternatives.find(
        (other, place) =>
          place !== index &&
          this.#reasoner.implies(one, other) &&
          (place < index || !this.#reasoner.implies(other, one)),
      );
      const named = selectionIn(one);
      if (!wider || !named || selectionIn(wider) === named) continue;
      this.shadowed.push({ named, because: wider, as: 'alternative' });
      needless.add(one);
    }
    return needless;
  }

  #lookAtDemands(node: Logic): void {
    const parts = together(node);
    for (const [index, part] of parts.entries()) {
      if (part.kind === 'not') continue;
      const stronger = parts.find(
        (other, place) =>
          place !== index &&
          this.#reasoner.implies(other, part) &&
          (place < index || !this.#reasoner.implies(part, other)),
      );
      const named = selectionIn(part);
      if (stronger && named && selectionIn(stronger) !== named)
        this.shadowed.push({ named, because: stronger, as: 'demand' });
    }
  }

  #lookAtFilter(filter: Logic, others: readonly Logic[]): void {
    const alternatives = alternativesOf(filter);
    if (alternatives.length > mostParts) return;
    const needless = this.#lookForWider(alternatives);
    this.#lookAtDemands(filter);
    for (const part of alternatives) {
      const named = selectionIn(part);
      if (!named || needless.has(part) || !isSelections(part) || asksForNothing(part)) continue;
      const because = this.#whatRulesOut(part, others);
      if (because) this.ineffective.push({ named, because });
    }
  }

  /** Of two filters that say the same, one has to stay: those that are told to be needless are no reason for others. */
  #whatRulesOut(part: Logic, others: readonly Logic[]): Logic | undefined {
    const needless = new Set(this.ineffective.map(({ named }) => named));
    const own = selectionIn(part);
    for (const other of others) {
      if (other.kind !== 'not') {
        if (this.#reasoner.excludes(part, other)) return other;
        continue;
      }
      const holder = alternativesOf(other.arg).find((one) => {
        const named = selectionIn(one);
        return !(named && (needless.has(named) || named === own)) && this.#reasoner.implies(part, one);
      });
      if (holder) return { kind: 'not', arg: holder, fields: holder.fields };
    }
    return undefined;
  }
}

/** What must all hold, into the selections. */
function demands(node: Logic): readonly Logic[] {
  return node.kind === 'and'
    ? node.args.flatMap(demands)
    : node.kind === 'or' && node.args.length === 1
      ? demands(node.args[0] as Logic)
      : [node];
}

/** What must all hold, whole selections. */
function together(node: Logic): readonly Logic[] {
  return node.kind === 'and' && node.from === undefined ? node.args.flatMap(together) : [node];
}

/** Of what one must hold, whole selections. */
function alternativesOf(node: Logic): readonly Logic[] {
  return node.kind === 'or' && node.from === undefined ? node.args.flatMap(alternativesOf) : [node];
}

/** The selection that a part is, or the only one that it holds. */
function selectionIn(node: Logic): NamedDetection | undefined {
  if (node.from?.kind === 'selection') return node.from.named;
  if (node.from !== undefined || node.kind === 'atom') return undefined;
  const inner = (node.kind === 'not' ? [node.arg] : node.args).map(selectionIn);
  return inner.every((one) => one === inner[0]) ? inner[0] : undefined;
}

function isSelections(node: Logic): boolean {
  if (node.from !== undefined) return node.from.kind === 'selection';
  return node.kind !== 'atom' && (node.kind === 'not' ? [node.arg] : node.args).every(isSelections);
}

const systems: ReadonlySet<string | undefined> = new Set(['windows', 'linux', 'macos']);
const singleEverywhere: ReadonlySet<string> = new Set(
  'EventID eventName eventSource operationName OperationName action event.action method'.split(' '),
);

/** Fields of operating systems' events hold one value; of others many are lists. */
function singleFields(rule: SigmaRule): IsSingle {
  const isSystem = systems.has(rule.logsource?.product);
  return (field) => (isSystem && !/[[\]{}]/.test(field)) || singleEverywhere.has(field);
}

/** A part in words: its selections, or the field that it asks for. */
export function describe(node: Logic): string {
  const names = new Set(namesIn(node));
  return node.kind === 'not' ? `not ${[...names].join(' or ')}` : [...names].join(' or ');
}

function namesIn(node: Logic): string[] {
  if (node.from?.kind === 'selection') return [`'${node.from.named.name}'`];
  if (node.from !== undefined) return [`the values of '${node.from.item.field ?? ''}'`];
  if (node.kind === 'atom') return [];
  return (node.kind === 'not' ? [node.arg] : node.args).flatMap(namesIn);
}

/** Whether all that a part asks for is that a field is empty or absent: filters that do so are there for safety. */
export function asksForNothing(node: Logic): boolean {
  if (node.kind === 'not') return false;
  if (node.kind !== 'atom') return node.args.every(asksForNothing);
  return node.pattern.isNull || node.pattern.text === '';
}
