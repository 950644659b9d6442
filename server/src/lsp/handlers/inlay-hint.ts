import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import { inlayHints } from '../../ide/inlay-hints/inlay-hints.ts';
import { toSpan } from '../from-proto.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

export const inlayHintHandler: RegisterHandler = (session) => {
  const { connection, documents, data } = session;
  connection.languages.inlayHint.on(
    guard<InlayHintParams, InlayHint[]>(
      'inlayHint',
      connection.console,
      ({ textDocument, range }, token) => {
        const sigma = documents.get(textDocument.uri);
        if (!sigma) return [];
        const { document, parse } = sigma;
        const span = toSpan(document, range);
        const hints = inlayHints(parse, { range: span, kinds: session.settings.inlayHints, data, token });
        return hints.map(({ offset, label, tooltip }) => ({
          position: document.positionAt(offset),
          label,
          paddingLeft: true,
          ...(tooltip && { tooltip: { kind: MarkupKind.Markdown, value: tooltip } }),
        }));
      },
      { value: [] },
    ),
  );
};
