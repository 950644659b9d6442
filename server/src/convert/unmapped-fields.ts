import type { ConversionNotice, PipelineRun } from '../pipeline/pipeline-run.ts';
import { itemsOf, type RuleDraft } from '../pipeline/rule-draft.ts';

/** A notice for each field that the pipeline's mappings left alone, when it has any that should know all fields. */
export function unmappedFields(rule: RuleDraft, run: PipelineRun): ConversionNotice[] {
  if (!run.expectsMapping) return [];
  const seen = new Set<string>();
  const notices: ConversionNotice[] = [];
  for (const { field, mapped, added, keySpan, fieldSpan } of itemsOf(rule)) {
    if (field === null || mapped || added || seen.has(field)) continue;
    seen.add(field);
    notices.push({
      code: 'unmapped_field',
      message: `No mapping of the pipeline covers the field "${field}", so it stands in the query as it is and may match nothing. Add it to a field mapping, or use a pipeline made for this log source.`,
      span: fieldSpan ?? keySpan,
    });
  }
  return notices;
}
