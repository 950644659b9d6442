/**
 * The world broke (network, disk, a remote service): not the user's text and not a limit of a backend.
 * `code` is stable and meant for programs; the message says what is wrong, why, and what to do.
 */
export class Failure extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}
