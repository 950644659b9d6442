/** What is found in processing pipelines: the errors that keep them from being loaded, and checks of what does not do what it seems to. */
import type { Severity } from '../base/problem.ts';

export interface PipelineCode {
  readonly code: string;
  /** The usual one. */
  readonly severity: Severity;
  /** What is wrong, in a sentence or two. */
  readonly summary: string;
}

/** code | severity | summary */
const table = `
sigma-configuration-error | error | A pipeline has a key, type, parameter or value that does not exist or does not fit.
sigma-pipeline-condition-error | error | The expression that links the conditions of an item is broken, names a condition that is not there, or leaves one out.
sigma-security-error | error | A pipeline asks for Python code beside a template, which is never run here.
template-syntax-error | error | A template of a pipeline is broken.
jsondecode-error | error | The text that a query is put into is no JSON.
pipeline_duplicate_key | warning | A key stands twice in a mapping of a pipeline, and only the last one counts.
pipeline_duplicate_id | warning | Two items of a pipeline have one id, so that conditions that refer to it are true after either.
pipeline_empty_target | warning | A field is mapped to an empty list, which makes the conversion of rules with it fail.
pipeline_ignored_value | warning | A value of a pipeline has the wrong shape and is not used, or counts as another one.
pipeline_later_item | warning | A condition asks whether an item was applied that comes later.
pipeline_needs_trust | information | An item of a pipeline reads from outside, which works only where the user allows it.
pipeline_never_true | warning | The conditions of an item are never true together, such as those of two log sources.
pipeline_no_effect | warning | A part of a pipeline that changes nothing, such as a condition that its item does not ask.
pipeline_refuses_all | warning | An item refuses every rule, because it has no conditions.
pipeline_self_mapping | hint | A field is mapped to itself, which only counts as mapped for later items.
pipeline_unknown_backend | warning | A pipeline is allowed for a backend that does not exist.
pipeline_unknown_item | information | A condition refers to an item by an id that none here has.
pipeline_unknown_logsource | warning | A part of a log source that no rules are known to have, but that is nearly one they have.
pipeline_unknown_variable | information | A placeholder is to be replaced by a variable that the pipeline does not have.
pipeline_unset_state | information | A condition asks for a state that nothing before has set.
pipeline_unused_id | hint | An item has an id that no condition refers to, though others do.
`;

export const pipelineCodes: readonly PipelineCode[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', severity = '', summary = ''] = line.split('|').map((part) => part.trim());
    return { code, severity: severity as Severity, summary };
  });
