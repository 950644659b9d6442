/**
 * The SIEMs that generation names, as conversion targets with the pipelines that make queries find something in a usual installation.
 * Every pipeline says itself which log sources it is for, so that a SIEM has one list for all rules.
 */
import type { DataFiles } from '../data/data-files.ts';
import { BuiltinPipelines } from '../pipeline/builtin/index.ts';
import type { ProcessingPipeline } from '../pipeline/processing-pipeline.ts';
import { resolvePipelines } from '../pipeline/resolve-pipelines.ts';
import type { SigmaCollection, SigmaLogSource } from '../sigma/rule/sigma-rule.ts';
import { findBackend } from './backends/index.ts';
import { type ConversionResult, type PreparedConversion, prepareConversion } from './convert.ts';

export interface Siem {
  readonly id: string;
  readonly label: string;
  readonly target: string;
  readonly format?: string;
  /** Names of built-in pipelines. */
  readonly pipelines: readonly string[];
  /** For log sources whose pipelines would refuse the others' rules. */
  readonly pipelinesFor?: (logsource: Pick<SigmaLogSource, 'product' | 'service'>) => readonly string[];
}

const elasticPipelines = ['sysmon', 'ecs_windows', 'ecs_aws_cloudtrail', 'ecs_linux_auditd', 'ecs_kubernetes'];

function secopsPipelines({ product, service }: Pick<SigmaLogSource, 'product' | 'service'>): readonly string[] {
  return [product === 'aws' && service === 'cloudtrail' ? 'secops_aws_cloudtrail' : 'secops_udm'];
}

export const siems: readonly Siem[] = [
  {
    id: 'splunk',
    label: 'Splunk',
    target: 'splunk',
    pipelines: ['sysmon', 'splunk_windows', 'splunk_aws_cloudtrail', 'splunk_linux_auditd'],
  },
  {
    id: 'sentinel',
    label: 'Microsoft Sentinel',
    target: 'kusto',
    pipelines: [],
    pipelinesFor: ({ product, service }) => {
      if (product === 'aws' && service === 'cloudtrail') return ['sentinel_aws_cloudtrail'];
      return product === 'windows' || product === undefined ? ['microsoft_xdr'] : [];
    },
  },
  { id: 'elasticsearch', label: 'Elasticsearch', target: 'lucene', pipelines: elasticPipelines },
  {
    id: 'chronicle',
    label: 'Google SecOps (UDM search)',
    target: 'secops',
    pipelines: [],
    pipelinesFor: secopsPipelines,
  },
  { id: 'opensearch', label: 'OpenSearch', target: 'opensearch_lucene', pipelines: elasticPipelines },
  {
    id: 'google_secops',
    label: 'Google SecOps (YARA-L)',
    target: 'secops',
    format: 'yara_l',
    pipelines: [],
    pipelinesFor: secopsPipelines,
  },
];

export type SiemConversionResult =
  | { readonly kind: 'converted'; readonly siem: Siem; readonly result: ConversionResult }
  /** There is no such SIEM, or no backend for it. */
  | { readonly kind: 'unsupported'; readonly siem: string; readonly message: string };

/** Converts rules for SIEMs; backends and pipelines are made on first use and kept. */
export class SiemConverter {
  readonly #data: DataFiles;
  readonly #builtin: BuiltinPipelines;
  readonly #prepared = new Map<string, PreparedConversion>();

  constructor(data: DataFiles) {
    this.#data = data;
    this.#builtin = new BuiltinPipelines(data);
  }

  convert(collection: SigmaCollection, id: string): SiemConversionResult {
    const siem = siems.find((candidate) => candidate.id === id);
    if (!siem) {
      const known = siems.map((candidate) => candidate.id).join(', ');
      return { kind: 'unsupported', siem: id, message: `There is no SIEM "${id}". Use one of: ${known}.` };
    }
    if (!findBackend(siem.target))
      return { kind: 'unsupported', siem: id, message: `Queries for ${siem.label} cannot be written yet.` };
    const names = pipelineNames(siem, collection);
    const result = this.#preparedFor(siem, names).convert(collection);
    return { kind: 'converted', siem, result: names.length > 0 ? result : withoutPipelines(siem, result) };
  }

  #preparedFor(siem: Siem, names: readonly string[]): PreparedConversion {
    const key = `${siem.id} ${names.join(' ')}`;
    const known = this.#prepared.get(key);
    if (known) return known;
    const pipelines = names.flatMap((name) => {
      const pipeline = this.#builtin.get(name);
      return pipeline ? [{ name, pipeline }] : [];
    });
    const merged: ProcessingPipeline = resolvePipelines(pipelines);
    const prepared = prepareConversion({
      target: siem.target,
      format: siem.format,
      pipelines: [merged],
      data: this.#data,
    });
    this.#prepared.set(key, prepared);
    return prepared;
  }
}

function pipelineNames(siem: Siem, collection: SigmaCollection): readonly string[] {
  return [...siem.pipelines, ...(siem.pipelinesFor?.(logSourceOf(collection)) ?? [])];
}

function withoutPipelines({ label }: Siem, result: ConversionResult): ConversionResult {
  const message = `No built-in pipeline knows this log source in ${label}, so the query has the fields of the rule and names no table. Convert it with a pipeline of your own.`;
  const queries = result.queries.map((query) => ({
    ...query,
    notices: [...query.notices, { code: 'no_pipeline', message, span: query.rule.span }],
  }));
  return { ...result, queries };
}

function logSourceOf({ rules }: SigmaCollection): Pick<SigmaLogSource, 'product' | 'service'> {
  const rule = rules.find((candidate) => candidate.kind === 'rule');
  return { product: rule?.logsource?.product, service: rule?.logsource?.service };
}
