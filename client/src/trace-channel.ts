import * as vscode from 'vscode';

/**
 * The log, as the language client's tracer sees it: what is said between editor and server goes there when `sigmasmith.trace.server`
 * asks for it, without the log level of the channel having to be raised, too.
 */
export function traceChannel(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const level = () =>
    vscode.workspace.getConfiguration('sigmasmith').get('trace.server', 'off') === 'off'
      ? log.logLevel
      : vscode.LogLevel.Trace;
  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('sigmasmith.trace.server')) changed.fire(level());
    }),
    log.onDidChangeLogLevel(() => changed.fire(level())),
    changed,
  );
  return Object.create(log, {
    logLevel: { get: level },
    onDidChangeLogLevel: { value: changed.event },
    trace: { value: (message: string) => log.info(message) },
    dispose: { value: () => listeners.dispose() },
  });
}
