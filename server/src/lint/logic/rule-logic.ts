/**
 * What the conditions and selections of a rule mean together, as far as it is certain: which parts follow from others and which exclude
 * each other. It unfolds selectors and looks at values as patterns; a rule that is too large for the budget gets fewer answers, never
 * wrong ones.
 */
import { selectDetections } from '../../sigma/condition/select-detections.ts';
import type {
  ConditionNode,
  NamedDetection,
  SigmaDetection,
  SigmaDetectionItem,
  SigmaDetections,
} from '../../sigma/rule/sigma-rule.ts';
import type { SigmaType } from '../../sigma/types/sigma-type.ts';
import { covers, disjoint, patternOf, type ValuePattern } from './value-pattern.ts';

export type Logic =
  | (Part & { readonly kind: 'and'; readonly args: readonly Logic[] })
  | (Part & { readonly kind: 'or'; readonly args: readonly Logic[] })
  | (Part & { readonly kind: 'not'; readonly arg: Logic })
  | Atom;

interface Part {
  readonly from?: Origin | undefined;
  /** A bit for each compared field in it: parts without a common one say nothing about each other. */
  readonly fields: number;
}

/** One value of an item; its pattern is made when it is asked for, which for most values is never. */
class Atom implements Part {
  readonly kind = 'atom';
  readonly from: Origin;
  readonly fields: number;
  readonly #value: SigmaType | undefined;
  #pattern: ValuePattern | undefined;

  constructor(from: Origin & { kind: 'item' }, fields: number, value?: SigmaType) {
    this.from = from;
    this.fields = fields;
    this.#value = value;
  }

  get field(): string | null {
    return this.from.kind === 'item' ? this.from.item.field : null;
  }

  get pattern(): ValuePattern {
    this.#pattern ??= this.#value ? patternOf(this.#value) : opaque;
    return this.#pattern;
  }
}

/** The part of the rule that a node stands for. */
export type Origin =
  | { readonly kind: 'selection'; readonly named: NamedDetection }
  | { readonly kind: 'item'; readonly item: SigmaDetectionItem };

/** Makes logic of the parts of one rule; each selection becomes one node, however often the condition names it. */
export class LogicReader {
  readonly #detections: SigmaDetections;
  readonly #bits: ReadonlyMap<string, number>;
  readonly #selections = new Map<NamedDetection, Logic>();

  /** `compared`: the fields about which questions are asked; values of others are not looked into. */
  constructor(detections: SigmaDetections, compared: ReadonlySet<string>) {
    this.#detections = detections;
    this.#bits = new Map([...compared].map((field, index) => [field, 1 << (index % 31)]));
  }

  /** `undefined` where a name or selector stands for nothing. */
  condition(node: ConditionNode): Logic | undefined {
    if (node.kind === 'identifier') {
      const named = this.#detections.detections.get(node.name);
      return named && this.#selection(named);
    }
    if (node.kind === 'selector') {
      const args = selectDetections(node.pattern, this.#detections).map((named) => this.#selection(named));
      if (args.length < 2) return args[0];
      return joined(node.quantifier === 'all' ? 'and' : 'or', args);
    }
    const args = node.args.flatMap((argument) => this.condition(argument) ?? []);
    if (args.length < node.args.length) return undefined;
    return node.kind === 'not' ? negated(args[0] as Logic) : joined(node.kind, args);
  }

  #selection(named: NamedDetection): Logic {
    let logic = this.#selections.get(named);
    if (!logic) {
      logic = { ...this.#detection(named.detection), from: { kind: 'selection', named } };
      this.#selections.set(named, logic);
    }
    return logic;
  }

  #detection({ items, itemLinking }: SigmaDetection): Extract<Logic, { args: unknown }> {
    const args = items.map((item) => (item.kind === 'detection' ? this.#detection(item) : this.#item(item)));
    return joined(itemLinking, args);
  }

  #item(item: SigmaDetectionItem): Logic {
    const fields = item.field === null ? undefined : this.#bits.get(item.field);
    return fields === undefined ? new Atom({ kind: 'item', item }, 0) : logicOfItem(item, fields);
  }
}

export function logicOfItem(item: SigmaDetectionItem, fields = 1): Logic {
  const from = { kind: 'item', item } as const;
  const values = item.value.length > 0 ? item.value : [none];
  const args = values.map((value) => valueLogic(value, from, fields));
  const positive: Logic = { kind: item.valueLinking, args, from, fields };
  return item.negated ? negated(positive, from) : positive;
}

function joined(kind: 'and' | 'or', args: readonly Logic[]): Extract<Logic, { args: unknown }> {
  return { kind, args, fields: args.reduce((fields, one) => fields | one.fields, 0) };
}

function negated(arg: Logic, from?: Origin): Logic {
  return { kind: 'not', arg, from, fields: arg.fields };
}

const none: SigmaType = { type: 'null' };

/** Of values that nobody asks about. */
const opaque: ValuePattern = patternOf({ type: 'query-expression', expression: '', id: '' });

function valueLogic(value: SigmaType, from: Origin & { kind: 'item' }, fields: number): Logic {
  if (value.type !== 'expansion') return new Atom(from, fields, value);
  return { kind: 'or', args: value.values.map((one) => valueLogic(one, from, fields)), from, fields };
}

/** Whether fields hold one value, so that two different ones exclude each other. */
export type IsSingle = (field: string) => boolean;

/** Answers about logic within a number of comparisons; afterwards nothing is certain any more. */
export class Reasoner {
  readonly #isSingle: IsSingle;
  #left: number;

