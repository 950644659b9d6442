/**
 * Many rules against one event at a time. The literals of all rules are looked for in one pass over each field (`literal-index.ts`), and a rule is looked at only when a
 * literal it cannot do without was found. Which of its literals that is, is chosen anew after a sample of real events, so that a rule waits for its
 * rarest one. Results do not depend on the choice.
 */
import type { SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { FieldScanner } from './field-scanner.ts';
import { type Formula, ruleFormula, type Unevaluable } from './formula.ts';
import { LiteralIndex } from './literal-index.ts';
import {
  allValues,
  createFieldReader,
  type FieldReader,
  type Scalar,
  type SigmaEvent,
  scalarText,
} from './sigma-event.ts';
import type { CompiledValue, IndexedLiteral, ValueTest } from './value-test.ts';

export interface RuleMatch {
  /** Index of the rule in the list that the set was made of. */
  readonly rule: number;
  /** Names of the selections that hold, in the order of their definition. */
  readonly selections: readonly string[];
}

type Program =
  | { readonly kind: 'and' | 'or'; readonly args: readonly Program[] }
  | { readonly kind: 'not'; readonly arg: Program }
  | { readonly kind: 'atom'; readonly atom: number };

interface CompiledRule {
  readonly condition: Program | undefined;
  readonly selections: readonly (readonly [string, Program])[];
}

interface Atom {
  readonly field: number;
  /** `undefined` for literals, which the index decides. */
  readonly test: ValueTest | undefined;
  /** Length of the literal: a first guess at how rare it is. */
  readonly weight: number;
}

interface FieldPlan {
  readonly read: FieldReader;
  readonly index: LiteralIndex;
  readonly scanner: FieldScanner;
}

/** Atoms of which one must hold for the rule to match, with the expected number of events that have one. */
interface Guard {
  readonly atoms: readonly number[];
  readonly cost: number;
}

const sampleSize = 1000;

export class RuleSet {
  /** By index of the rule: why it cannot be evaluated and never matches. */
  readonly unevaluable: ReadonlyMap<number, Unevaluable>;
  readonly #rules: CompiledRule[] = [];
  readonly #atoms: Atom[] = [];
  readonly #fields: FieldPlan[] = [];
  readonly #candidate: Uint32Array;
  readonly #holds: Uint32Array;
  readonly #tested: Uint32Array;
  readonly #hits: Uint32Array;
  readonly #values: (readonly Scalar[] | undefined)[];
  readonly #valuesRead: Uint32Array;
  #waiting: number[][] = [];
  #always: number[] = [];
  /** Of the present event. */
  #candidates: number[] = [];
  #serial = 0;

  constructor(rules: readonly SigmaRule[]) {
    const builder = new Builder(this.#atoms, this.#fields);
    const unevaluable = new Map<number, Unevaluable>();
    rules.forEach((rule, position) => {
      const formula = ruleFormula(rule);
      if ('unevaluable' in formula) {
        unevaluable.set(position, formula.unevaluable);
        this.#rules.push({ condition: undefined, selections: [] });
        return;
      }
      const condition = formula.condition === undefined ? undefined : builder.program(formula.condition);
      this.#rules.push({
        condition,
        selections: [...formula.selections].map(([name, item]) => [name, builder.program(item)]),
      });
    });
    this.unevaluable = unevaluable;
    for (const { index } of this.#fields) index.build();
    this.#candidate = new Uint32Array(rules.length);
    this.#holds = new Uint32Array(this.#atoms.length);
    this.#tested = new Uint32Array(this.#atoms.length);
    this.#hits = new Uint32Array(this.#atoms.length);
    this.#values = new Array(this.#fields.length);
    this.#valuesRead = new Uint32Array(this.#fields.length);
    this.#chooseGuards();
  }

  /** The rules that match, in the order of the list. */
  match(event: SigmaEvent): RuleMatch[] {
    this.#serial++;
    const candidates = this.#scan(event);
    if (this.#serial === sampleSize) this.#chooseGuards();
    const matches: RuleMatch[] = [];
    for (const position of candidates.sort((a, b) => a - b)) {
      const rule = this.#rules[position] as CompiledRule;
      if (rule.condition === undefined || !this.#evaluate(rule.condition, event)) continue;
      const selections = rule.selections.filter(([, program]) => this.#evaluate(program, event)).map(([name]) => name);
      matches.push({ rule: position, selections });
    }
    return matches;
  }

  /** Marks the literals that hold and collects the rules that wait for one of them. */
  #scan(event: SigmaEvent): number[] {
    this.#candidates = [...this.#always];
    for (let field = 0; field < this.#fields.length; field++) {
      const values = this.#read(field, event);
      if (values === undefined) continue;
      const { scanner } = this.#fields[field] as FieldPlan;
      for (const value of values) if (value !== null) scanner.scan(scalarText(value), this.#hit);
    }
    return this.#candidates;
  }

  readonly #hit = (atom: number): void => {
    const serial = this.#serial;
    if (this.#holds[atom] === serial) return;
    this.#holds[atom] = serial;
    if (serial <= sampleSize) this.#hits[atom] = (this.#hits[atom] as number) + 1;
    const waiting = this.#waiting[atom] as number[];
    for (let i = 0; i < waiting.length; i++) {
      const rule = waiting[i] as number;
      if (this.#candidate[rule] === serial) continue;
      this.#candidate[rule] = serial;
      this.#candidates.push(rule);
    }
  };

  #read(field: number, event: SigmaEvent): readonly Scalar[] | undefined {
    if (this.#valuesRead[field] !== this.#serial) {
      this.#valuesRead[field] = this.#serial;
      this.#values[field] = (this.#fields[field] as FieldPlan).read(event);
    }
    return this.#values[field];
  }

  #evaluate(program: Program, event: SigmaEvent): boolean {
    if (program.kind === 'atom') return this.#holdsAtom(program.atom, event);
    if (program.kind === 'not') return !this.#evaluate(program.arg, event);
    const { args } = program;
    if (program.kind === 'and') {
      for (let i = 0; i < args.length; i++) if (!this.#evaluate(args[i] as Program, event)) return false;
      return true;
    }
    for (let i = 0; i < args.length; i++) if (this.#evaluate(args[i] as Program, event)) return true;
    return false;
  }

  #holdsAtom(id: number, event: SigmaEvent): boolean {
    if (this.#holds[id] === this.#serial) return true;
    const { test, field } = this.#atoms[id] as Atom;
    if (test === undefined || this.#tested[id] === this.#serial) return false;
    this.#tested[id] = this.#serial;
    if (!test(this.#read(field, event), event)) return false;
    this.#holds[id] = this.#serial;
    return true;
  }

  #chooseGuards(): void {
    this.#waiting = this.#atoms.map(() => []);
    this.#always = [];
    this.#rules.forEach(({ condition }, position) => {
      if (condition === undefined) return;
      const guard = this.#guardOf(condition);
      if (guard === undefined) this.#always.push(position);
      else for (const atom of new Set(guard.atoms)) (this.#waiting[atom] as number[]).push(position);
    });
  }

  #guardOf(program: Program): Guard | undefined {
    if (program.kind === 'not') return undefined;
    if (program.kind === 'atom') return this.#atomGuard(program.atom);
    const guards = program.args.map((argument) => this.#guardOf(argument));
    if (program.kind === 'and') {
      return guards.reduce(
        (best, guard) => (guard !== undefined && (best === undefined || guard.cost < best.cost) ? guard : best),
        undefined,
      );
    }
    const atoms: number[] = [];
    let cost = 0;
    for (const guard of guards) {
      if (guard === undefined) return undefined;
      atoms.push(...guard.atoms);
      cost += guard.cost;
    }
    return { atoms, cost };
  }

  #atomGuard(id: number): Guard | undefined {
    const { test, weight } = this.#atoms[id] as Atom;
    if (test !== undefined) return undefined;
    return { atoms: [id], cost: (this.#hits[id] as number) + 1 / (1 + weight) };
  }
}

/** Turns formulas into programs over numbered atoms; equal literals of equal fields share one. */
class Builder {
  readonly #atoms: Atom[];
  readonly #fields: FieldPlan[];
  readonly #fieldNumbers = new Map<string | null, number>();
  readonly #literals = new Map<string, number>();

  constructor(atoms: Atom[], fields: FieldPlan[]) {
    this.#atoms = atoms;
    this.#fields = fields;
  }

  program(formula: Formula): Program {
    if (formula.kind === 'not') return { kind: 'not', arg: this.program(formula.arg) };
    if (formula.kind === 'value') return this.#value(this.#field(formula.field), formula.value);
    return { kind: formula.kind, args: formula.args.map((argument) => this.program(argument)) };
  }

  /** A test that needs one of its guards becomes "one of the guards, and the test". */
  #value(field: number, value: CompiledValue): Program {
    if (value.literal !== undefined) return { kind: 'atom', atom: this.#literal(field, value.literal) };
    const atom = this.#atoms.push({ field, test: value.test, weight: 0 }) - 1;
    const test: Program = { kind: 'atom', atom };
    if (value.guards === undefined) return test;
    const guards = value.guards.map((guard): Program => ({ kind: 'atom', atom: this.#literal(field, guard) }));
    const guard: Program = guards.length === 1 ? (guards[0] as Program) : { kind: 'or', args: guards };
    return { kind: 'and', args: [guard, test] };
  }

  #literal(field: number, { mode, text }: IndexedLiteral): number {
    const key = `${field} ${mode} ${text}`;
    const known = this.#literals.get(key);
    if (known !== undefined) return known;
    const atom = this.#atoms.push({ field, test: undefined, weight: text.length }) - 1;
    (this.#fields[field] as FieldPlan).index.add(mode, text, atom);
    this.#literals.set(key, atom);
    return atom;
  }

  #field(name: string | null): number {
    const known = this.#fieldNumbers.get(name);
    if (known !== undefined) return known;
    const read = name === null ? allValues : createFieldReader(name);
    const index = new LiteralIndex();
    const number = this.#fields.push({ read, index, scanner: new FieldScanner(index) }) - 1;
    this.#fieldNumbers.set(name, number);
    return number;
  }
}
