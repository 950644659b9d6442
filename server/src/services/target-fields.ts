/** Which fields of a rule the pipelines of a project's targets leave without a mapping; pipelines are loaded once. */
import type { Span } from '../base/span.ts';
import { unmappedFields } from '../convert/unmapped-fields.ts';
import type { DataFiles } from '../data/data-files.ts';
import type { UnmappedField } from '../lint/define-rule.ts';
import { itemsOf } from '../lint/visit-rule.ts';
import { BuiltinPipelines } from '../pipeline/builtin/index.ts';
import { ConversionError } from '../pipeline/conversion-error.ts';
import { applyPipeline, type ProcessingPipeline } from '../pipeline/processing-pipeline.ts';
import { type NamedPipeline, resolvePipelines } from '../pipeline/resolve-pipelines.ts';
import { ruleDraft } from '../pipeline/rule-draft.ts';
import type { SigmaRule } from '../sigma/rule/sigma-rule.ts';
import type { TargetPipelines } from './convert-requests.ts';
import { loadPipelineSource, type PipelineSource } from './pipeline-source.ts';

export class TargetFields {
  readonly #builtin: BuiltinPipelines;
  readonly #loaded = new Map<string, ProcessingPipeline | undefined>();

  constructor(data: DataFiles) {
    this.#builtin = new BuiltinPipelines(data);
  }

  /** Each field once, at its first place, with the targets that do not know it. Pipelines that cannot be used say nothing here. */
  unmapped(rule: SigmaRule, targets: readonly TargetPipelines[]): readonly UnmappedField[] {
    const found = new Map<string, { readonly span: Span; readonly refused: boolean; readonly targets: string[] }>();
    for (const { name, pipelines } of targets) {
      const pipeline = this.#pipeline(pipelines);
      for (const { span, refused } of pipeline ? unmappedBy(pipeline, rule) : []) {
        const key = `${span.start} ${refused}`;
        const known = found.get(key);
        if (known) known.targets.push(name);
        else found.set(key, { span, refused, targets: [name] });
      }
    }
    return [...found.values()];
  }

  #pipeline(sources: readonly PipelineSource[]): ProcessingPipeline | undefined {
    const key = JSON.stringify(sources);
    if (!this.#loaded.has(key)) this.#loaded.set(key, this.#load(sources));
    return this.#loaded.get(key);
  }

  #load(sources: readonly PipelineSource[]): ProcessingPipeline | undefined {
    const named: NamedPipeline[] = [];
    for (const source of sources) {
      const loaded = loadPipelineSource(source, this.#builtin, false);
      if ('trouble' in loaded) return undefined;
      named.push(loaded);
    }
    return named.length > 0 ? resolvePipelines(named) : undefined;
  }
}

/** Fields that the pipeline leaves alone; where it refuses the rule because of one, that one. */
function unmappedBy(
  pipeline: ProcessingPipeline,
  rule: SigmaRule,
): readonly { readonly span: Span; readonly refused: boolean }[] {
  const draft = ruleDraft(rule);
  try {
    const notices = unmappedFields(draft, applyPipeline(pipeline, draft, false));
    return notices.flatMap(({ span }) => (span ? [{ span, refused: false }] : []));
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    const { span: at } = error;
    const item =
      at && [...itemsOf(rule)].find(({ field, fieldSpan }) => field !== null && fieldSpan.start === at.start);
    return item ? [{ span: item.fieldSpan, refused: true }] : [];
  }
}
