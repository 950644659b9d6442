import type * as vscode from 'vscode';
import type { ConnectionTarget } from '../../../server/src/protocol/siem.ts';

const stateKey = 'siemConnections';

/** SIEM connections: what they are in the extension's state, their keys in SecretStorage and nowhere else. */
export class SiemConnections {
  readonly #state: vscode.Memento;
  readonly #secrets: vscode.SecretStorage;

  constructor({ globalState, secrets }: vscode.ExtensionContext) {
    this.#state = globalState;
    this.#secrets = secrets;
  }

  list(): readonly ConnectionTarget[] {
    return this.#state.get<ConnectionTarget[]>(stateKey, []);
  }

  get(name: string): ConnectionTarget | undefined {
    return this.list().find(({ connection }) => connection.name === name);
  }

  key(name: string): Thenable<string | undefined> {
    return this.#secrets.get(secretName(name));
  }

  /** Stores a connection with its key; one with the same name is replaced. */
  async save(target: ConnectionTarget, key: string): Promise<void> {
    await this.#secrets.store(secretName(target.connection.name), key);
    const others = this.list().filter(({ connection }) => connection.name !== target.connection.name);
    await this.#state.update(stateKey, [...others, target]);
  }

  async remove(name: string): Promise<void> {
    await this.#state.update(
      stateKey,
      this.list().filter(({ connection }) => connection.name !== name),
    );
    await this.#secrets.delete(secretName(name));
  }
}

function secretName(connection: string): string {
  return `sigmasmith.siem.${connection}`;
}
