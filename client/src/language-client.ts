import * as vscode from 'vscode';
import type { ErrorHandler, LanguageClient } from 'vscode-languageclient/node';
import type { LongRequest, NotificationName, RequestName } from '../../server/src/protocol/message.ts';
import { type ServerStatus, statusNotification } from '../../server/src/protocol/session.ts';
import { CrashHistory } from './crash-history.ts';
import { type ServerState, sigmaSelector } from './server-status.ts';
import { onServerSettingsChange, serverSettings } from './settings.ts';
import { traceChannel } from './trace-channel.ts';

export interface ServerProgress {
  readonly message?: string;
  readonly percentage?: number;
}

/** The language server's process as the rest of the extension sees it: started on first use, started again after a crash. */
export class SigmaLanguageServer implements vscode.Disposable {
  readonly #bundle: string;
  readonly #attackData: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #show: (state: ServerState) => void;
  readonly #crashes = new CrashHistory();
  readonly #settingsListener: vscode.Disposable;
  readonly #answers = new Map<string, (params: unknown) => Promise<unknown>>();
  readonly #listeners: { readonly method: string; readonly listener: (params: unknown) => void }[] = [];
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/*.{yml,yaml}');
  /** When a folder comes or goes, nobody tells of the files in it. */
  readonly #folders = vscode.workspace.createFileSystemWatcher('**', false, true);
  #client: LanguageClient | undefined;
  #running: Promise<LanguageClient> | undefined;
  #lastToken = 0;

  /** `attackData` is the path at which newer ATT&CK data are kept. */
  constructor(bundle: string, attackData: string, log: vscode.LogOutputChannel, show: (state: ServerState) => void) {
    this.#bundle = bundle;
    this.#attackData = attackData;
    this.#log = log;
    this.#show = show;
    this.#settingsListener = onServerSettingsChange(() => void this.#sendSettings());
  }

  /** Answers a request that the server makes. To be called before the server starts. */
  answer<Params, Result>(name: RequestName<Params, Result>, handler: (params: Params) => Promise<Result>): void {
    this.#answers.set(name.method, handler as (params: unknown) => Promise<unknown>);
  }

  /** Listens to a notification that the server sends. To be called before the server starts. */
  listen<Params>(name: NotificationName<Params>, listener: (params: Params) => void): void {
    this.#listeners.push({ method: name.method, listener: listener as (params: unknown) => void });
  }

  /** Starts the server unless it runs already. */
  start(): Promise<LanguageClient> {
    this.#running ??= this.#launch();
    return this.#running;
  }

