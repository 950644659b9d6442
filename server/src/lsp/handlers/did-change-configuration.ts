import { toServerSettings } from '../from-proto.ts';
import type { RegisterHandler } from '../session.ts';

export const didChangeConfigurationHandler: RegisterHandler = (session) => {
  session.connection.onDidChangeConfiguration(({ settings }) => {
    const before = session.settings;
    session.settings = toServerSettings(settings?.sigmasmith, before);
    const { yamlSyntaxErrors, trusted, lintProfile } = session.settings;
    if (before.trusted !== trusted) session.projects.tell();
    const checksDiffer = before.trusted !== trusted || before.lintProfile !== lintProfile;
    if (before.yamlSyntaxErrors !== yamlSyntaxErrors || checksDiffer) session.diagnostics.refresh();
  });
};
