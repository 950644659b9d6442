/** Which rules match which events of a stream, correlations included. */
import type { Span } from '../base/span.ts';
import { CorrelationSet } from '../evaluate/correlation/correlation-set.ts';
import { RuleSet } from '../evaluate/rule-set.ts';
import { createFieldReader, type SigmaEvent } from '../evaluate/sigma-event.ts';
import { timestampOf } from '../evaluate/timestamp-part.ts';
import { unwrapEvent } from '../evaluate/unwrap-event.ts';
import { applyFilters } from '../sigma/filter/apply-filters.ts';
import type { ReferableRule } from '../sigma/rule/rule-index.ts';
import type { AnySigmaRule, SigmaRule } from '../sigma/rule/sigma-rule.ts';

export interface EvaluationMatch {
  /** The rule's id, else the path of its file. */
  readonly rule: string;
  /** Selections of a rule; for a correlation the rules that contributed. */
  readonly matched: readonly string[];
}

/** A rule with the name that matches are reported under. */
export interface NamedRule {
  readonly rule: AnySigmaRule;
  readonly path: string;
}

export interface UnusableRule {
  readonly path: string;
  readonly message: string;
  readonly span: Span | undefined;
}

/** Filters become part of the rules that they concern, also across files; the filters themselves are left out. */
export function withFilters(named: readonly NamedRule[]): NamedRule[] {
  const filters = named.flatMap(({ rule }) => (rule.kind === 'filter' ? [rule] : []));
  return named.flatMap(({ rule, path }) => {
    if (rule.kind === 'filter') return [];
    return [{ path, rule: rule.kind === 'rule' ? applyFilters(rule, filters).rule : rule }];
  });
}

/** Fields in which exporters write the time of an event, best first. */
const timeFields = [
  '@timestamp',
  'timestamp',
  'Timestamp',
  'UtcTime',
  'TimeCreated',
  'EventTime',
  'eventTime',
  'time',
  '_time',
  'SystemTime',
  'Event.System.TimeCreated.#attributes.SystemTime',
  'TimeCreated.#attributes.SystemTime',
  'TimeCreated.@SystemTime',
  'date',
].map((name) => createFieldReader(name));

/** Evaluates events one by one; memory does not grow with their number. */
export class Evaluation {
  /** Rules that never match, and why. */
  readonly unusable: readonly UnusableRule[];
  readonly #names: readonly string[];
  readonly #rules: RuleSet;
  readonly #positions: readonly number[];
  readonly #correlations: CorrelationSet | undefined;
  readonly #silent: ReadonlySet<number>;
  #time = Number.NEGATIVE_INFINITY;
  #withoutTime = 0;

  constructor(named: readonly NamedRule[]) {
    const usable = named.filter((item): item is NamedRule & { rule: ReferableRule } => item.rule.kind !== 'filter');
    const all = usable.map(({ rule }) => rule);
    this.#names = usable.map(({ rule, path }) => rule.id?.value ?? path);
    this.#positions = all.flatMap((rule, position) => (rule.kind === 'rule' ? [position] : []));
    this.#rules = new RuleSet(this.#positions.map((position) => all[position] as SigmaRule));
    this.#correlations = all.some((rule) => rule.kind === 'correlation')
      ? new CorrelationSet(
          all,
          usable.map(({ path }) => path),
        )
      : undefined;
    this.#silent = this.#correlations?.silentRules() ?? new Set();
    const unusable: UnusableRule[] = [...this.#rules.unevaluable].map(([index, reason]) => {
      return { path: usable[this.#positions[index] as number]?.path ?? '', message: reason.message, span: reason.span };
    });
    for (const [position, references] of this.#correlations?.unresolved ?? []) {
      const message = `The correlation refers to rules that were not given: ${references.join(', ')}.`;
      unusable.push({ path: usable[position]?.path ?? '', message, span: usable[position]?.rule.span });
    }
    this.unusable = unusable;
  }

  /** How many events had no readable time; correlations take them for simultaneous with the event before. */
  get eventsWithoutTime(): number {
    return this.#withoutTime;
  }

  match(original: SigmaEvent): EvaluationMatch[] {
    const event = unwrapEvent(original);
    const found = this.#rules.match(event);
    if (this.#correlations === undefined) {
      return found.map(({ rule, selections }) => ({
        rule: this.#name(this.#positions[rule] as number),
        matched: selections,
      }));
    }
    if (found.length === 0) return [];
    const time = this.#timeOf(event);
    const matches: EvaluationMatch[] = [];
    const correlated: EvaluationMatch[] = [];
    for (const { rule, selections } of found) {
      const position = this.#positions[rule] as number;
      if (!this.#silent.has(position)) matches.push({ rule: this.#name(position), matched: selections });
      for (const fired of this.#correlations.push(position, event, time)) {
        if (this.#silent.has(fired.rule)) continue;
        correlated.push({
          rule: this.#name(fired.rule),
          matched: fired.contributors.map((contributor) => this.#name(contributor)),
        });
      }
    }
    return [...matches, ...correlated];
  }

  #name(position: number): string {
    return this.#names[position] as string;
  }

  #timeOf(event: SigmaEvent): number {
    for (const read of timeFields) {
      const time = timestampOf(read(event)?.[0]);
      if (time === undefined) continue;
      this.#time = time;
      return time;
    }
    this.#withoutTime++;
    return Number.isFinite(this.#time) ? this.#time : 0;
  }
}
