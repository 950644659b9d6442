import type { Location } from 'vscode-languageserver';
import { references } from '../../ide/navigation/references.ts';
import { guard } from '../guard.ts';
import { openRuleFileAt } from '../rule-file.ts';
import type { RegisterHandler } from '../session.ts';

export const referencesHandler: RegisterHandler = (session) => {
  const { connection, workspace } = session;
  connection.onReferences(
    guard(
      'references',
      connection.console,
      async (params, token): Promise<Location[] | null> => {
        const at = await openRuleFileAt(session, params, token);
        if (!at) return null;
        const places = references(at.file, at.offset, { definitions: params.context.includeDeclaration });
        return places.flatMap(({ path, span }) => workspace.locationOf(path, span) ?? []);
      },
      { value: null },
    ),
  );
};
