import * as vscode from 'vscode';
import { type Choice, isChoice } from './choice.ts';

const lastConversions = 'lastConversions';
const lastPreview = 'lastPreview';

/** What a person converted to the last time: the next time it is one click away. */
export class LastChoices implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get conversions(): readonly Choice[] {
    const stored = this.#state.get<unknown>(lastConversions);
    return Array.isArray(stored) ? stored.filter(isChoice) : [];
  }

  get preview(): Choice | undefined {
    const stored = this.#state.get<unknown>(lastPreview);
    return isChoice(stored) ? stored : undefined;
  }

  async converted(choices: readonly Choice[]): Promise<void> {
    await this.#state.update(lastConversions, choices);
    this.#changed.fire();
  }

  async previewed(choice: Choice): Promise<void> {
    await this.#state.update(lastPreview, choice);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
