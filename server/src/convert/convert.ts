/**
 * A collection of rules to the queries of one target: filters applied, references resolved, every rule converted by itself, and the
 * output put together. Errors are values with pySigma's class; one failing rule harms only itself.
 */

import type { Span } from '../base/span.ts';
import type { DataFiles } from '../data/data-files.ts';
import { ConversionError } from '../pipeline/conversion-error.ts';
import type { OutputValue } from '../pipeline/output-value.ts';
import { outputRepr, textsOf, withoutSources } from '../pipeline/output-value.ts';
import { type ConversionNotice, PipelineRun } from '../pipeline/pipeline-run.ts';
import type { PlainValue } from '../pipeline/plain-value.ts';
import { mergePipelines, type ProcessingPipeline } from '../pipeline/processing-pipeline.ts';
import { QueryText, type SourceMapping } from '../pipeline/query-text.ts';
import { type Compat, reproduces } from '../pipeline/quirks.ts';
import { type AnyRuleDraft, correlationDraft, ruleDraft } from '../pipeline/rule-draft.ts';
import { type ResolvedRules, resolveRules } from '../sigma/rule/resolve-rules.ts';
import type { SigmaCollection, SigmaCorrelationRule, SigmaRule } from '../sigma/rule/sigma-rule.ts';
import type { AnyBackendDefinition, BackendOptions } from './backend.ts';
import { findBackend } from './backends/index.ts';
import { type ConversionSetup, type ConvertedRule, convertCorrelation, convertRule } from './convert-rule.ts';
import { ruleIdOf } from './text-correlation-backend.ts';

export interface ConversionRequest {
  /** A target's id or alias. */
  readonly target: string;
  readonly format?: string | undefined;
  /** Merged in the order given: sort them by priority first (`resolvePipelines`). */
  readonly pipelines?: readonly ProcessingPipeline[] | undefined;
  readonly options?: BackendOptions | undefined;
  readonly correlationMethod?: string | undefined;
  /** Reproduces pySigma 1.5 wherever its query means something else than the rule. */
  readonly compat?: Compat | undefined;
  /** Tables for formats that need them (names of ATT&CK techniques). */
  readonly data?: DataFiles | undefined;
}

export interface ConversionErrorValue {
  readonly errorClass: string;
  readonly message: string;
  /** References between rules belong to reading them. */
  readonly stage: 'parse' | 'convert';
  /** Place in the rule. */
  readonly span?: Span | undefined;
  /** The rule that failed; absent where the error concerns the whole collection. */
  readonly rule?: SigmaRule | SigmaCorrelationRule | undefined;
}

/** One query of a rule. */
export interface HandedOut {
  readonly rule: SigmaRule | SigmaCorrelationRule;
  /** The query alone. */
  readonly query: QueryText;
  /** What the format made of it. */
  readonly output: OutputValue;
  readonly notices: readonly ConversionNotice[];
}

export interface ConvertedQuery extends HandedOut {
  /** The query alone, without what a format puts around it; post-processing is in it where the format hands out text. */
  readonly text: string;
  readonly sourceMap: readonly SourceMapping[];
}

export interface ConversionResult {
  readonly queries: readonly ConvertedQuery[];
  /** What pySigma's `convert` returns: usually a list of queries or objects, for some formats one text; `undefined` after an error. */
  readonly output: OutputValue | undefined;
  /** The same of what could be converted, whatever failed. */
  readonly partial?: OutputValue | undefined;
  /** In the order in which pySigma meets them; it stops at the first. */
  readonly errors: readonly ConversionErrorValue[];
}

type AnyRule = SigmaRule | SigmaCorrelationRule;

/** A conversion whose backend and pipeline are made once, for one collection after another. */
export interface PreparedConversion {
  convert(collection: SigmaCollection): ConversionResult;
  /**
   * One output, without sources, for collections whose rules do not refer to each other; nothing of them is kept once they are
   * converted.
   */
  convertSeparately(collections: Iterable<SigmaCollection>, take: (result: TakenResult) => void): WholeOutput;
}

/** What all collections came to; the errors are those of putting it together. */
export type WholeOutput = Pick<ConversionResult, 'output' | 'errors'>;

/** What became of one of several collections. */
export type TakenResult = Pick<ConversionResult, 'errors'> & {
  readonly collection: SigmaCollection;
  readonly queries: readonly HandedOut[];
};

