import type { Connection } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { connectionFailure } from '../http/connection-failure.ts';
import type { Pause, Send } from '../http/http-client.ts';
import { type SiemSendParams, type SiemSendResult, siemSendRequest } from '../protocol/siem.ts';
import type { Environment } from './environment.ts';

/** Sends through the editor, which adds the key of the connection: the server never sees one. */
export function editorSend({ sendRequest }: Pick<Connection, 'sendRequest'>, connectionName: string): Send {
  return async ({ method, url, headers, body }, { timeoutMs, maxBytes }, token) => {
    if (token.isCancellationRequested) throw new CancelledError();
    const params: SiemSendParams = {
      connection: connectionName,
      method,
      url,
      headers,
      timeoutMs,
      maxBytes,
      ...(body === undefined ? {} : { body }),
    };
    const result = await sendRequest<SiemSendResult>(siemSendRequest.method, params);
    if (!('error' in result)) return result;
    const { code, message } = result.error;
    if (code === 'NoKey' || code === 'KeyRefused' || code === 'ResponseTooLarge') throw new Failure(code, message);
    throw connectionFailure(new URL(url).host, code === '' ? undefined : code, message);
  };
}

/** Waits with the environment's clock; cancellation is noticed when the wait ends. */
export function environmentPause(environment: Environment): Pause {
  return (milliseconds, token) =>
    new Promise((resolve, reject) => {
      environment.after(milliseconds, () => (token.isCancellationRequested ? reject(new CancelledError()) : resolve()));
    });
}
