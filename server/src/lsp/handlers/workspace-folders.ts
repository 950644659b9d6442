import type { RegisterHandler } from '../session.ts';

export const workspaceFoldersHandler: RegisterHandler = ({ connection, projects }) => {
  connection.onNotification(
    'workspace/didChangeWorkspaceFolders',
    ({ event }: { event: { added: { uri: string }[]; removed: { uri: string }[] } }) =>
      projects.changeFolders(
        event.added.map(({ uri }) => uri),
        event.removed.map(({ uri }) => uri),
      ),
  );
};