export function prepareConversion(request: ConversionRequest): PreparedConversion {
  const definition = findBackend(request.target);
  if (!definition) {
    const message = `There is no backend "${request.target}".`;
    const errors = [{ errorClass: 'SigmaBackendError', message, stage: 'convert' }] as const;
    return {
      convert: () => ({ queries: [], output: undefined, errors }),
      convertSeparately: () => ({ output: undefined, errors }),
    };
  }
  const setup = conversionSetup(definition, request);
  return {
    convert: (collection) => new Conversion({ ...setup, shared: new Map() }).convert(resolveRules(collection.rules)),
    convertSeparately: (collections, take) => convertSeparately({ ...setup, shared: new Map() }, collections, take),
  };
}

export function convertCollection(collection: SigmaCollection, request: ConversionRequest): ConversionResult {
  return prepareConversion(request).convert(collection);
}

/** Each collection has a conversion of its own: maps that are emptied again and again keep garbage alive. */
function convertSeparately(
  setup: ConversionSetup,
  collections: Iterable<SigmaCollection>,
  take: (result: TakenResult) => void,
): WholeOutput {
  const all: OutputValue[] = [];
  let lastRun: PipelineRun | undefined;
  for (const collection of collections) {
    const { run, ...result } = new Conversion(setup).convertPart(collection, all);
    lastRun = run ?? lastRun;
    take(result);
  }
  return new Conversion(setup).finish(all, lastRun);
}

function conversionSetup(definition: AnyBackendDefinition, request: ConversionRequest): ConversionSetup {
  const compat = request.compat ?? false;
  const format = request.format ?? definition.formats[0]?.id ?? 'default';
  const options = request.options ?? new Map();
  const backend = definition.create(options, { data: request.data, compat });
  const finalizing = definition.finalize(backend, format);
  return {
    backend,
    pipeline: fullPipeline(definition, request, format, options),
    correlationMethod: request.correlationMethod,
    compat,
    shared: new Map(),
    finalizing() {
      if (finalizing) return finalizing;
      const known = definition.formats.map(({ id }) => id).join(', ');
      throw new ConversionError('SigmaBackendError', `Unknown output format '${format}', must be one of: ${known}`);
    },
  };
}

class Conversion {
  readonly #setup: ConversionSetup;
  readonly #drafts = new Map<AnyRule, AnyRuleDraft>();
  readonly #converted = new Map<AnyRule, ConvertedRule>();
  readonly #begun = new Set<AnyRule>();
  readonly #errors: ConversionErrorValue[] = [];
  #lastRun: PipelineRun | undefined;

  constructor(setup: ConversionSetup) {
    this.#setup = setup;
  }

  convert(resolved: ResolvedRules): ConversionResult {
    const queries = this.#convertRules(resolved);
    const output = this.#guarded(() => this.#finalize(queries.map((query) => query.output)));
    return {
      queries: queries.map((handedOut) => ({ ...handedOut, ...textOf(handedOut.output, handedOut.query) })),
      output: this.#errors.length > 0 ? undefined : output,
      partial: output,
      errors: this.#errors,
    };
  }

