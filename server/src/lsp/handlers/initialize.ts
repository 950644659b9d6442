import { PositionEncodingKind, TextDocumentSyncKind } from 'vscode-languageserver';
import { toServerSettings } from '../from-proto.ts';
import type { RegisterHandler } from '../session.ts';
import { codeActionOptions } from './code-action.ts';
import { completionOptions } from './completion.ts';
import { formattingCapabilities } from './formatting.ts';
import { semanticTokensOptions } from './semantic-tokens.ts';
import { signatureHelpOptions } from './signature-help.ts';

const movedFolders = [{ scheme: 'file', pattern: { glob: '**', matches: 'folder' as const } }];

export const initializeHandler: RegisterHandler = (session) => {
  session.connection.onInitialize((params) => {
    const { workspaceFolders, rootUri } = params;
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    session.projects.setFolders(folders);
    session.workspace.setFolders(folders);
    session.client = params.capabilities;
    session.settings = toServerSettings(params.initializationOptions, session.settings);
    return {
      serverInfo: { name: 'sigmasmith', version: session.environment.version },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        documentSymbolProvider: { label: 'Sigma' },
        hoverProvider: true,
        completionProvider: completionOptions,
        signatureHelpProvider: signatureHelpOptions,
        ...formattingCapabilities(params.capabilities),
        semanticTokensProvider: semanticTokensOptions,
        codeActionProvider: codeActionOptions,
        inlayHintProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        documentHighlightProvider: true,
        workspaceSymbolProvider: true,
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        callHierarchyProvider: true,
        codeLensProvider: {},
        documentLinkProvider: {},
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: { didDelete: { filters: movedFolders }, didRename: { filters: movedFolders } },
        },
      },
    };
  });
};
