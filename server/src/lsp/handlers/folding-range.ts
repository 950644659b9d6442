import { foldingRanges } from '../../ide/navigation/folding-ranges.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

/** `null` for documents that are neither Sigma nor a pipeline: the editor then folds by indentation. */
export const foldingRangeHandler: RegisterHandler = ({ connection, documents }) => {
  connection.onFoldingRanges(
    guard(
      'foldingRange',
      connection.console,
      ({ textDocument: { uri } }) => {
        const stream = documents.get(uri)?.parse.yaml ?? documents.pipeline(uri)?.stream;
        return stream ? foldingRanges(stream) : null;
      },
      { value: null },
    ),
  );
};
