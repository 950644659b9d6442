import type * as vscode from 'vscode';
import { listTargetsRequest } from '../../../server/src/protocol/targets.ts';
import type { App } from '../app.ts';
import type { Choice } from './choice.ts';

/** What a rule is converted to without asking: the last targets, as far as its project has them, else the project's first. */
export async function defaultChoices(app: App, uri: vscode.Uri): Promise<readonly Choice[]> {
  const last = app.lastChoices.conversions;
  const { configured } = await app.server.request(listTargetsRequest, { uri: uri.toString() });
  const there = last.filter(({ request }) => isThere(request, configured));
  if (there.length > 0) return there;
  const [first] = configured;
  return first ? [{ label: first.name, request: { configured: first.name } }] : [];
}

/** The last target of a preview, unless it belongs to another project. */
export async function defaultPreview(app: App, uri: vscode.Uri): Promise<Choice | undefined> {
  const last = app.lastChoices.preview;
  if (!last) return undefined;
  const { configured } = await app.server.request(listTargetsRequest, { uri: uri.toString() });
  return isThere(last.request, configured) ? last : undefined;
}

function isThere(request: Choice['request'], configured: readonly { readonly name: string }[]): boolean {
  return !('configured' in request) || configured.some(({ name }) => name === request.configured);
}
