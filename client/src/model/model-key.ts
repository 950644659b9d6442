import * as vscode from 'vscode';
import type { ModelSettings } from '../../../server/src/protocol/model.ts';

const secretName = 'sigmasmith.model.key';
const consentKey = 'modelConsent';

/** The key of the model service in SecretStorage, and whether the person agreed to send reports there. */
export class ModelKey {
  readonly #context: vscode.ExtensionContext;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
  }

  get(): Thenable<string | undefined> {
    return this.#context.secrets.get(secretName);
  }

  /** An empty key removes the stored one. */
  async set(key: string): Promise<void> {
    if (key === '') await this.#context.secrets.delete(secretName);
    else await this.#context.secrets.store(secretName, key);
    await this.#context.globalState.update(consentKey, undefined);
  }

  /** Asked once for each address: reports are somebody's words, and they leave the machine. */
  async agreed({ baseUrl, model }: ModelSettings): Promise<boolean> {
    const agreed = this.#context.globalState.get<string[]>(consentKey, []);
    if (agreed.includes(baseUrl)) return true;
    const yes = 'Send';
    const choice = await vscode.window.showWarningMessage(
      'Send the report to the model service?',
      {
        modal: true,
        detail: `The text that you selected, and nothing else of your workspace, is sent to ${baseUrl} and read there by ${model}. Without it the embedded engine works offline. This is asked once.`,
      },
      yes,
      'Work Offline',
    );
    if (choice !== yes) return false;
    await this.#context.globalState.update(consentKey, [...agreed, baseUrl]);
    return true;
  }
}
