/** What is known while one condition is converted. A new one for each: nothing leaks from one query to the next. */
import type { Span } from '../base/span.ts';
import type { ConversionNotice } from '../pipeline/pipeline-run.ts';
import type { PlainValue } from '../pipeline/plain-value.ts';
import type { QueryText } from '../pipeline/query-text.ts';
import { type Compat, type QuirkId, reproduces } from '../pipeline/quirks.ts';

/** A part of a query that cannot stand in its main expression and follows later, for instance in a pipe behind it. */
export interface DeferredExpression {
  readonly kind: 'deferred';
  negated: boolean;
  finalize(negated: boolean): QueryText;
}

/** What a part of a condition became: text, something for later, or nothing. */
export type Converted = QueryText | DeferredExpression | null;

export const isDeferred = (converted: Converted): converted is DeferredExpression =>
  converted !== null && 'kind' in converted;

export class ConversionState {
  readonly deferred: DeferredExpression[] = [];
  readonly processingState: ReadonlyMap<string, PlainValue>;
  readonly notices: ConversionNotice[] = [];
  readonly compat: Compat;
  /** Values that live as long as the conversion of a collection. */
  readonly shared: Map<string, unknown>;
  /** Values that a backend passes from one step to a later one. */
  readonly extra = new Map<string, unknown>();
  /** How many negations lie above what is converted now. */
  negations = 0;

  constructor(
    processingState: ReadonlyMap<string, PlainValue>,
    compat: Compat = false,
    shared: Map<string, unknown> = new Map(),
  ) {
    this.processingState = processingState;
    this.compat = compat;
    this.shared = shared;
  }

  reproduces(quirk: QuirkId): boolean {
    return reproduces(this, quirk);
  }

  defer<T extends DeferredExpression>(expression: T): T {
    this.deferred.push(expression);
    return expression;
  }

  notice(code: string, message: string, span: Span | undefined): void {
    if (this.notices.some((notice) => notice.code === code && notice.span?.start === span?.start)) return;
    this.notices.push({ code, message, span });
  }
}
