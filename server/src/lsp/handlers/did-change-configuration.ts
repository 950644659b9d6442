import { toServerSettings } from '../from-proto.ts';
import type { RegisterHandler } from '../session.ts';

export const didChangeConfigurationHandler: RegisterHandler = (session) => {
  session.connection.onDidChangeConfiguration(({ settings }) => {
    const before = session.settings;
    session.settings = toServerSettings(settings?.sigmasmith, before);
    const { yamlSyntaxErrors, trusted } = session.settings;
    if (before.trusted !== trusted) session.projects.tell();
    if (before.yamlSyntaxErrors !== yamlSyntaxErrors || before.trusted !== trusted) session.diagnostics.refresh();
  });
};
