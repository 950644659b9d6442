import { convertFolder, type FolderConversion, type FolderResult } from '../../services/convert-folder.ts';
import type { JobContext } from '../jobs.ts';

export interface ConvertFolderJob {
  readonly folder: string;
  readonly output: string;
  readonly conversions: readonly FolderConversion[];
}

/** How often a person is told how far it is, in milliseconds. */
const period = 100;

export async function convertFolderJob(job: ConvertFolderJob, context: JobContext): Promise<FolderResult> {
  const told = { at: Number.NEGATIVE_INFINITY };
  return convertFolder({
    conversions: job.conversions,
    files: context.openFolder(job.folder, job.output),
    data: context.files,
    token: context.token,
    progress(done, all, path) {
      const now = context.now();
      if (now - told.at < period) return;
      told.at = now;
      context.progress({ message: `${done} of ${all}: ${path}`, percentage: Math.floor((done / all) * 100) });
    },
  });
}
