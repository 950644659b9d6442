/** What a pipeline knows while it is applied to one rule. A new one for every rule: nothing leaks from one to the next. */

import type { Span } from '../base/span.ts';
import { FieldMappingTracking } from './field-mapping-tracking.ts';
import type { PlainValue } from './plain-value.ts';
import type { Compat } from './quirks.ts';

/** What was lost or changed on the way to a query. */
export interface ConversionNotice {
  readonly code: string;
  readonly message: string;
  /** Place in the rule. */
  readonly span?: Span | undefined;
}

export class PipelineRun {
  readonly vars: ReadonlyMap<string, PlainValue>;
  readonly state = new Map<string, PlainValue>();
  readonly appliedIds = new Set<string>();
  readonly fieldMappings = new FieldMappingTracking();
  readonly notices: ConversionNotice[] = [];
  /** Whether pySigma's own behaviour is wanted where it departs from what a rule says. */
  readonly compat: Compat;
  /** Values that live as long as the conversion of one collection: only for what pySigma keeps from one rule to the next. */
  readonly shared: Map<string, unknown>;
  /** Whether a field mapping was applied that is meant to know every field. */
  expectsMapping = false;
  readonly #fieldNameApplied = new Map<string, Set<string>>();

  constructor(vars: ReadonlyMap<string, PlainValue>, compat: Compat, shared = new Map<string, unknown>()) {
    this.vars = vars;
    this.compat = compat;
    this.shared = shared;
  }

  /** Remembers that a processing item renamed a field. */
  trackField(source: string, target: readonly string[], id: string): void {
    if (target.length === 1 && target[0] === source) return;
    const applied = this.#fieldNameApplied.get(source) ?? new Set();
    applied.add(id);
    this.#fieldNameApplied.delete(source);
    for (const field of target) this.#fieldNameApplied.set(field, new Set(applied));
  }

  fieldWasProcessedBy(field: string | null, id: string): boolean {
    return field !== null && (this.#fieldNameApplied.get(field)?.has(id) ?? false);
  }

  /** Takes over what a nested pipeline did. */
  merge(nested: PipelineRun): void {
    for (const id of nested.appliedIds) this.appliedIds.add(id);
    for (const [field, ids] of nested.#fieldNameApplied) this.#fieldNameApplied.set(field, ids);
    this.fieldMappings.merge(nested.fieldMappings);
    for (const [key, value] of nested.state) this.state.set(key, value);
    this.notices.push(...nested.notices);
    this.expectsMapping ||= nested.expectsMapping;
  }
}