  /** The outputs of a collection, not yet put together. */
  convertPart(
    collection: SigmaCollection,
    all: OutputValue[],
  ): TakenResult & { readonly run: PipelineRun | undefined } {
    const queries = this.#convertRules(resolveRules(collection.rules));
    for (const { output } of queries) all.push(withoutSources(output));
    return { collection, queries, errors: this.#errors, run: this.#lastRun };
  }

  /** Puts the outputs of other conversions together. */
  finish(outputs: readonly OutputValue[], lastRun: PipelineRun | undefined): WholeOutput {
    this.#lastRun = lastRun;
    return { output: this.#guarded(() => this.#finalize(outputs)), errors: this.#errors };
  }

  #convertRules(resolved: ResolvedRules): HandedOut[] {
    if (resolved.error) this.#errors.push({ ...resolved.error, stage: 'parse' });
    const queries: HandedOut[] = [];
    for (const rule of resolved.rules) {
      const converted = this.#convertedRule(rule, resolved);
      if (!converted) continue;
      this.#lastRun = converted.run;
      if (!this.#hasOutput(rule, resolved)) continue;
      for (const { query, output, state } of converted.queries)
        queries.push({ rule, query, output, notices: [...converted.run.notices, ...state.notices] });
    }
    return queries;
  }

  /** Converts a rule once; `undefined` after an error. */
  #convertedRule(rule: AnyRule, resolved: ResolvedRules): ConvertedRule | undefined {
    if (this.#begun.has(rule)) return this.#converted.get(rule);
    this.#begun.add(rule);
    const converted = this.#guarded(() => this.#rule(rule, resolved), rule);
    if (converted) this.#converted.set(rule, converted);
    return converted;
  }

  #hasOutput(rule: AnyRule, resolved: ResolvedRules): boolean {
    // pySigma: conversion/base.py#convert – a correlation that another one refers to is handed out, too.
    if (rule.kind === 'correlation' && reproduces(this.#setup, 'chained-correlation-output')) return true;
    return !resolved.withoutOutput.has(rule);
  }

  #rule(rule: AnyRule, resolved: ResolvedRules): ConvertedRule {
    const draft = this.#draft(rule, resolved);
    if (draft.kind === 'rule') return convertRule(draft, this.#setup, !resolved.referencing.has(rule));
    const referenced = (resolved.referenced.get(draft.source) ?? []).map(({ reference, rule: other }) => ({
      reference,
      rule: this.#draft(other, resolved),
      queries: () => this.#queriesOf(other, resolved),
      states: () => this.#converted.get(other)?.states ?? [],
    }));
    return convertCorrelation(draft, referenced, this.#setup);
  }

  #queriesOf(rule: AnyRule, resolved: ResolvedRules): QueryText[] {
    // pySigma: collection.py#resolve_rule_references – its order leaves some rules behind the correlations that need them.
    const inOrder = reproduces(this.#setup, 'correlation-order');
    const converted = inOrder ? this.#converted.get(rule) : this.#convertedRule(rule, resolved);
    // pySigma: conversion/base.py#convert_correlation_search – a correlation over another one takes what the format made of that.
    const prints = reproduces(this.#setup, 'nested-correlation-object');
    if (converted)
      return converted.queries.map(({ query, output }) => {
        if (output instanceof QueryText) return output;
        return prints ? QueryText.of(outputRepr(output)) : query;
      });
    const name = ruleIdOf(this.#draft(rule, resolved));
    throw new ConversionError(
      'SigmaConversionError',
      `The queries of "${name}" are not available: it was not converted, or stands behind the correlation that needs it.`,
      rule.span,
    );
  }

  #draft(rule: AnyRule, resolved: ResolvedRules): AnyRuleDraft {
    const known = this.#drafts.get(rule);
    if (known) return known;
    const draft =
      rule.kind === 'rule'
        ? ruleDraft(rule)
        : correlationDraft(
            rule,
            (resolved.referenced.get(rule) ?? [])
              .filter((entry) => entry.rule !== rule)
              .map((entry) => this.#draft(entry.rule, resolved)),
          );
    this.#drafts.set(rule, draft);
    return draft;
  }

  #finalize(outputs: readonly OutputValue[]): OutputValue {
    const { pipeline, compat } = this.#setup;
    const output = this.#setup.finalizing().output(outputs);
    const run = this.#lastRun ?? new PipelineRun(pipeline.vars, compat);
    return pipeline.finalizers.reduce((value, finalizer) => finalizer.apply(value, run), output);
  }

  /** Runs a step; its error is kept as a value. */
  #guarded<T>(step: () => T, rule?: AnyRule): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      const { errorClass, message, span } = error;
      this.#errors.push({ errorClass, message, stage: 'convert', span, rule });
      return undefined;
    }
  }
}

function fullPipeline(
  definition: AnyBackendDefinition,
  request: ConversionRequest,
  format: string,
  options: BackendOptions,
): ProcessingPipeline {
  const own = definition.pipeline ? [definition.pipeline] : [];
  const ofFormat = definition.formatPipelines?.[format];
  const merged = mergePipelines([...own, ...(request.pipelines ?? []), ...(ofFormat ? [ofFormat] : [])]);
  const vars = new Map<string, PlainValue>(merged.vars);
  for (const [name, value] of options) vars.set(`backend_${name}`, value);
  vars.set('backend', definition.name);
  vars.set('output_format', format);
  return { ...merged, vars };
}

/** The text of a query in whatever a format made of it. */
function textOf(output: OutputValue, query: QueryText): Pick<ConvertedQuery, 'text' | 'sourceMap'> {
  const text =
    output instanceof QueryText
      ? output
      : typeof output === 'string'
        ? QueryText.of(output)
        : (textsOf(output)[0] ?? query);
  return { text: text.text, sourceMap: text.sourceMap() };
}
