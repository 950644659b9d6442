import type { CancellationToken, Connection } from 'vscode-languageserver';
import { loadAttack } from '../data/attack.ts';
import { createAnthropicEngine } from '../generate/engines/anthropic/anthropic-engine.ts';
import { readReport } from '../generate/steps/read-report.ts';
import type { ProposedTechniques } from '../protocol/generate.ts';
import { type ModelSendResult, type ModelSettings, modelSendRequest } from '../protocol/model.ts';
import type { Environment } from './environment.ts';
import { environmentPause } from './siem-send.ts';

/**
 * What the model reads out of a report. Asked on the connection's thread, which alone reaches the editor, where the key is; the work is waiting. The result goes to the job that
 * writes the rules.
 */
export async function askModel(
  text: string,
  { model, baseUrl }: ModelSettings,
  { connection, environment }: { readonly connection: Connection; readonly environment: Environment },
  token: CancellationToken,
): Promise<ProposedTechniques> {
  const { files } = environment;
  const engine = createAnthropicEngine({
    apiKey: 'added-by-the-editor',
    model,
    baseURL: baseUrl,
    fetch: editorFetch(connection),
    pause: (milliseconds) => environmentPause(environment)(milliseconds, token),
    signal: (cancellation) => signalOf(cancellation as CancellationToken),
  });
  const {
    proposals,
    notices,
    engine: worker,
  } = await engine.propose({ report: readReport(text), attack: loadAttack(files), files, token });
  return { engine: worker ?? engine.id, proposals, notices };
}

/** A `fetch` whose requests leave from the editor. Headers that authenticate are not even passed on: the editor adds its own. */
function editorFetch(connection: Connection) {
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = Object.fromEntries(new Headers(init?.headers));
    delete headers.authorization;
    delete headers['x-api-key'];
    const sending = connection.sendRequest<ModelSendResult>(modelSendRequest.method, {
      url,
      headers,
      body: String(init?.body ?? ''),
    });
    const result = await Promise.race([sending, whenAborted(init?.signal ?? undefined)]);
    if ('error' in result) throw new TypeError(result.error.message);
    return new Response(result.body, { status: result.status, headers: result.headers });
  };
}

function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new DOMException('The request was aborted.', 'AbortError'));
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
  });
}

function signalOf(token: CancellationToken): { signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listener = token.onCancellationRequested(() => controller.abort());
  return { signal: controller.signal, dispose: () => listener.dispose() };
}
