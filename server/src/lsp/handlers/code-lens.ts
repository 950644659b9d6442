import type { CodeLens } from 'vscode-languageserver';
import { referencedRules } from '../../ide/navigation/rule-references.ts';
import { showReferencesCommand } from '../../protocol/navigation.ts';
import { guard } from '../guard.ts';
import { openRuleFile } from '../rule-file.ts';
import type { RegisterHandler } from '../session.ts';
import { toRange } from '../to-proto.ts';

/** How many correlations, filters and `related` entries mention a rule, above the rule. */
export const codeLensHandler: RegisterHandler = (session) => {
  const { connection, workspace } = session;
  connection.onCodeLens(
    guard(
      'codeLens',
      connection.console,
      ({ textDocument: { uri } }): CodeLens[] | null => {
        const file = openRuleFile(session, uri);
        if (!file) return null;
        return referencedRules(file).map(({ start, places }) => {
          const range = toRange(file.document, { start, end: start });
          const locations = places.flatMap(({ path, span }) => workspace.locationOf(path, span) ?? []);
          const title = locations.length === 1 ? '1 reference' : `${locations.length} references`;
          return {
            range,
            command: { title, command: showReferencesCommand, arguments: [uri, range.start, locations] },
          };
        });
      },
      { value: null },
    ),
  );
};
