import { Failure } from '../../base/failure.ts';
import { type ConversionRequest, convertFolderRequest } from '../../protocol/convert.ts';
import type { FolderConversion } from '../../services/convert-folder.ts';
import { pathToFileUri } from '../../workspace/file-uri.ts';
import { replying } from '../replying.ts';
import { onRequest, type RegisterHandler } from '../session.ts';

export const convertFolderHandler: RegisterHandler = (session) => {
  const { connection, environment, projects } = session;
  onRequest(session, convertFolderRequest, async ({ folder, output, conversions, workDoneToken }, token) => {
    const progress = connection.window.attachWorkDoneProgress(workDoneToken);
    progress.begin('Converting a folder', 0, undefined, true);
    try {
      return await replying(async () => {
        const uri = pathToFileUri(folder);
        const resolved = conversions.map((chosen): FolderConversion => {
          const found = projects.requestFor(uri, chosen);
          if ('message' in found) throw new Failure('ProjectConfig', found.message);
          return { name: nameOf(chosen), request: found.request };
        });
        return await environment.jobs.run('convertFolder', { folder, output, conversions: resolved }, token, (step) =>
          progress.report(step.percentage ?? 0, step.message),
        );
      });
    } finally {
      progress.done();
    }
  });
};

function nameOf(chosen: ConversionRequest): string {
  if ('configured' in chosen) return chosen.configured;
  const { target, format } = chosen;
  return format === undefined ? target : `${target}.${format}`;
}
