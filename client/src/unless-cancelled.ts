import type * as vscode from 'vscode';

/** The answer, or `undefined` as soon as the person has cancelled, whether or not the server has noticed. */
export function unlessCancelled<T>(answer: Promise<T>, token: vscode.CancellationToken): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    token.onCancellationRequested(() => resolve(undefined));
    answer.then(resolve, (error) => (token.isCancellationRequested ? resolve(undefined) : reject(error)));
  });
}
