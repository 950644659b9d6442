/** The pipelines that come with the program: their names, and what is peculiar to each. Their content is in `corpus/pipelines/`. */
import type { DataFiles } from '../../data/data-files.ts';
import type { LoadOptions } from '../load-context.ts';
import { loadPipeline, loadPipelineNode, type PipelineLoad } from '../load-pipeline.ts';
import type { ProcessingPipeline } from '../processing-pipeline.ts';
import { kustoPrependQueryTable } from './kusto-query.ts';
import { kustoTableTransformations } from './kusto-tables.ts';
import { kustoValueTransformations } from './kusto-values.ts';
import { type PackedTree, unpackTree } from './packed-tree.ts';
import { secopsEventTypeTransformations } from './secops-event-types.ts';
import { secopsFieldTransformations } from './secops-fields.ts';
import { secopsEventTypeCondition } from './secops-query.ts';
import { windowsChannelTransformations } from './windows-channels.ts';

export interface BuiltinPipeline {
  readonly id: string;
  /** Other names that are known for it. */
  readonly aliases: readonly string[];
  /** Whether fields that its mapping leaves alone have the same name in the target's data. */
  readonly nativeFields: boolean;
}

const pipeline = (id: string, more: Partial<BuiltinPipeline> = {}): BuiltinPipeline => ({
  id,
  aliases: [],
  nativeFields: false,
  ...more,
});

export const builtinPipelines: readonly BuiltinPipeline[] = [
  pipeline('azure_monitor'),
  pipeline('crowdstrike_falcon'),
  pipeline('crowdstrike_fdr'),
  pipeline('ecs_aws_cloudtrail'),
  pipeline('ecs_kubernetes'),
  pipeline('ecs_linux_auditd'),
  pipeline('ecs_macos_esf'),
  pipeline('ecs_windows'),
  pipeline('ecs_windows_old'),
  pipeline('ecs_zeek_beats'),
  pipeline('ecs_zeek_corelight'),
  pipeline('microsoft_xdr', { aliases: ['microsoft_365_defender'] }),
  pipeline('secops_aws_cloudtrail'),
  pipeline('secops_udm'),
  pipeline('sentinel_asim'),
  pipeline('sentinel_aws_cloudtrail'),
  pipeline('splunk_aws_cloudtrail', { nativeFields: true }),
  pipeline('splunk_cim'),
  pipeline('splunk_linux_auditd', { nativeFields: true }),
  pipeline('splunk_sysmon_acceleration', { nativeFields: true }),
  pipeline('splunk_windows', { nativeFields: true }),
  pipeline('sysmon', { nativeFields: true }),
  pipeline('windows-audit', { nativeFields: true }),
  pipeline('windows-logsources', { nativeFields: true }),
  pipeline('zeek'),
];

/** What only built-in pipelines may use. */
const extraTransformations = new Map(
  [
    ...kustoTableTransformations,
    ...kustoValueTransformations,
    ...secopsEventTypeTransformations,
    ...secopsFieldTransformations,
    ...windowsChannelTransformations,
  ].map((definition) => [definition.id, definition]),
);
const extraPostprocessing = new Map(
  [kustoPrependQueryTable, secopsEventTypeCondition].map((definition) => [definition.id, definition]),
);

/** Reads built-in pipelines on first use and keeps them compiled. */
export class BuiltinPipelines {
  readonly #data: DataFiles;
  readonly #loaded = new Map<string, ProcessingPipeline>();
  #packed: ReadonlySet<string> | undefined;

  constructor(data: DataFiles) {
    this.#data = data;
  }

  /** `undefined` when there is no such pipeline. */
  get(name: string): ProcessingPipeline | undefined {
    const definition = builtinPipelines.find(({ id, aliases }) => id === name || aliases.includes(name));
    if (!definition) return undefined;
    const known = this.#loaded.get(definition.id);
    if (known) return known;
    const loaded = this.#load(definition);
    this.#loaded.set(definition.id, loaded);
    return loaded;
  }

  #load({ id, nativeFields }: BuiltinPipeline): ProcessingPipeline {
    const { pipeline, errors } = this.#read(id, {
      extraTransformations,
      extraPostprocessing,
      readData: (name) => this.#data.read(`pipelines/${name}`),
    });
    if (!pipeline) throw new Error(`The built-in pipeline ${id} is broken: ${errors[0]?.message}`);
    return nativeFields ? { ...pipeline, items: pipeline.items.map((item) => ({ ...item, nativeFields })) } : pipeline;
  }

  /** Built products have a packed tree beside the YAML. */
  #read(id: string, options: LoadOptions): PipelineLoad {
    this.#packed ??= new Set(this.#data.list('packed-pipelines'));
    if (!this.#packed.has(`${id}.json`)) return loadPipeline(this.#data.read(`pipelines/${id}.yml`), options);
    const tree = JSON.parse(this.#data.read(`packed-pipelines/${id}.json`)) as PackedTree;
    return loadPipelineNode(unpackTree(tree), { start: 0, end: 0 }, options);
  }
}
