import { toServerSettings } from '../from-proto.ts';
import type { RegisterHandler } from '../session.ts';

export const didChangeConfigurationHandler: RegisterHandler = (session) => {
  session.connection.onDidChangeConfiguration(({ settings }) => {
    const before = session.settings;
    session.settings = toServerSettings(settings?.sigmasmith, before);
    if (before.yamlSyntaxErrors !== session.settings.yamlSyntaxErrors) session.diagnostics.refresh();
  });
};
