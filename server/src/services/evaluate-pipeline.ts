/** Processing pipelines before evaluation: the rules are fitted to the names that the events at hand have. */
import type { DataFiles } from '../data/data-files.ts';
import { applyPipeline } from '../evaluate/apply-pipeline.ts';
import { BuiltinPipelines } from '../pipeline/builtin/index.ts';
import { type NamedPipeline, resolvePipelines } from '../pipeline/resolve-pipelines.ts';
import { resolveRules } from '../sigma/rule/resolve-rules.ts';
import type { ReferableRule } from '../sigma/rule/rule-index.ts';
import type { NamedRule, UnusableRule } from './evaluate.ts';
import { loadPipelineSource, type PipelineSource, type PipelineTrouble } from './pipeline-source.ts';

export interface PipedRules {
  readonly rules: readonly NamedRule[];
  /** Rules that a pipeline refuses; they are left out. */
  readonly refused: readonly UnusableRule[];
}

/** Filters must have been applied before. */
export function withPipelines(
  named: readonly NamedRule[],
  sources: readonly PipelineSource[],
  data: DataFiles,
): PipedRules | { readonly trouble: PipelineTrouble } {
  const builtin = new BuiltinPipelines(data);
  const pipelines: NamedPipeline[] = [];
  for (const source of sources) {
    const loaded = loadPipelineSource(source, builtin, false);
    if ('trouble' in loaded) return loaded;
    pipelines.push(loaded);
  }
  const paths = new Map(named.map(({ rule, path }) => [rule, path]));
  const all = named.map(({ rule }) => rule).filter((rule): rule is ReferableRule => rule.kind !== 'filter');
  const { referenced } = resolveRules(all);
  const { processed, refused } = applyPipeline(all, resolvePipelines(pipelines), (rule) =>
    (referenced.get(rule) ?? []).map((reference) => reference.rule),
  );
  return {
    rules: [...processed].map(([rule, result]) => ({ rule: result, path: paths.get(rule) ?? '' })),
    refused: refused.map(({ rule, message, span }) => ({ path: paths.get(rule) ?? '', message, span })),
  };
}
