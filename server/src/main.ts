/** Composition root of the language server's process, and of the workers that it starts. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { runLanguageServer, serveJobsInWorker } from './node/language-server.ts';

const bundle = __filename;

if (!serveJobsInWorker(bundle)) runLanguageServer(createConnection(ProposedFeatures.all), bundle);
