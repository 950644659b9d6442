/** A conversion for the data that an installation of a target usually has of a log source, when nobody names pipelines. */
import type { DataFiles } from '../data/data-files.ts';
import { BuiltinPipelines } from '../pipeline/builtin/index.ts';
import { resolvePipelines } from '../pipeline/resolve-pipelines.ts';
import { type PreparedConversion, prepareConversion } from './convert.ts';

export interface UsualTarget {
  readonly target: string;
  readonly format?: string | undefined;
  /** `product` and, where it decides, `service` of the rules' log source. */
  readonly product: string;
  readonly service?: string | undefined;
}

/** By target and product. Names that are no built-in pipelines are passed over. */
const usualPipelines: Readonly<Record<string, readonly string[]>> = {
  'splunk windows': ['splunk_windows'],
  'splunk aws': ['splunk_aws'],
  'splunk linux': ['splunk_linux'],
  'lucene windows': ['ecs_windows'],
  'lucene aws': ['ecs_aws'],
  'lucene linux': ['ecs_linux'],
  'opensearch windows': ['ecs_windows'],
  'opensearch aws': ['ecs_aws'],
  'opensearch linux': ['ecs_linux'],
  'kusto windows': ['microsoft_xdr'],
  'kusto aws': ['azure_monitor'],
  'secops windows': ['secops_udm'],
  'secops aws': ['secops_udm'],
  'secops linux': ['secops_udm'],
};

export function usualPipelineNames({ target, product }: UsualTarget): readonly string[] {
  return usualPipelines[`${target} ${product}`] ?? [];
}

export function prepareUsualConversion(usual: UsualTarget, data: DataFiles): PreparedConversion {
  const builtin = new BuiltinPipelines(data);
  const named = usualPipelineNames(usual).flatMap((name) => {
    const pipeline = builtin.get(name);
    return pipeline ? [{ name, pipeline }] : [];
  });
  const pipelines = named.length > 0 ? [resolvePipelines(named)] : [];
  return prepareConversion({ target: usual.target, format: usual.format, data, pipelines });
}
