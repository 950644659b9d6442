import type { Definition, DefinitionLink, Position } from 'vscode-languageserver';
import { definition } from '../../ide/navigation/definition.ts';
import { pipelineDefinition } from '../../ide/pipeline/pipeline-targets.ts';
import { guard } from '../guard.ts';
import type { PipelineDocument } from '../open-documents.ts';
import { openRuleFile } from '../rule-file.ts';
import type { RegisterHandler } from '../session.ts';
import { toRange } from '../to-proto.ts';

export const definitionHandler: RegisterHandler = (session) => {
  const { connection, workspace } = session;
  connection.onDefinition(
    guard<Parameters<Parameters<typeof connection.onDefinition>[0]>[0], Definition | DefinitionLink[] | null>(
      'definition',
      connection.console,
      async ({ textDocument: { uri }, position }, token) => {
        const pipeline = session.documents.pipeline(uri);
        if (pipeline) return inPipeline(pipeline, position);
        const find = () => {
          const file = openRuleFile(session, uri);
          return file ? { file, links: definition(file, file.document.offsetAt(position)) } : undefined;
        };
        let found = find();
        if (found?.links.length === 0) {
          // Perhaps it is in a file that has not been read yet.
          await workspace.whenRead(token);
          found = find();
        }
        if (!found) return null;
        const { document } = found.file;
        const links = found.links.flatMap(({ origin, path, target, name }) => {
          const whole = workspace.locationOf(path, target);
          const selection = workspace.locationOf(path, name);
          if (!whole || !selection) return [];
          const { uri: targetUri, range: targetRange } = whole;
          const targetSelectionRange = selection.range;
          return [{ originSelectionRange: toRange(document, origin), targetUri, targetRange, targetSelectionRange }];
        });
        if (session.client.textDocument?.definition?.linkSupport) return links;
        return links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
      },
      { value: null },
    ),
  );
};

/** Items, conditions, state and variables that a name in a pipeline refers to. */
function inPipeline({ stream, document }: PipelineDocument, position: Position): Definition {
  const targets = pipelineDefinition(stream, document.offsetAt(position));
  return targets.map(({ name }) => ({ uri: document.uri, range: toRange(document, name) }));
}
