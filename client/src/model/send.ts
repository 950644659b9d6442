import * as vscode from 'vscode';
import type { ModelSendParams, ModelSendResult } from '../../../server/src/protocol/model.ts';
import { modelSettings } from '../settings.ts';
import type { ModelKey } from './model-key.ts';

const timeout = 180_000;

/** Sends a request of the server to the model service. Only here the key joins it, only for the configured address, and only in trusted workspaces. */
export async function sendToModel(
  modelKey: ModelKey,
  { url, headers, body }: ModelSendParams,
): Promise<ModelSendResult> {
  const key = await modelKey.get();
  if (!vscode.workspace.isTrusted || !key) return failure('NoKey', 'There is no key for the model service.');
  if (new URL(url).origin !== new URL(modelSettings().baseUrl).origin) {
    return failure('KeyRefused', 'The key is sent to the configured address only.');
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${key}`, 'x-api-key': key },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    const kept = ['content-type', 'retry-after', 'retry-after-ms', 'x-should-retry', 'request-id'];
    const answerHeaders = Object.fromEntries([...response.headers].filter(([name]) => kept.includes(name)));
    return { status: response.status, headers: answerHeaders, body: (await response.text()).split(key).join('***') };
  } catch (error) {
    return failure('ConnectionFailed', (error instanceof Error ? error.message : String(error)).split(key).join('***'));
  }
}

function failure(code: string, message: string): ModelSendResult {
  return { error: { code, message } };
}
