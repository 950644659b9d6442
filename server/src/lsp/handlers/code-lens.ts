import { type CodeLens, CodeLensRefreshRequest } from 'vscode-languageserver';
import { referencedRules } from '../../ide/navigation/rule-references.ts';
import { showReferencesCommand } from '../../protocol/navigation.ts';
import type { Disposable } from '../environment.ts';
import { guard } from '../guard.ts';
import { openRuleFile } from '../rule-file.ts';
import type { RegisterHandler } from '../session.ts';
import { toRange } from '../to-proto.ts';

/** How long changes are collected before the editor is told that counts may differ, in milliseconds. */
const rest = 1_000;

/** How many correlations, filters and `related` entries mention a rule, above the rule. */
export const codeLensHandler: RegisterHandler = (session) => {
  const { connection, environment, workspace } = session;
  const due: { timer?: Disposable } = {};
  workspace.onDidChange(() => {
    if (!session.client.workspace?.codeLens?.refreshSupport) return;
    due.timer ??= environment.after(rest, () => {
      delete due.timer;
      connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {
        // The editor is gone, or does not want to know; it asks again when it wants the lenses.
      });
    });
  });
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
