import * as vscode from 'vscode';
import {
  type ConnectionFields,
  type ConnectionTarget,
  checkConnectionRequest,
  describeConnectionRequest,
} from '../../../server/src/protocol/siem.ts';
import type { App, Command } from '../app.ts';

export const addSiemConnection: Command = {
  id: 'addSiemConnection',
  async run(app) {
    const fields = await askFields(app);
    if (!fields) return;
    const described = await app.server.request(describeConnectionRequest, { connection: fields });
    if (!described.ok) {
      void vscode.window.showErrorMessage(described.error.message);
      return;
    }
    const key = await askKey(described.value);
    if (key === undefined) return;
    await app.connections.save(described.value, key);
    await test(app, described.value);
  },
};

const kinds: (vscode.QuickPickItem & { readonly siem: string })[] = [
  { label: 'Elastic Security', description: 'Kibana address, space, API key', siem: 'elastic' },
  { label: 'Sekoia.io', description: 'region, API key, alert type', siem: 'sekoia' },
];

const regions = ['fra1', 'fra2', 'mco1', 'uae1', 'usa1', 'sgp1'];

async function askFields(app: App): Promise<ConnectionFields | undefined> {
  const title = 'Add SIEM connection';
  const kind = await vscode.window.showQuickPick(kinds, { title, placeHolder: 'Which SIEM?' });
  if (!kind) return undefined;
  const name = await ask({
    title,
    prompt: 'A name for this connection',
    value: freeName(app, kind.label),
    validateInput: required,
  });
  if (name === undefined) return undefined;
  if (kind.siem === 'elastic') {
    const url = await ask({
      title,
      prompt: 'Address of Kibana',
      placeHolder: 'https://kibana.example.com:5601',
      validateInput: required,
    });
    if (url === undefined) return undefined;
    const space = await ask({ title, prompt: 'Kibana space (empty: the default space)' });
    return space === undefined ? undefined : { name, kind: 'elastic', url, ...(space !== '' && { space }) };
  }
  const region = await vscode.window.showQuickPick(regions, { title, placeHolder: 'Region of Sekoia.io' });
  if (!region) return undefined;
  const alertTypeUuid = await ask({
    title,
    prompt: 'UUID of the alert type of deployed rules',
    validateInput: required,
  });
  return alertTypeUuid === undefined ? undefined : { name, kind: 'sekoia', region, alertTypeUuid };
}

async function askKey({ connection, origin }: ConnectionTarget): Promise<string | undefined> {
  const prompt = connection.kind === 'elastic' ? 'API key (the "encoded" form)' : 'API key';
  const key = await vscode.window.showInputBox({
    title: 'Add SIEM connection',
    prompt: `${prompt}. It is kept in VS Code's secret storage and sent to ${origin} only.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: required,
  });
  return key?.trim();
}

async function test(app: App, { connection }: ConnectionTarget): Promise<void> {
  const reply = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Testing ${connection.name}` },
    () => app.server.request(checkConnectionRequest, { connection }),
  );
  if (reply.ok) {
    for (const warning of reply.value.warnings) void vscode.window.showWarningMessage(warning);
    void vscode.window.showInformationMessage(reply.value.message);
    return;
  }
  const keep = 'Keep It';
  const choice = await vscode.window.showErrorMessage(`${connection.name}: ${reply.error.message}`, keep, 'Remove It');
  if (choice !== keep && choice !== undefined) await app.connections.remove(connection.name);
}

async function ask(options: vscode.InputBoxOptions): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({ ignoreFocusOut: true, ...options });
  return value?.trim();
}

function required(value: string): string | undefined {
  return value.trim() === '' ? 'This cannot be empty.' : undefined;
}

function freeName(app: App, label: string): string {
  const taken = new Set(app.connections.list().map(({ connection }) => connection.name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? label : `${label} ${number}`;
    if (!taken.has(name)) return name;
  }
}
