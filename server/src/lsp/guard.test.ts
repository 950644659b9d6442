import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { guard } from './guard.ts';

const never = new CancellationTokenSource().token;

function logged() {
  const lines: string[] = [];
  return { lines, log: { error: (line: string) => void lines.push(line) } };
}

const throwing = (error: unknown) => () => {
  throw error;
};

describe('guard', () => {
  it('passes results on', async () => {
    const { log } = logged();
    expect(await guard('hover', log, (name: string) => `hello ${name}`)('you', never)).toBe('hello you');
  });

  it('answers a failure with the fallback, and logs it with its cause', async () => {
    const { lines, log } = logged();
    const handler = guard('hover', log, throwing(new Error('broken', { cause: new Error('because') })), {
      value: null,
    });
    expect(await handler({}, never)).toBeNull();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^hover: Error: broken[\s\S]*caused by Error: because/);
  });

  it('tells the editor where there is no fallback', async () => {
    const { log } = logged();
    const failure = new Failure('DataFileMissing', 'Install it again.', { retryable: true });
    const told = (await guard('convert', log, throwing(failure))({}, never)) as ResponseError;
    expect(told).toBeInstanceOf(ResponseError);
    expect(told).toMatchObject({
      code: LSPErrorCodes.RequestFailed,
      message: 'Install it again.',
      data: { code: 'DataFileMissing', retryable: true },
    });
    const other = (await guard('convert', log, throwing(new TypeError('x is undefined')))({}, never)) as ResponseError;
    expect(other.message).toBe('convert failed inside the language server: x is undefined');
  });

  it('answers cancelled requests as such, also when they were done meanwhile, and starts none', async () => {
    const { lines, log } = logged();
    const source = new CancellationTokenSource();
    const cancelled = { code: LSPErrorCodes.RequestCancelled };
    expect(await guard('x', log, throwing(new CancelledError()), { value: null })({}, never)).toMatchObject(cancelled);
    expect(await guard('x', log, () => source.cancel())({}, source.token)).toMatchObject(cancelled);
    expect(await guard('x', log, throwing(new Error('must not run')))({}, source.token)).toMatchObject(cancelled);
    expect(lines).toEqual([]);
  });
});
