/** Words of the rules that pipelines are for: log sources, and the fields of their events. */
import { type LogSource, type LogSourceKeys, loadLogSources } from '../../data/log-sources.ts';
import type { LintData } from '../../lint/lint-data.ts';

export interface FieldWord {
  readonly name: string;
  readonly description?: string | undefined;
}

export interface PipelineVocabulary {
  readonly logsources: readonly LogSourceKeys[];
  /** The fields of rules with one of these log sources; those of all rules when there is none. */
  fieldsOf(logsources: readonly LogSourceKeys[]): readonly FieldWord[];
}

export const noVocabulary: PipelineVocabulary = { logsources: [], fieldsOf: () => [] };

export function pipelineVocabulary(data: LintData): PipelineVocabulary {
  const table = data.table(loadLogSources);
  if (!table) return noVocabulary;
  return {
    logsources: table.sources,
    fieldsOf(logsources) {
      const chosen = logsources.flatMap((keys) => table.matching(keys));
      return fieldsOf(chosen.length > 0 ? chosen : table.sources);
    },
  };
}

function fieldsOf(sources: readonly LogSource[]): readonly FieldWord[] {
  const fields = new Map<string, FieldWord>();
  for (const source of sources)
    for (const [name, { description }] of source.fields) if (!fields.has(name)) fields.set(name, { name, description });
  return [...fields.values()];
}
