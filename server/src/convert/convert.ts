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
import { AskedQuirks, type Compat, type QuirkId, reproduces } from '../pipeline/quirks.ts';
import { type AnyRuleDraft, correlationDraft, ruleDraft } from '../pipeline/rule-draft.ts';
import { type ReferencedRule, type ResolvedRules, resolveRules } from '../sigma/rule/resolve-rules.ts';
import type { ReferableRule as AnyRule } from '../sigma/rule/rule-index.ts';
import type { SigmaCollection } from '../sigma/rule/sigma-rule.ts';
import type { AnyBackendDefinition, BackendOptions } from './backend.ts';
import { findBackend } from './backends/index.ts';
import { type ConversionSetup, type ConvertedRule, convertCorrelation, convertRule } from './convert-rule.ts';
import {
  closureOf,
  departureNotice,
  findDepartures,
  misreadingsOf,
  type RuleOutputs,
  type Trial,
} from './departures.ts';
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
  readonly rule?: AnyRule | undefined;
}

/** One query of a rule. */
export interface HandedOut {
  readonly rule: AnyRule;
  /** The query alone. */
  readonly query: QueryText;
  /** What the format made of it. */
  readonly output: OutputValue;
  readonly notices: readonly QueryNotice[];
}

/** A notice with the rule that its place is in, where that is not the query's own: one that a correlation refers to. */
export type QueryNotice = ConversionNotice & { readonly rule?: AnyRule | undefined };

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
  const begin = sessions(definition, request);
  return {
    convert: (collection) => new Conversion(begin()).convert(resolveRules(collection.rules)),
    convertSeparately: (collections, take) => convertSeparately(begin(), collections, take),
  };
}

/** What one call of a prepared conversion works with. */
interface Session {
  readonly setup: ConversionSetup;
  /** Where departures from pySigma are told. */
  readonly departures?: Departures | undefined;
}

interface Departures {
  readonly mode: AskedQuirks;
  /** Those that had a say when the backend was made. */
  readonly always: ReadonlySet<QuirkId>;
  readonly trial: Trial;
}

/** Backends are made once for all sessions, those that try what pySigma would do on first use. */
function sessions(definition: AnyBackendDefinition, request: ConversionRequest): () => Session {
  if (request.compat) {
    const setup = conversionSetup(definition, request, request.compat);
    return () => ({ setup: { ...setup, shared: new Map() } });
  }
  const mode = new AskedQuirks();
  let always: ReadonlySet<QuirkId> = new Set();
  const setup = mode.during(
    () => conversionSetup(definition, request, mode),
    (asked) => {
      always = asked;
    },
  );
  const setups = new Map<Compat, ConversionSetup>();
  return () => {
    const shared = new Map<string, unknown>();
    let before = shared;
    const trial: Trial = (rules, compat, follows) => {
      const trialSetup = setups.get(compat) ?? conversionSetup(definition, request, compat);
      setups.set(compat, trialSetup);
      if (!follows) before = new Map(shared);
      return new Conversion({ setup: { ...trialSetup, shared: follows ? new Map(before) : shared } }).outputs(rules);
    };
    return { setup: { ...setup, shared: new Map() }, departures: { mode, always, trial } };
  };
}

export function convertCollection(collection: SigmaCollection, request: ConversionRequest): ConversionResult {
  return prepareConversion(request).convert(collection);
}

/** Each collection has a conversion of its own: maps that are emptied again and again keep garbage alive. */
function convertSeparately(
  session: Session,
  collections: Iterable<SigmaCollection>,
  take: (result: TakenResult) => void,
): WholeOutput {
  const all: OutputValue[] = [];
  let lastRun: PipelineRun | undefined;
  for (const collection of collections) {
    const { run, ...result } = new Conversion(session).convertPart(collection, all);
    lastRun = run ?? lastRun;
    take(result);
  }
  return new Conversion(session).finish(all, lastRun);
}

