import { findBackend } from '../../convert/backends/index.ts';
import type { ConvertedQuery } from '../../ide/hover/explanation.ts';
import { hover } from '../../ide/hover.ts';
import { pipelineHover } from '../../ide/pipeline/pipeline-hover.ts';
import { Converters } from '../../services/converters.ts';
import { queryView } from '../../services/query-view.ts';
import { guard } from '../guard.ts';
import type { SigmaDocument } from '../open-documents.ts';
import type { RegisterHandler, Session } from '../session.ts';

export const hoverHandler: RegisterHandler = (session) => {
  const { connection, documents, data, workspace } = session;
  const converters = new Converters(session.environment.files);
  connection.onHover(
    guard(
      'hover',
      connection.console,
      ({ textDocument, position }) => {
        const sigma = documents.get(textDocument.uri);
        if (sigma) {
          const conversions = () => convert(session, sigma, converters);
          const index = workspace.indexAbout(textDocument.uri);
          return hover(sigma.parse, sigma.document, position, { data, workspace: index, conversions });
        }
        const pipeline = documents.pipeline(textDocument.uri);
        return pipeline
          ? pipelineHover(pipeline.stream, pipeline.document, pipeline.document.offsetAt(position))
          : null;
      },
      { value: null },
    ),
  );
};

/** More targets make a hover long, and longer documents make it late. */
const mostTargets = 3;
const mostCharacters = 50_000;

/** The document for the first targets of its project; those that cannot be converted to are left out. */
function convert({ projects }: Session, { document, parse }: SigmaDocument, converters: Converters): ConvertedQuery[] {
  const { uri } = document;
  if (parse.text.length > mostCharacters) return [];
  return projects
    .configFor(uri)
    .targets.slice(0, mostTargets)
    .flatMap(({ name, target }) => {
      const found = projects.requestFor(uri, { configured: name.text });
      if ('message' in found) return [];
      const made = converters.get(found.request, parse.collection);
      if ('trouble' in made) return [];
      const { output } = made.converter.convert('', document.getText());
      if (output === undefined) return [];
      const { text, sourceMap, language } = queryView(output);
      const shownAs = language ?? findBackend(target.text)?.language ?? '';
      return [{ label: name.text, language: shownAs, text, mappings: sourceMap }];
    });
}
