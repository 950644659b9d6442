import type { RegisterHandler } from '../session.ts';

export const workspaceFoldersHandler: RegisterHandler = ({ connection, projects, workspace }) => {
  connection.onNotification(
    'workspace/didChangeWorkspaceFolders',
    ({ event }: { event: { added: { uri: string }[]; removed: { uri: string }[] } }) => {
      const added = event.added.map(({ uri }) => uri);
      const removed = event.removed.map(({ uri }) => uri);
      projects.changeFolders(added, removed);
      workspace.changeFolders(added, removed);
    },
  );
};
