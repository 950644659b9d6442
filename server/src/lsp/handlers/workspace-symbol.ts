import { type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { searchRules } from '../../ide/navigation/workspace-symbols.ts';
import type { RuleSummary } from '../../workspace/rule-summary.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

export const ruleSymbolKinds: Record<RuleSummary['kind'], SymbolKind> = {
  rule: SymbolKind.Class,
  correlation: SymbolKind.Event,
  filter: SymbolKind.Operator,
};

export const workspaceSymbolHandler: RegisterHandler = ({ connection, workspace }) => {
  connection.onWorkspaceSymbol(
    guard(
      'workspaceSymbol',
      connection.console,
      async ({ query }, token): Promise<SymbolInformation[]> => {
        await workspace.whenRead(token);
        return searchRules(workspace.index, query, token).flatMap(({ path, rule, label }) => {
          const start = { start: rule.span.start, end: rule.span.start };
          const location = workspace.locationOf(path, rule.title?.span ?? start);
          const containerName = path.split('/').slice(-2, -1).join('');
          return location ? [{ name: label, kind: ruleSymbolKinds[rule.kind], location, containerName }] : [];
        });
      },
      { value: [] },
    ),
  );
};