function conversionSetup(
  definition: AnyBackendDefinition,
  request: ConversionRequest,
  compat: Compat,
): ConversionSetup {
  const format = request.format ?? definition.formats[0]?.id ?? 'default';
  const options = request.options ?? new Map();
  const backend = definition.create(options, { data: request.data, compat });
  const finalizing = definition.finalize(backend, format);
  return {
    backend,
    pipeline: fullPipeline(definition, request, format, options),
    correlationMethod: request.correlationMethod,
    compat,
    tells: compat instanceof AskedQuirks,
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
  readonly #departures: Departures | undefined;
  /** The departures that had a say in each rule. */
  readonly #asked = new Map<AnyRule, ReadonlySet<QuirkId>>();
  #lastRun: PipelineRun | undefined;

  constructor({ setup, departures }: Session) {
    this.#setup = setup;
    this.#departures = departures;
  }

  /** What all rules come to, those included that only serve correlations. */
  outputs(resolved: ResolvedRules): RuleOutputs {
    const outputs = new Map<AnyRule, readonly OutputValue[]>();
    for (const rule of resolved.rules) {
      const converted = this.#convertedRule(rule, resolved);
      if (converted)
        outputs.set(
          rule,
          converted.queries.map(({ output }) => output),
        );
    }
    return outputs;
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
      const ofBases = rule.kind === 'rule' ? [] : this.#noticesOfBases(rule, resolved);
      for (const { query, output, state } of converted.queries)
        queries.push({ rule, query, output, notices: [...converted.run.notices, ...state.notices, ...ofBases] });
    }
    return this.#departures ? this.#withDepartures(queries, resolved, this.#departures) : queries;
  }

  /** What was told of the rules that a correlation is about, and that has no query of its own. */
  #noticesOfBases(correlation: AnyRule, resolved: ResolvedRules): QueryNotice[] {
    return closureOf(correlation, resolved).flatMap((rule) => {
      const converted = rule === correlation ? undefined : this.#converted.get(rule);
      if (!converted) return [];
      const notices = [...converted.run.notices, ...converted.states.flatMap((state) => state.notices)];
      return notices.map((notice) => ({ ...notice, rule }));
    });
  }

  #withDepartures(queries: HandedOut[], resolved: ResolvedRules, { always, trial }: Departures): HandedOut[] {
    const suspects = [...new Set(queries.map(({ rule }) => rule))].flatMap((rule) => {
      const asked = new Set(always);
      for (const each of closureOf(rule, resolved)) {
        for (const id of this.#asked.get(each) ?? []) asked.add(id);
        for (const id of misreadingsOf(each)) asked.add(id);
      }
      const outputs = this.#converted.get(rule)?.queries.map(({ output }) => output) ?? [];
      return asked.size === 0 ? [] : [{ rule, outputs, asked: [...asked] }];
    });
    if (suspects.length === 0) return queries;
    const told = new Map<QueryText, QueryNotice[]>();
    for (const departure of findDepartures(suspects, resolved, trial)) {
      const query = this.#converted.get(departure.rule)?.queries[departure.index]?.query;
      const notices = departure.ids.map((id) => departureNotice(id, departure));
      if (query) told.set(query, notices);
    }
    return queries.map((query) => ({ ...query, notices: [...query.notices, ...(told.get(query.query) ?? [])] }));
  }

  /** Converts a rule once; `undefined` after an error. */
  #convertedRule(rule: AnyRule, resolved: ResolvedRules): ConvertedRule | undefined {
    if (this.#begun.has(rule)) return this.#converted.get(rule);
    this.#begun.add(rule);
    const converted = this.#watched(rule, () => this.#guarded(() => this.#rule(rule, resolved), rule));
    if (converted) this.#converted.set(rule, converted);
    return converted;
  }

  #watched<T>(rule: AnyRule, step: () => T): T {
    if (!this.#departures) return step();
    return this.#departures.mode.during(step, (asked) => this.#asked.set(rule, asked));
  }

  #hasOutput(rule: AnyRule, resolved: ResolvedRules): boolean {
    // pySigma: conversion/base.py#convert – a correlation that another one refers to is handed out, too.
    if (rule.kind === 'correlation' && reproduces(this.#setup, 'chained-correlation-output')) return true;
    return !resolved.withoutOutput.has(rule);
  }

  #rule(rule: AnyRule, resolved: ResolvedRules): ConvertedRule {
    const draft = this.#draft(rule, resolved);
    if (draft.kind === 'rule') return convertRule(draft, this.#setup, this.#isFinished(rule, resolved));
    const referenced = (resolved.referenced.get(draft.source) ?? []).map((entry) => ({
      reference: entry.reference,
      rule: this.#draft(entry.rule, resolved),
      queries: () => this.#queriesOf(entry, draft.source, resolved),
      states: () => this.#converted.get(entry.rule)?.states ?? [],
    }));
    return convertCorrelation(draft, referenced, this.#setup);
  }

  /** Whether the queries of a rule get what the format and the post-processing add: those that only serve correlations do not. */
  #isFinished(rule: AnyRule, resolved: ResolvedRules): boolean {
    if (!resolved.referencing.has(rule)) return true;
    // pySigma: conversion/base.py#convert_rule – hands out the bare queries where a correlation says "generate".
    return !resolved.withoutOutput.has(rule) && !reproduces(this.#setup, 'unfinished-base-queries');
  }

  /** The queries of a rule that a correlation refers to. */
  #queriesOf({ rule, span }: ReferencedRule, correlation: AnyRule, resolved: ResolvedRules): QueryText[] {
    // pySigma: collection.py#resolve_rule_references – its order leaves some rules behind the correlations that need them.
    const inOrder = reproduces(this.#setup, 'correlation-order');
    const converted = inOrder ? this.#converted.get(rule) : this.#convertedRule(rule, resolved);
    // pySigma: conversion/base.py#convert_correlation_search – a correlation over another one takes what the format made of that.
    const prints = reproduces(this.#setup, 'nested-correlation-object');
    if (converted)
      return converted.queries.map(({ query, output }) => {
        if (rule.kind === 'rule') return query;
        if (output instanceof QueryText) return output;
        return prints ? QueryText.of(outputRepr(output)) : query;
      });
    const name = ruleIdOf(this.#draft(rule, resolved));
    throw new ConversionError('SigmaConversionError', this.#whyUnavailable(name, rule, correlation, resolved), span);
  }

  #whyUnavailable(name: string, rule: AnyRule, correlation: AnyRule, resolved: ResolvedRules): string {
    if (rule === correlation)
      return 'This correlation refers to itself, so it has no query to build on. Refer to another rule.';
    if (closureOf(rule, resolved).includes(correlation))
      return `"${name}" refers back to this correlation, directly or through others, so neither has a query to build on. Take one of the references out.`;
    return `The queries of "${name}" are not available: it was not converted, or stands behind the correlation that needs it.`;
  }

  /** `above`: the correlations whose drafts wait for this one; those that refer to each other in a circle leave them out. */
  #draft(rule: AnyRule, resolved: ResolvedRules, above: readonly AnyRule[] = []): AnyRuleDraft {
    const known = this.#drafts.get(rule);
    if (known) return known;
    const waiting = [...above, rule];
    const draft =
      rule.kind === 'rule'
        ? ruleDraft(rule)
        : correlationDraft(
            rule,
            (resolved.referenced.get(rule) ?? [])
              .filter((entry) => !waiting.includes(entry.rule))
              .map((entry) => this.#draft(entry.rule, resolved, waiting)),
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
