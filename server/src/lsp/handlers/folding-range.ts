import { foldingRanges } from '../../ide/navigation/folding-ranges.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

/** `null` for documents that are no Sigma: the editor then folds by indentation. */
export const foldingRangeHandler: RegisterHandler = ({ connection, documents }) => {
  connection.onFoldingRanges(
    guard(
      'foldingRange',
      connection.console,
      ({ textDocument: { uri } }) => {
        const sigma = documents.get(uri);
        return sigma ? foldingRanges(sigma.parse.yaml) : null;
      },
      { value: null },
    ),
  );
};
