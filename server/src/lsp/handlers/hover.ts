import { hover } from '../../ide/hover.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

export const hoverHandler: RegisterHandler = ({ connection, documents, data }) => {
  connection.onHover(
    guard(
      'hover',
      connection.console,
      ({ textDocument, position }) => {
        const sigma = documents.get(textDocument.uri);
        return sigma ? hover(sigma.parse, sigma.document, position, data) : null;
      },
      { value: null },
    ),
  );
};
