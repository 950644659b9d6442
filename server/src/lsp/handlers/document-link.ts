import type { DocumentLink } from 'vscode-languageserver';
import { documentLinks } from '../../ide/navigation/document-links.ts';
import type { Place } from '../../ide/navigation/places.ts';
import { guard } from '../guard.ts';
import { openRuleFile } from '../rule-file.ts';
import type { RegisterHandler } from '../session.ts';
import { toRange } from '../to-proto.ts';
import type { Workspace } from '../workspace.ts';

export const documentLinkHandler: RegisterHandler = (session) => {
  const { connection, workspace, data } = session;
  connection.onDocumentLinks(
    guard(
      'documentLink',
      connection.console,
      ({ textDocument: { uri } }): DocumentLink[] | null => {
        const file = openRuleFile(session, uri);
        if (!file) return null;
        return documentLinks(file, data).flatMap(({ span, target, tooltip }) => {
          const address = typeof target === 'string' ? target : addressOf(workspace, target);
          if (address === undefined) return [];
          return [{ range: toRange(file.document, span), target: address, ...(tooltip && { tooltip }) }];
        });
      },
      { value: null },
    ),
  );
};

/** VS Code opens a file at the line and column that its fragment names, counted from 1. */
function addressOf(workspace: Workspace, { path, span }: Place): string | undefined {
  const location = workspace.locationOf(path, span);
  if (!location) return undefined;
  const { line, character } = location.range.start;
  return `${location.uri}#L${line + 1},${character + 1}`;
}
