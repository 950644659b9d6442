import { documentSymbols } from '../../ide/document-symbols.ts';
import { pipelineSymbols } from '../../ide/pipeline/pipeline-symbols.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

export const documentSymbolHandler: RegisterHandler = ({ connection, documents }) => {
  connection.onDocumentSymbol(
    guard(
      'documentSymbol',
      connection.console,
      ({ textDocument }) => {
        const sigma = documents.get(textDocument.uri);
        if (sigma) return documentSymbols(sigma.parse, sigma.document);
        const pipeline = documents.pipeline(textDocument.uri);
        return pipeline ? pipelineSymbols(pipeline.stream, pipeline.document) : [];
      },
      { value: [] },
    ),
  );
};
