import * as vscode from 'vscode';
import type { SiemSendParams, SiemSendResult } from '../../../server/src/protocol/siem.ts';
import type { SiemConnections } from './connections.ts';

/**
 * Sends a request of the server to a SIEM. Only here the key joins the request, only for the connection's own origin, and only in trusted workspaces. VS Code's `fetch` applies
 * the user's proxy and certificates. What the SIEM says is cleared of the key before it leaves.
 */
export async function sendToSiem(connections: SiemConnections, params: SiemSendParams): Promise<SiemSendResult> {
  const target = connections.get(params.connection);
  const key = await connections.key(params.connection);
  if (!vscode.workspace.isTrusted) return failure('KeyRefused', 'Nothing is sent from an untrusted workspace.');
  if (!target || !key) {
    return failure('NoKey', `There is no API key for "${params.connection}". Add the connection again.`);
  }
  if (new URL(params.url).origin !== target.origin) {
    return failure('KeyRefused', `The key of "${params.connection}" is sent to ${target.origin} only.`);
  }
  try {
    const { method, headers, body } = params;
    const response = await fetch(params.url, {
      method,
      headers: { ...headers, authorization: `${target.scheme} ${key}` },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(params.timeoutMs),
    });
    const text = await readText(response, params.maxBytes);
    if (text === undefined)
      return failure('ResponseTooLarge', `${target.origin} sent too much. Nothing of it is used.`);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: without(key, text) };
  } catch (error) {
    return failure(causeCode(error) ?? '', without(key, error instanceof Error ? error.message : String(error)));
  }
}

/** `undefined` when there is more than `maxBytes`. */
async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    size += piece.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(piece.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Node's code of the innermost cause, else the name of a time-out. */
function causeCode(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') return code;
    if (current.name === 'TimeoutError' || current.name === 'AbortError') return current.name;
  }
  return undefined;
}

function without(key: string, text: string): string {
  return text.split(key).join('***').split(encodeURIComponent(key)).join('***');
}

function failure(code: string, message: string): SiemSendResult {
  return { error: { code, message } };
}
