import { throwIfCancelled } from '../../base/cancellation.ts';
import type { LintConfig } from '../../lint/config.ts';
import { createLintData } from '../../lint/lint-data.ts';
import { checkFile, type PlacedFinding } from '../../services/check.ts';
import type { TargetPipelines } from '../../services/convert-requests.ts';
import { TargetFields } from '../../services/target-fields.ts';
import type { SigmaRule } from '../../sigma/rule/sigma-rule.ts';
import type { JobContext } from '../jobs.ts';

export interface CheckFilesJob {
  readonly files: readonly {
    readonly path: string;
    readonly config: LintConfig;
    readonly targets: readonly TargetPipelines[];
  }[];
}

export interface CheckedClosedFile {
  readonly path: string;
  /** What the file says for itself; fixes are left out. */
  readonly findings: readonly Omit<PlacedFinding, 'path' | 'fixes'>[];
  /** Whether comments in it silence findings; whoever adds some has to look at its text then. */
  readonly hasSuppressions: boolean;
}

/** A file with more is reported by its first ones. */
const mostFindings = 100;

/** Checks files as they are on the disk, each for itself. */
export async function checkFilesJob(job: CheckFilesJob, context: JobContext): Promise<CheckedClosedFile[]> {
  const data = createLintData(context.files, context.today);
  const fields = new TargetFields(context.files);
  return job.files.map(({ path, config, targets }) => {
    throwIfCancelled(context.token);
    const read = context.sources.readText(path);
    if (!('text' in read)) return { path, findings: [], hasSuppressions: false };
    const unmappedFields = targets.length > 0 ? (rule: SigmaRule) => fields.unmapped(rule, targets) : undefined;
    const { findings } = checkFile({ path, text: read.text, treatAsSigma: false }, { config, data, unmappedFields });
    const plain = findings.slice(0, mostFindings).map(({ fixes: _, ...finding }) => finding);
    return { path, findings: plain, hasSuppressions: read.text.includes('-disable') };
  });
}
