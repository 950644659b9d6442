import type { CancellationToken } from 'vscode-languageserver';
import { fileUriToPath } from '../workspace/file-uri.ts';
import { projectConfigName } from '../workspace/project-config.ts';
import type { Session } from './session.ts';

/** Files and folders that belong to other programs wherever they lie. */
const foreign =
  /(?:^|\/)(?:\.|node_modules\/|(?:docker-)?compose\b|mkdocs\.|action\.ya?ml$|chart\.ya?ml$|values\b|playbooks?\b|roles\/)/i;

/**
 * Whether a file that says nothing yet is probably going to be a rule: its folder belongs to a project, or other files of the folder
 * are rules, for which the workspace is read.
 */
export async function isAmongRules(
  { workspace, environment }: Session,
  uri: string,
  token: CancellationToken,
): Promise<boolean> {
  const path = fileUriToPath(uri);
  if (path === undefined || isForeign(path)) return false;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  for (let end = folder.length - 1; end > 0; end = folder.lastIndexOf('/', end - 1))
    if ('text' in environment.readText(`${folder.slice(0, end)}/${projectConfigName}`)) return true;
  await workspace.whenRead(token);
  for (const [other, rules] of workspace.index.files())
    if (rules.length > 0 && other !== path && isDirectlyIn(folder, other)) return true;
  return false;
}

function isDirectlyIn(folder: string, path: string): boolean {
  return path.startsWith(folder) && !path.includes('/', folder.length);
}

/** Judged by the last folders alone: a home may lie anywhere. */
function isForeign(path: string): boolean {
  return foreign.test(path.split('/').slice(-3).join('/'));
}