  async restart(): Promise<void> {
    this.#crashes.forget();
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#running = undefined;
    // A server that hangs or is gone must not keep a new one from starting.
    await client?.dispose(2_000).catch((error: unknown) => this.#log.warn(`stopping the server: ${String(error)}`));
    this.#show({ kind: 'stopped' });
  }

  async request<Params extends object, Result>(
    name: RequestName<Params, Result>,
    params: Params,
    token?: vscode.CancellationToken,
  ): Promise<Result> {
    const client = await this.start();
    // Without a token the argument must be left out: `undefined` would be sent as a second parameter.
    const reply = token
      ? client.sendRequest<Result>(name.method, params, token)
      : client.sendRequest<Result>(name.method, params);
    return reply.catch(explain);
  }

  /** A request that tells how far it is. */
  async longRequest<Params extends LongRequest, Result>(
    name: RequestName<Params, Result>,
    params: Params,
    token: vscode.CancellationToken,
    report: (progress: ServerProgress) => void,
  ): Promise<Result> {
    const client = await this.start();
    const { WorkDoneProgress } = await import('vscode-languageclient/node');
    const workDoneToken = `sigmasmith-${++this.#lastToken}`;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind === 'report') report(value);
    });
    try {
      return await client.sendRequest<Result>(name.method, { ...params, workDoneToken }, token).catch(explain);
    } finally {
      listener.dispose();
    }
  }

  dispose(): void {
    this.#settingsListener.dispose();
    this.#watcher.dispose();
    this.#folders.dispose();
    void this.stop();
  }

  async #launch(): Promise<LanguageClient> {
    this.#show({ kind: 'starting' });
    const {
      LanguageClient: Client,
      RevealOutputChannelOn,
      State,
      TransportKind,
    } = await import('vscode-languageclient/node');
    const options = { env: { SIGMASMITH_ATTACK_DATA: this.#attackData } };
    const server = { module: this.#bundle, transport: TransportKind.ipc, options };
    const client: LanguageClient = new Client(
      'sigmasmith',
      'Sigmasmith',
      { run: server, debug: { ...server, options: { ...options, execArgv: ['--nolazy', '--inspect=6009'] } } },
      {
        documentSelector: sigmaSelector,
        initializationOptions: serverSettings,
        // Rules, configurations of projects, and pipelines.
        synchronize: { fileEvents: [this.#watcher, this.#folders] },
        outputChannel: this.#log,
        traceOutputChannel: traceChannel(this.#log),
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        errorHandler: await this.#errorHandler(() => client),
        initializationFailedHandler: () => false,
        middleware: {
          // Before it runs, the client would drop what the server registers.
          handleRegisterCapability: async (params, next) => {
            if (!client.isRunning()) await whenRunning(client, State.Running);
            await next(params, new vscode.CancellationTokenSource().token);
          },
        },
      },
    );
    this.#client = client;
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) this.#show({ kind: 'starting' });
      if (newState === State.Running) this.#show({ kind: 'ready', status: { sigmaDocuments: [] } });
    });
    client.onNotification(statusNotification.method, (status: ServerStatus) => this.#show({ kind: 'ready', status }));
    for (const [method, answer] of this.#answers) client.onRequest(method, answer);
    for (const method of new Set(this.#listeners.map((each) => each.method)))
      client.onNotification(method, (params: unknown) => {
        for (const each of this.#listeners) if (each.method === method) each.listener(params);
      });
    const began = Date.now();
    try {
      await client.start();
      this.#log.info(`language server started in ${Date.now() - began} ms`);
    } catch (error) {
      if (this.#client === client) this.#giveUp(client);
      throw error;
    }
    return client;
  }

  async #errorHandler(client: () => LanguageClient): Promise<ErrorHandler> {
    const { CloseAction, ErrorAction, State } = await import('vscode-languageclient/node');
    return {
      error: () => ({ action: ErrorAction.Continue }),
      closed: async () => {
        const closed = client();
        if (this.#client !== closed) return { action: CloseAction.DoNotRestart, handled: true };
        const pause = this.#crashes.next(Date.now());
        if (pause === undefined) {
          this.#giveUp(closed);
          return {
            action: CloseAction.DoNotRestart,
            handled: true,
            message: 'The language server crashed repeatedly.',
          };
        }
        this.#show({ kind: 'crashed', willRestart: true });
        this.#running = whenRunning(closed, State.Running);
        await new Promise((resolve) => setTimeout(resolve, pause));
        const restart = this.#client === closed;
        const message = `The language server crashed. It is started again after ${pause} ms.`;
        return { action: restart ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true, message };
      },
    };
  }

  /** The server does not stay up: says so, and leaves it to a person (or the next command) to try again. */
  #giveUp(client: LanguageClient): void {
    if (this.#client === client) {
      this.#client = undefined;
      this.#running = undefined;
    }
    this.#show({ kind: 'crashed', willRestart: false });
    void this.#offerRestart();
  }

  async #offerRestart(): Promise<void> {
    const restart = 'Restart';
    const showLog = 'Show Log';
    const choice = await vscode.window.showErrorMessage(
      'The Sigma language server crashed repeatedly and is not started again. The log says why.',
      restart,
      showLog,
    );
    if (choice === restart) await this.restart();
    if (choice === showLog) this.#log.show();
  }

  async #sendSettings(): Promise<void> {
    if (!this.#running) return;
    const settings = { sigmasmith: serverSettings() };
    await this.#running
      .then((client) => client.sendNotification('workspace/didChangeConfiguration', { settings }))
      .catch((error: unknown) => this.#log.warn(`sending the settings: ${String(error)}`));
  }
}

/** JSON-RPC's code for requests whose server went away. */
const pendingResponseRejected = -32097;

function explain(error: unknown): never {
  if ((error as { code?: unknown } | null)?.code !== pendingResponseRejected) throw error;
  throw new Error('The Sigma language server stopped before it was done. It is started again: try once more.', {
    cause: error,
  });
}

function whenRunning(client: LanguageClient, running: number): Promise<LanguageClient> {
  return new Promise((resolve) => {
    const listener = client.onDidChangeState(({ newState }) => {
      if (newState !== running) return;
      listener.dispose();
      resolve(client);
    });
  });
}