  constructor(isSingle: IsSingle, budget = 20_000) {
    this.#isSingle = isSingle;
    this.#left = budget;
  }

  get isExhausted(): boolean {
    return this.#left <= 0;
  }

  /** Whether every event that `a` matches is matched by `b`. */
  implies(a: Logic, b: Logic): boolean {
    if (a === b) return true;
    if ((a.fields & b.fields) === 0 || this.#left-- <= 0) return false;
    if (a.kind === 'or') return a.args.length > 0 && a.args.every((one) => this.implies(one, b));
    if (b.kind === 'and') return b.args.length > 0 && b.args.every((one) => this.implies(a, one));
    if (b.kind === 'or' && b.args.some((one) => this.implies(a, one))) return true;
    if (a.kind === 'and') return a.args.some((one) => this.implies(one, b));
    if (b.kind === 'or') return false;
    if (a.kind === 'not') return b.kind === 'not' && this.implies(b.arg, a.arg);
    if (b.kind === 'not') return this.excludes(a, b.arg);
    return a.field === b.field && covers(b.pattern, a.pattern);
  }

  /** Whether no event is matched by both. */
  excludes(a: Logic, b: Logic): boolean {
    if (((a.fields & b.fields) === 0 && !isNegation(a, b)) || this.#left-- <= 0) return false;
    if (a.kind === 'or') return a.args.length > 0 && a.args.every((one) => this.excludes(one, b));
    if (b.kind === 'or') return b.args.length > 0 && b.args.every((one) => this.excludes(a, one));
    if (a.kind === 'not' && this.implies(b, a.arg)) return true;
    if (b.kind === 'not' && this.implies(a, b.arg)) return true;
    if (a.kind === 'and') return a.args.some((one) => this.excludes(one, b));
    if (b.kind === 'and') return b.args.some((one) => this.excludes(a, one));
    if (a.kind === 'not' || b.kind === 'not') return false;
    return a.field !== null && a.field === b.field && this.#isSingle(a.field) && disjoint(a.pattern, b.pattern);
  }

  /** Whether a part cannot match together with all of some others. */
  isImpossibleWith(part: Logic, others: readonly Logic[]): boolean {
    if (part.kind === 'or') return part.args.length > 0 && part.args.every((one) => this.isImpossibleWith(one, others));
    if (part.kind === 'and' && part.args.some((one) => this.isImpossibleWith(one, others))) return true;
    return others.some((other) => this.excludes(part, other));
  }
}

/** Also where nothing is compared, a part excludes its own negation. */
function isNegation(a: Logic, b: Logic): boolean {
  return (a.kind === 'not' && a.arg === b) || (b.kind === 'not' && b.arg === a);
}
