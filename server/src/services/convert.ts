/** Converts rule files: each to a record as pySigma's results are recorded, and to queries with their sources for an editor. */

import type { Span } from '../base/span.ts';
import { backends, findBackend } from '../convert/backends/index.ts';
import {
  type ConversionErrorValue,
  type ConversionResult,
  type ConvertedQuery,
  type PreparedConversion,
  prepareConversion,
  type TakenResult,
} from '../convert/convert.ts';
import type { DataFiles } from '../data/data-files.ts';
import { BuiltinPipelines } from '../pipeline/builtin/index.ts';
import type { PipelineLoadError } from '../pipeline/load-pipeline.ts';
import { isOutputList, type OutputValue, withoutSources } from '../pipeline/output-value.ts';
import type { ConversionNotice } from '../pipeline/pipeline-run.ts';
import { type PlainValue, plainValue } from '../pipeline/plain-value.ts';
import { pythonJson } from '../pipeline/python-json.ts';
import { type Compat, extensionsOf, reproduces } from '../pipeline/quirks.ts';
import { type NamedPipeline, resolvePipelines } from '../pipeline/resolve-pipelines.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { SigmaCollection } from '../sigma/rule/sigma-rule.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { loadPipelineSource, type PipelineSource } from './pipeline-source.ts';
import { RulePlaces } from './rule-places.ts';

export type { PipelineSource } from './pipeline-source.ts';

export interface ConvertRequest {
  readonly target: string;
  readonly format?: string | undefined;
  readonly pipelines?: readonly PipelineSource[] | undefined;
  /** Options of the backend; values are read as YAML. */
  readonly options?: ReadonlyMap<string, string> | undefined;
  readonly correlationMethod?: string | undefined;
  /** Reproduces pySigma 1.5 wherever its query means something else than the rule. */
  readonly compat?: Compat | undefined;
  /** Takes pipelines that are not made for the target. */
  readonly anyBackend?: boolean | undefined;
}

/** Why a request cannot be served at all. */
export interface ConvertTrouble {
  readonly code:
    | 'unknown_target'
    | 'unknown_format'
    | 'unknown_correlation_method'
    | 'unknown_pipeline'
    | 'wrong_pipeline'
    | 'broken_pipeline';
  readonly message: string;
  /** For a broken pipeline file: what is wrong where, and in which text. */
  readonly errors?: readonly PipelineLoadError[];
  readonly pipeline?: { readonly name: string; readonly text: string };
}

export type ConversionRecord =
  | { readonly path: string; readonly ok: true; readonly output: readonly OutputValue[] }
  | {
      readonly path: string;
      readonly ok: false;
      readonly stage: 'parse' | 'convert';
      readonly error_class: string;
      readonly error: string;
    };

export interface ConvertedFile {
  readonly record: ConversionRecord;
  /** What the format and the pipeline's finalizers made of all queries; `undefined` after an error. */
  readonly output: OutputValue | undefined;
  readonly queries: readonly ConvertedQuery[];
  readonly errors: readonly ConversionErrorValue[];
}

export interface Converter {
  /** Converts one file by itself. */
  convert(path: string, text: string): ConvertedFile;
  /** Converts all files as one collection, in which rules may refer to each other; what fails is left out. */
  convertTogether(files: readonly RuleText[], options?: TogetherOptions): ConvertedCollection;
}

export interface TogetherOptions {
  /** Also hands out each query by itself. */
  readonly separate?: boolean;
}

export interface SeparateQuery {
  readonly path: string | undefined;
  readonly rule: SigmaCollection['rules'][number];
  /** What the format made of it; with `compat` the query alone, as sigma-cli writes it. */
  readonly output: OutputValue;
}

export interface RuleText {
  readonly path: string;
  readonly text: string;
}

/** Where a part comes from; without a path where the whole collection is concerned. */
interface Origin {
  /** The file of the rule. */
  readonly path: string | undefined;
  /** The file of the filter that the place is in, where it is in none of the rule. */
  readonly filter?: string | undefined;
}

export interface ConvertedCollection {
  readonly output: OutputValue | undefined;
  /** Each query by itself, when that was asked for. */
  readonly queries: readonly SeparateQuery[];
  readonly notices: readonly (ConversionNotice & Origin)[];
  readonly errors: readonly (Omit<ConversionErrorValue, 'rule'> & Origin)[];
}

