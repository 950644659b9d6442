import type { CancellationToken } from '../base/cancellation.ts';

const period = 100;

/** An abort signal that follows a token, which can only be asked. Dispose it when the work is over. */
export function abortSignalFor(token: CancellationToken): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const check = () => {
    if (token.isCancellationRequested) controller.abort();
  };
  const timer = setInterval(check, period);
  timer.unref();
  check();
  return { signal: controller.signal, dispose: () => clearInterval(timer) };
}
