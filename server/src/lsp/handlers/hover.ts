import { hover } from '../../ide/hover.ts';
import { pipelineHover } from '../../ide/pipeline/pipeline-hover.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

export const hoverHandler: RegisterHandler = ({ connection, documents, data }) => {
  connection.onHover(
    guard(
      'hover',
      connection.console,
      ({ textDocument, position }) => {
        const sigma = documents.get(textDocument.uri);
        if (sigma) return hover(sigma.parse, sigma.document, position, data);
        const pipeline = documents.pipeline(textDocument.uri);
        return pipeline
          ? pipelineHover(pipeline.stream, pipeline.document, pipeline.document.offsetAt(position))
          : null;
      },
      { value: null },
    ),
  );
};