/** Prepares a conversion; backend and pipelines are compiled once for all files. */
export function createConverter(
  request: ConvertRequest,
  data: DataFiles,
  builtin = new BuiltinPipelines(data),
): { readonly converter: Converter } | { readonly trouble: ConvertTrouble } {
  const backend = findBackend(request.target);
  if (!backend) {
    const known = backends.map(({ id }) => id).join(', ');
    return {
      trouble: { code: 'unknown_target', message: `There is no target "${request.target}". Use one of: ${known}.` },
    };
  }
  if (request.format !== undefined && !backend.formats.some(({ id }) => id === request.format)) {
    const known = backend.formats.map(({ id }) => id).join(', ');
    const message = `The target ${backend.id} has no format "${request.format}". Use one of: ${known}.`;
    return { trouble: { code: 'unknown_format', message } };
  }
  const { correlationMethod } = request;
  if (correlationMethod !== undefined && !Object.hasOwn(backend.correlationMethods, correlationMethod)) {
    const known = Object.keys(backend.correlationMethods).join(', ');
    const choice = known === '' ? 'It converts no correlations.' : `Use one of: ${known}.`;
    const message = `The target ${backend.id} has no correlation method "${correlationMethod}". ${choice}`;
    return { trouble: { code: 'unknown_correlation_method', message } };
  }
  const pipelines: NamedPipeline[] = [];
  for (const source of request.pipelines ?? []) {
    const loaded = loadPipelineSource(source, builtin, request.compat ?? false);
    if ('trouble' in loaded) return loaded;
    const { allowedBackends } = loaded.pipeline;
    const isAllowed =
      allowedBackends.size === 0 || [backend.id, ...backend.aliases].some((id) => allowedBackends.has(id));
    // pySigma: processing/resolver.py – asks built-in pipelines only.
    const isAsked = !('text' in source) || !reproduces({ compat: request.compat ?? false }, 'allowed-backends');
    if (!isAllowed && !request.anyBackend && isAsked) {
      const message = `The pipeline "${source.name}" is made for ${[...allowedBackends].join(', ')}, not for ${backend.id}.`;
      return { trouble: { code: 'wrong_pipeline', message } };
    }
    pipelines.push(loaded);
  }
  const prepared = prepareConversion({
    target: backend.id,
    format: request.format,
    pipelines: pipelines.length > 0 ? [resolvePipelines(pipelines)] : [],
    options: new Map([...(request.options ?? [])].map(([name, value]) => [name, optionValue(value)])),
    correlationMethod: request.correlationMethod,
    compat: request.compat,
    data,
  });
  return {
    converter: {
      convert(path, text) {
        const { collection } = parseSigma(text, {
          treatAsSigma: true,
          extensions: extensionsOf(request.compat ?? false),
        });
        const { raises } = collection;
        if (!raises) return convertedFile(path, prepared.convert(collection));
        const error: ConversionErrorValue = { ...raises, stage: 'parse' };
        return { record: failedRecord(path, error), output: undefined, queries: [], errors: [error] };
      },
      convertTogether: (files, options) =>
        convertTogether(prepared, files, { compat: request.compat ?? false, ...options }),
    },
  };
}

type RuleOrigin = (rule: SigmaCollection['rules'][number] | undefined, span?: Span) => Origin;

/** Correlations and filters concern rules of other files. */
const refersToOthers = /^(?:correlation|filter)\s*:/m;

function convertTogether(
  prepared: PreparedConversion,
  files: readonly RuleText[],
  { compat, separate = false }: TogetherOptions & { readonly compat: Compat },
): ConvertedCollection {
  const queries: SeparateQuery[] = [];
  const errors: ConvertedCollection['errors'][number][] = [];
  const notices: ConvertedCollection['notices'][number][] = [];
  const read = ({ path, text }: RuleText): SigmaCollection => {
    const { collection } = parseSigma(text, {
      treatAsSigma: true,
      extensions: extensionsOf(compat),
    });
    const { raises, collectRaises } = collection;
    if (raises) errors.push({ ...raises, stage: 'parse', path });
    const rules = collectRaises ? [] : collection.rules.filter((rule) => !raises || rule.errors.length === 0);
    return { ...collection, rules };
  };
  const take = (result: Pick<TakenResult, 'queries' | 'errors'>, originOf: RuleOrigin) => {
    for (const { rule, notices: own, query, output } of result.queries) {
      for (const { rule: place = rule, ...notice } of own) notices.push({ ...notice, ...originOf(place, notice.span) });
      if (separate) queries.push({ ...originOf(rule), rule, output: withoutSources(compat ? query : output) });
    }
    for (const { rule, ...error } of result.errors) errors.push({ ...error, ...originOf(rule, error.span) });
  };
  if (!files.some(({ text }) => refersToOthers.test(text))) {
    const current: { path?: string } = {};
    function* collections(): Generator<SigmaCollection> {
      for (const file of files) {
        current.path = file.path;
        yield read(file);
      }
    }
    const whole = prepared.convertSeparately(collections(), (result) => take(result, () => ({ path: current.path })));
    take({ queries: [], errors: whole.errors }, () => ({ path: undefined }));
    return { output: whole.output, queries, notices, errors };
  }
  const collections = files.map(read);
  const paths = new Map(
    collections.flatMap(({ rules }, index) => rules.map((rule) => [rule, files[index]?.path ?? ''] as const)),
  );
  const places = new RulePlaces(paths);
  const result = prepared.convert({ ...(collections[0] as SigmaCollection), rules: [...paths.keys()] });
  take(result, (rule, span) => ({ path: places.pathOf(rule), filter: places.filterAt(rule, span) }));
  return { output: result.partial, queries, notices, errors };
}

function optionValue(text: string): PlainValue {
  const { documents, error } = parseYaml(text);
  return error ? text : plainValue(documents[0]?.root ?? null);
}

function convertedFile(path: string, { queries, output, errors }: ConversionResult): ConvertedFile {
  const [error] = errors;
  if (error || output === undefined) {
    const failure = error ?? { errorClass: 'SigmaBackendError', message: 'There is no output.', stage: 'convert' };
    return { record: failedRecord(path, failure), output: undefined, queries, errors };
  }
  const list = isOutputList(output) ? output : [output];
  return { record: { path, ok: true, output: list }, output, queries, errors };
}

function failedRecord(path: string, { stage, errorClass, message }: ConversionErrorValue): ConversionRecord {
  return { path, ok: false, stage, error_class: errorClass, error: message };
}

/** The record as one line of JSON, without line end. */
export function conversionRecordLine(record: ConversionRecord): string {
  return pythonJson(record.ok ? { path: record.path, ok: true, output: record.output } : { ...record }, {
    ascii: false,
  }).text;
}
