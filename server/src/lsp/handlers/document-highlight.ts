import { DocumentHighlightKind } from 'vscode-languageserver';
import { highlights } from '../../ide/navigation/highlights.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';
import { toRange } from '../to-proto.ts';

export const documentHighlightHandler: RegisterHandler = ({ connection, documents }) => {
  connection.onDocumentHighlight(
    guard(
      'documentHighlight',
      connection.console,
      ({ textDocument: { uri }, position }) => {
        const sigma = documents.get(uri);
        if (!sigma) return null;
        const { document, parse } = sigma;
        return highlights(parse, document.offsetAt(position)).map(({ span, isDefinition }) => ({
          range: toRange(document, span),
          kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }));
      },
      { value: null },
    ),
  );
};
