import * as vscode from 'vscode';
import { type Conversion, convertRequest } from '../../../server/src/protocol/convert.ts';
import type { Choice } from '../conversion/choice.ts';
import type { SigmaLanguageServer } from '../language-client.ts';

/** The query of one rule in one target, as it was last converted. */
export class Preview {
  readonly uri: vscode.Uri;
  readonly rule: vscode.Uri;
  readonly choice: Choice;
  readonly #server: SigmaLanguageServer;
  readonly #update: (preview: Preview) => void;
  /** The newest conversion that has a text. */
  shown: Conversion | undefined;
  /** The newest conversion, which may have failed, and the version of the rule that it was made of. */
  latest: Conversion | undefined;
  version = -1;
  #timer: NodeJS.Timeout | undefined;
  #source: vscode.CancellationTokenSource | undefined;

  constructor(
    place: { readonly uri: vscode.Uri; readonly rule: vscode.Uri; readonly choice: Choice },
    server: SigmaLanguageServer,
    update: (preview: Preview) => void,
  ) {
    this.uri = place.uri;
    this.rule = place.rule;
    this.choice = place.choice;
    this.#server = server;
    this.#update = update;
  }

  /** Whether the text shown is older than the rule, because the rule cannot be converted as it is. */
  get isStale(): boolean {
    return this.latest !== this.shown;
  }

  get text(): string {
    return this.shown ? `${this.shown.text}\n` : '';
  }

  /** Converts after a rest; what was asked for before is no longer wanted. */
  schedule(milliseconds: number, failed: (error: unknown) => void): void {
    this.cancel();
    this.#timer = setTimeout(() => void this.convert().catch(failed), milliseconds);
  }

  async convert(): Promise<void> {
    this.cancel();
    const source = new vscode.CancellationTokenSource();
    this.#source = source;
    const document = this.#openRule();
    if (!document) return;
    const params = { uri: this.rule.toString(), conversions: [this.choice.request] };
    const reply = await this.#server.request(convertRequest, params, source.token).catch((error: unknown) => {
      if (!source.token.isCancellationRequested) throw error;
      return undefined;
    });
    if (!reply || source.token.isCancellationRequested) return;
    if (reply.ok && reply.value.version !== document.version) return;
    this.#take(reply.ok ? reply.value.conversions[0] : this.#refused(reply.error), document.version);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#source?.cancel();
    this.#source?.dispose();
    this.#source = undefined;
  }

  #take(conversion: Conversion | undefined, version: number): void {
    if (!conversion) return;
    this.latest = conversion;
    this.version = version;
    if (conversion.text !== '' || conversion.errors.length === 0) this.shown = conversion;
    this.#update(this);
  }

  #refused({ code, message }: { readonly code: string; readonly message: string }): Conversion {
    const { label } = this.choice;
    return {
      ...{ target: '', label, language: '', queries: [], text: '', mappings: [], notices: [] },
      errors: [{ code, message }],
    };
  }

  #openRule(): vscode.TextDocument | undefined {
    const key = this.rule.toString();
    return vscode.workspace.textDocuments.find(({ uri, isClosed }) => !isClosed && uri.toString() === key);
  }
}
