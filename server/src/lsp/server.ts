/**
 * The language server: joins a connection to the core. It translates between the protocol's shapes and ours and decides what runs
 * when; it knows neither VS Code nor the disk, and no Sigma beyond the functions it calls.
 */
import type { Connection } from 'vscode-languageserver';
import { createLintData } from '../lint/lint-data.ts';
import { defaultServerSettings } from '../protocol/session.ts';
import { ClosedFiles } from './closed-files.ts';
import { Diagnostics } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { handlers } from './handlers/index.ts';
import { OpenDocuments } from './open-documents.ts';
import { Projects } from './projects.ts';
import type { Session } from './session.ts';
import { Workspace } from './workspace.ts';

/** Serves the editor at the other end of the connection until it hangs up. */
export function startServer(connection: Connection, environment: Environment): void {
  const documents = new OpenDocuments((uri) => projects.namesPipeline(uri));
  const data = createLintData(environment.files, environment.today);
  const projects: Projects = new Projects(connection, documents, environment, () => session.settings);
  const workspace = new Workspace(connection, documents, environment);
  const check = {
    ...environment,
    workspace,
    projectProblems: (uri: string) => projects.problems(uri),
    lintConfigFor: (uri: string) => projects.lintConfigFor(uri),
    unmappedFieldsFor: (uri: string) => projects.unmappedFieldsFor(uri),
  };
  const diagnostics = new Diagnostics(connection, documents, data, check, () => session.settings);
  const closedFiles = new ClosedFiles({
    connection,
    environment,
    workspace,
    data,
    isOn: () => session.settings.lintWholeWorkspace,
    lintConfigFor: (uri) => projects.lintConfigFor(uri),
    targetsOf: (uri) => projects.targetsOf(uri),
  });
  const session: Session = {
    connection,
    environment,
    documents,
    workspace,
    diagnostics,
    closedFiles,
    projects,
    data,
    settings: defaultServerSettings,
    client: {},
  };
  for (const register of handlers) register(session);
  documents.listen(connection, {
    opened: (uri) => {
      if (projects.touched(uri)) diagnostics.refresh();
      workspace.opened(uri);
      closedFiles.opened(uri);
      diagnostics.opened(uri);
    },
    changed: (uri) => {
      if (projects.touched(uri)) diagnostics.refresh(session.settings.debounce);
      workspace.changed(uri);
      diagnostics.changed(uri);
    },
    closed: (uri) => {
      if (projects.touched(uri)) diagnostics.refresh();
      workspace.closed(uri);
      diagnostics.closed(uri);
    },
  });
  connection.listen();
}
