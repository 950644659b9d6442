/**
 * The base of all backends that write text: from a condition to a query that knows where each part came from. What a language looks
 * like is in its dialect; a backend overrides only what a dialect cannot say.
 */

import { notImplemented } from '../pipeline/conversion-error.ts';
import { plainText } from '../pipeline/plain-value.ts';
import { QueryText, type TextLike } from '../pipeline/query-text.ts';
import type { CorrelationDraft, RuleDraft } from '../pipeline/rule-draft.ts';
import type { ConversionBackend } from './backend.ts';
import { type ConversionState, type Converted, isDeferred } from './conversion-state.ts';
import type { Template } from './template.ts';
import { TextCorrelationBackend } from './text-correlation-backend.ts';

export class TextQueryBackend extends TextCorrelationBackend implements ConversionBackend {
  /** The whole query of a condition: the frame around it, and the parts that were deferred. */
  finishQuery(
    _rule: RuleDraft | CorrelationDraft,
    converted: Exclude<Converted, null>,
    state: ConversionState,
  ): QueryText {
    const { deferredStart, deferredSeparator, deferredOnlyQuery, queryExpression } = this.dialect;
    const query = isDeferred(converted) ? QueryText.of(deferredOnlyQuery) : converted;
    const framed = this.fillQueryExpression(queryExpression, query, state);
    if (state.deferred.length === 0) return framed;
    if (deferredStart === undefined || deferredSeparator === undefined)
      throw notImplemented('Deferred query parts are not supported by the backend.');
    const deferred = state.deferred.map((expression) => expression.finalize(expression.negated));
    return QueryText.concat(framed, deferredStart, QueryText.join(deferred, deferredSeparator));
  }

  protected fillQueryExpression(template: Template, query: QueryText, state: ConversionState): QueryText {
    const values: Record<string, TextLike> = { query };
    for (const name of template.names) {
      const key = /^state\[(.*)\]$/.exec(name)?.[1];
      if (key !== undefined) values[name] = this.stateText(key, state);
    }
    return template.fill(values);
  }

  /** A value that the pipeline set for the query's frame, or the dialect's default. */
  protected stateText(key: string, state: ConversionState): string {
    const value = state.processingState.get(key);
    return value === undefined ? (this.dialect.stateDefaults[key] ?? '') : plainText(value);
  }
}
