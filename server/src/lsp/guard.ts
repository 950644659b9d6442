import type { CancellationToken } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';

export interface GuardLog {
  error(message: string): void;
}

type Handler<Params, Result> = (params: Params, token: CancellationToken) => Result | Promise<Result>;

/** JSON-RPC's reserved code for an error inside the server. */
const internalError = -32603;

/**
 * Catches around one handler, so that its failure harms only itself. With a `fallback` a failure is logged and answered with it
 * (a hover that breaks shows nothing); without one the editor gets an error to show. A cancelled request is answered as such.
 */
export function guard<Params, Result>(
  name: string,
  log: GuardLog,
  handler: Handler<Params, Result>,
  fallback?: { readonly value: Result },
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError> {
  return async (params, token) => {
    if (token.isCancellationRequested) return cancelled();
    try {
      const result = await handler(params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      if (error instanceof CancelledError || token.isCancellationRequested) return cancelled();
      log.error(`${name}: ${describe(error)}`);
      return fallback ? fallback.value : toResponseError(name, error);
    }
  };
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

/** `data` tells a program what failed and whether trying again may help; the protocol's types do not foresee it. */
function toResponseError(name: string, error: unknown): ResponseError {
  if (error instanceof Failure) {
    const data = { code: error.code, retryable: error.retryable };
    return new ResponseError(LSPErrorCodes.RequestFailed, error.message, data as never);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new ResponseError(internalError, `${name} failed inside the language server: ${reason}`);
}

/** An error with its stack and what caused it, for the log. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
