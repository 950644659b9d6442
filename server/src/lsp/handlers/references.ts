import type { Location } from 'vscode-languageserver';
import { references } from '../../ide/navigation/references.ts';
import { guard } from '../guard.ts';
import { openRuleFile } from '../rule-file.ts';
import type { RegisterHandler } from '../session.ts';

export const referencesHandler: RegisterHandler = (session) => {
  const { connection, workspace, documents } = session;
  connection.onReferences(
    guard(
      'references',
      connection.console,
      async ({ textDocument: { uri }, position, context }, token): Promise<Location[] | null> => {
        if (!documents.get(uri)) return null;
        await workspace.whenRead(token);
        const file = openRuleFile(session, uri);
        if (!file) return null;
        const definitions = context.includeDeclaration;
        const places = references(file, file.document.offsetAt(position), { definitions });
        return places.flatMap(({ path, span }) => workspace.locationOf(path, span) ?? []);
      },
      { value: null },
    ),
  );
};
