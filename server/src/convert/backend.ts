/** What a backend is to the rest of the program: its names, formats and options, and how to make one for a conversion. */
import type { DataFiles } from '../data/data-files.ts';
import type { OutputValue } from '../pipeline/output-value.ts';
import type { ConversionNotice } from '../pipeline/pipeline-run.ts';
import type { PlainValue } from '../pipeline/plain-value.ts';
import type { ProcessingPipeline } from '../pipeline/processing-pipeline.ts';
import type { QueryText } from '../pipeline/query-text.ts';
import type { Compat, QuirkId } from '../pipeline/quirks.ts';
import type { CorrelationDraft, RuleDraft } from '../pipeline/rule-draft.ts';
import type { ConditionItem } from '../sigma/condition/condition-item.ts';
import type { ConversionState, Converted } from './conversion-state.ts';
import type { Remark } from './remarks.ts';
import type { Correlation, ReferencedRule } from './text-correlation-backend.ts';

/** What a backend may need of the world; handed in, read on first use. */
export interface BackendEnvironment {
  readonly data: DataFiles | undefined;
  readonly compat: Compat;
}

/** Options of a backend as the user gives them (`-O name=value`). */
export type BackendOptions = ReadonlyMap<string, PlainValue>;

/** Where a query comes from, for the formats. */
export interface FinalizeContext {
  readonly rule: RuleDraft | CorrelationDraft;
  /** Which query of the rule: it has one for each condition. */
  readonly index: number;
  readonly state: ConversionState;
}

/** The part of a backend that the conversion drives. Every method may throw a `ConversionError`. */
export interface ConversionBackend {
  /** What the target judges otherwise than Sigma says. */
  readonly remarks?: readonly Remark[];
  convertCondition(condition: ConditionItem | null, state: ConversionState): Converted;
  finishQuery(
    rule: RuleDraft | CorrelationDraft,
    converted: Exclude<Converted, null>,
    state: ConversionState,
    /** For correlations: the rules that they refer to. */
    referenced?: readonly ReferencedRule[],
  ): QueryText;
  /** The method to use: the one asked for, or the backend's own choice. */
  checkCorrelationMethod(method: string | undefined): string;
  convertCorrelationRule(correlation: Correlation): (QueryText | null)[];
  /** What the target loses of a correlation. */
  correlationNotices(correlation: Correlation): ConversionNotice[];
}

/** An output format: what it makes of a query, and of all of them. */
export interface OutputFormat<B> {
  readonly id: string;
  readonly description: string;
  /** Set where pySigma leaves out the post-processing of pipelines. */
  readonly withoutPostprocessing?: QuirkId | undefined;
  finalizeQuery(backend: B, query: QueryText, context: FinalizeContext): OutputValue;
  finalizeOutput(backend: B, queries: readonly OutputValue[]): OutputValue;
}

/** Queries as they are. */
export function plainFormat(id: string, description: string): OutputFormat<unknown> {
  return {
    id,
    description,
    finalizeQuery: (_backend, query) => query,
    finalizeOutput: (_backend, queries) => queries,
  };
}

export interface BackendDefinition<B extends ConversionBackend = ConversionBackend> {
  /** sigma-cli's name of the target. */
  readonly id: string;
  /** Other names under which it is known. */
  readonly aliases: readonly string[];
  /** What a person calls it. */
  readonly label: string;
  /** pySigma's name, which pipelines see as the variable `backend`. */
  readonly name: string;
  /** Language of its queries, as in `sigmasmith-<language>`. */
  readonly language: string;
  /** Whether a query makes little sense without a pipeline. */
  readonly requiresPipeline: boolean;
  /** The first is the default. */
  readonly formats: readonly OutputFormat<B>[];
  readonly correlationMethods: Readonly<Record<string, string>>;
  /** Names of options with a description. */
  readonly options: Readonly<Record<string, string>>;
  /** Applied before the user's pipelines, whatever their priorities. */
  readonly pipeline?: ProcessingPipeline;
  /** Applied after the user's pipelines for an output format. */
  readonly formatPipelines?: Readonly<Record<string, ProcessingPipeline>>;
  create(options: BackendOptions, environment: BackendEnvironment): B;
}

/** A definition whose own backend class is its own affair. */
export type AnyBackendDefinition = Omit<BackendDefinition, 'formats'> & {
  readonly formats: readonly Pick<OutputFormat<unknown>, 'id' | 'description'>[];
  readonly finalize: (backend: ConversionBackend, format: string) => Finalizing | undefined;
};

export interface Finalizing {
  readonly withoutPostprocessing: QuirkId | undefined;
  query(query: QueryText, context: FinalizeContext): OutputValue;
  output(queries: readonly OutputValue[]): OutputValue;
}

/** Seals a definition: outside, only the conversion's own interface is seen. */
export function defineBackend<B extends ConversionBackend>(definition: BackendDefinition<B>): AnyBackendDefinition {
  return {
    ...definition,
    finalize(backend, id) {
      const format = definition.formats.find((candidate) => candidate.id === id);
      return (
        format && {
          withoutPostprocessing: format.withoutPostprocessing,
          query: (query, context) => format.finalizeQuery(backend as B, query, context),
          output: (queries) => format.finalizeOutput(backend as B, queries),
        }
      );
    },
  };
}
