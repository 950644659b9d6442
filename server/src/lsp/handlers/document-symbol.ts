import { documentSymbols } from '../../ide/document-symbols.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

export const documentSymbolHandler: RegisterHandler = ({ connection, documents }) => {
  connection.onDocumentSymbol(
    guard(
      'documentSymbol',
      connection.console,
      ({ textDocument }) => {
        const sigma = documents.get(textDocument.uri);
        return sigma ? documentSymbols(sigma.parse, sigma.document) : [];
      },
      { value: [] },
    ),
  );
};
