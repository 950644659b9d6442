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
    if (before.lintWholeWorkspace !== session.settings.lintWholeWorkspace || checksDiffer)
      session.closedFiles.refresh();
    const canRefresh = session.client.workspace?.inlayHint?.refreshSupport;
    if (canRefresh && JSON.stringify(before.inlayHints) !== JSON.stringify(session.settings.inlayHints)) {
      session.connection.languages.inlayHint.refresh();
    }
  });
};
