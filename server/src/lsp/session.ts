import type { CancellationToken, ClientCapabilities, Connection } from 'vscode-languageserver';
import type { LintData } from '../lint/lint-data.ts';
import type { RequestName } from '../protocol/message.ts';
import type { ServerSettings } from '../protocol/session.ts';
import type { ClosedFiles } from './closed-files.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { guard } from './guard.ts';
import type { OpenDocuments } from './open-documents.ts';
import type { Projects } from './projects.ts';
import type { Workspace } from './workspace.ts';

/** One connection to one editor: what its handlers work with. */
export interface Session {
  readonly connection: Connection;
  readonly environment: Environment;
  readonly documents: OpenDocuments;
  readonly diagnostics: Diagnostics;
  readonly closedFiles: ClosedFiles;
  readonly projects: Projects;
  readonly workspace: Workspace;
  /** Tables, each loaded by its first reader. */
  readonly data: LintData;
  settings: ServerSettings;
  /** What the editor can do. */
  client: ClientCapabilities;
}

/** Puts one method's handler on the session's connection. */
export type RegisterHandler = (session: Session) => void;

/** Answers one of our own requests; its failures are told to the editor. */
export function onRequest<Params, Result>(
  { connection }: Session,
  name: RequestName<Params, Result>,
  handler: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): void {
  connection.onRequest(name.method, guard(name.method, connection.console, handler));
}
