// Navigation between rules, and checks of the whole workspace, through the providers that VS Code itself would ask.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { codeOf, eventually, run, some } = require('./extension-api.cjs');

// A folder for each test: VS Code keeps documents for a while after their editors are closed.
const used = { folders: 0 };
const folder = () => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, `navigation-${used.folders}`);
const uriOf = (name) => vscode.Uri.joinPath(folder(), name);

const login = `title: Failed Login
id: 5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11
name: failed_login
status: experimental
references:
    - https://example.org/login
tags:
    - attack.t1110
logsource:
    product: windows
    service: security
detection:
    selection_event:
        EventID: 4625
    filter_main:
        User: nobody
    condition: selection_event and not 1 of filter_*
`;

const correlation = `title: Many Failed Logins
id: 0f06a3a5-6a09-413f-8743-e6cf35561297
correlation:
    type: event_count
    rules:
        - failed_login
    group-by:
        - User
    timespan: 5m
    condition:
        gte: 5
`;

const write = (name, text) => vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));

async function open(name) {
  const document = await vscode.workspace.openTextDocument(uriOf(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The place of the cursor `<|>` in words of a document. */
function at(document, words) {
  const start = document.getText().indexOf(words.replace('<|>', ''));
  assert.ok(start >= 0, words);
  return document.positionAt(start + words.indexOf('<|>'));
}

const textAt = async ({ uri, range }) => (await vscode.workspace.openTextDocument(uri)).getText(range);
const codesOf = (uri) => vscode.languages.getDiagnostics(uri).map(codeOf);

describe('navigation', () => {
  let rule;
  let many;

  beforeEach(async () => {
    used.folders++;
    await write('login.yml', login);
    await write('many.yml', correlation);
    many = await open('many.yml');
    rule = await open('login.yml');
    await eventually(() => run('vscode.executeDocumentSymbolProvider', rule.uri), some);
  });

  afterEach(async () => {
    // Documents with changes would stay open.
    for (const document of [rule, many]) if (document.isDirty) await document.save();
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder(), { recursive: true });
    // Rules of the next test have the same names and ids.
    const left = () => run('vscode.executeWorkspaceSymbolProvider', 'failed login');
    await eventually(left, (found) => found.every(({ location }) => !location.uri.path.startsWith(folder().path)));
  });

  it('goes to the definition of a selection, of what a pattern selects, and of a rule in another file', async () => {
    const [selection] = await run('vscode.executeDefinitionProvider', rule.uri, at(rule, 'condition: sele<|>ction'));
    assert.equal(rule.getText(selection.targetSelectionRange), 'selection_event');
    const [filter] = await run('vscode.executeDefinitionProvider', rule.uri, at(rule, '1 of fil<|>ter_*'));
    assert.equal(rule.getText(filter.targetSelectionRange), 'filter_main');
    assert.equal(rule.getText(filter.originSelectionRange), 'filter_*');
    const ask = () => run('vscode.executeDefinitionProvider', many.uri, at(many, '- failed<|>_login'));
    const [target] = await eventually(ask, some);
    assert.equal(target.targetUri.toString(), rule.uri.toString());
    assert.equal(rule.getText(target.targetSelectionRange), 'Failed Login');
  });

  it('finds references in all files, and counts them above the rule', async () => {
    const ask = () => run('vscode.executeReferenceProvider', rule.uri, at(rule, 'name: failed<|>_login'));
    // The id and the name of the rule itself are among them.
    const found = await eventually(ask, (all) => all?.length === 3);
    const files = found.map(({ uri }) => uri.path.split('/').pop()).sort();
    assert.deepEqual(files, ['login.yml', 'login.yml', 'many.yml']);
    const lenses = await eventually(
      () => run('vscode.executeCodeLensProvider', rule.uri),
      (all) => all?.some(({ command }) => command?.title === '1 reference'),
    );
    const { command } = lenses.find((lens) => lens.command?.title === '1 reference');
    await run(command.command, ...command.arguments);
  });

  it('shows which correlations are about a rule', async () => {
    const ask = () => run('vscode.prepareCallHierarchy', rule.uri, at(rule, 'name: failed<|>_login'));
    const [item] = await eventually(ask, some);
    const incoming = await eventually(() => run('vscode.provideIncomingCalls', item), some);
    assert.deepEqual(
      incoming.map(({ from }) => from.name),
      ['Many Failed Logins'],
    );
    const outgoing = await run('vscode.provideOutgoingCalls', incoming[0].from);
    assert.deepEqual(
      outgoing.map(({ to }) => to.name),
      ['Failed Login'],
    );
  });

  it('renames selections, and rules in all files', async () => {
    const place = at(rule, 'condition: sele<|>ction');
    const { range, placeholder } = await run('vscode.prepareRename', rule.uri, place);
    assert.equal(rule.getText(range), 'selection_event');
    assert.equal(placeholder, 'selection_event');
    const inFile = await run('vscode.executeDocumentRenameProvider', rule.uri, place, 'selection');
    assert.ok(await vscode.workspace.applyEdit(inFile));
    assert.equal(rule.getText(), login.replaceAll('selection_event', 'selection'));
    const mention = at(many, '- failed<|>_login');
    const everywhere = await run('vscode.executeDocumentRenameProvider', many.uri, mention, 'login_failure');
    assert.ok(await vscode.workspace.applyEdit(everywhere));
    assert.equal(many.getText(), correlation.replace('failed_login', 'login_failure'));
    assert.ok(rule.getText().includes('name: login_failure\n'));
    await assert.rejects(
      async () => run('vscode.executeDocumentRenameProvider', rule.uri, at(rule, '    fil<|>ter_main'), 'other'),
      /no longer select it/,
    );
    await run('workbench.action.files.saveAll');
  });

  it('highlights what means the same', async () => {
    const found = await run('vscode.executeDocumentHighlights', rule.uri, at(rule, '    filter<|>_main:'));
    assert.deepEqual(
      found.map(({ range }) => rule.getText(range)),
      ['filter_main', 'filter_*'],
    );
  });

  it('finds rules by title, name and id', async () => {
    for (const query of ['failed login', 'failed_login', '5d2f6b1e']) {
      const found = await eventually(() => run('vscode.executeWorkspaceSymbolProvider', query), some);
      assert.ok(
        found.some(({ location }) => location.uri.toString() === rule.uri.toString()),
        query,
      );
    }
  });

  it('folds sections and selections, and grows selections', async () => {
    const folds = await run('vscode.executeFoldingRangeProvider', rule.uri);
    const lineOf = (words) => at(rule, `<|>${words}`).line;
    assert.ok(folds.some(({ start, end }) => start === lineOf('detection:') && end === lineOf('condition:')));
    assert.ok(folds.some(({ start, end }) => start === lineOf('selection_event:') && end === lineOf('EventID')));
    const [grown] = await run('vscode.executeSelectionRangeProvider', rule.uri, [at(rule, '46<|>25')]);
    const texts = [];
    for (let range = grown; range; range = range.parent) texts.push(rule.getText(range.range));
    assert.ok(texts.includes('EventID: 4625'), texts.join('\n--\n'));
    assert.ok(texts.includes('selection_event:\n        EventID: 4625'));
  });

  it('links references, ATT&CK and other rules', async () => {
    const found = await run('vscode.executeLinkProvider', rule.uri);
    const targets = found.map(({ target }) => target?.toString(true));
    assert.ok(targets.includes('https://example.org/login'), targets.join());
    assert.ok(targets.includes('https://attack.mitre.org/techniques/T1110/'));
    const ask = () => run('vscode.executeLinkProvider', many.uri);
    const [link] = await eventually(ask, some);
    assert.equal(link.target.path, rule.uri.path);
  });

  it('hears of folders that are moved and deleted outside the editor', async () => {
    const fs = require('node:fs');
    const find = async () => {
      const found = await run('vscode.executeWorkspaceSymbolProvider', 'moving rule');
      return found.map(({ location }) => location.uri.path.split('/').slice(-2).join('/'));
    };
    await write('old/moved.yml', login.replace('Failed Login', 'Moving Rule'));
    await eventually(find, (files) => files.join() === 'old/moved.yml');
    fs.renameSync(uriOf('old').fsPath, uriOf('new').fsPath);
    await eventually(find, (files) => files.join() === 'new/moved.yml');
    fs.rmSync(uriOf('new').fsPath, { recursive: true });
    await eventually(find, (files) => files.length === 0);
  });

  it('checks rules that are not open when the setting says so', async () => {
    await write('closed.yml', login.replace('not 1 of filter_*', 'not filtre').replace('5d2f6b1e', '5d2f6b1f'));
    const settings = vscode.workspace.getConfiguration('sigmasmith');
    await settings.update('lint.wholeWorkspace', true, vscode.ConfigurationTarget.Workspace);
    try {
      const codes = () => codesOf(uriOf('closed.yml'));
      await eventually(codes, (found) => found.includes('sigma-condition-error'));
      await settings.update('lint.wholeWorkspace', undefined, vscode.ConfigurationTarget.Workspace);
      await eventually(codes, (found) => found.length === 0);
    } finally {
      await settings.update('lint.wholeWorkspace', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('checks the whole workspace: an id that two rules have is shown with the way to the other, until it is gone', async () => {
    await write(
      'twin.yml',
      login.replace('Failed Login', 'Twin').replace('4625', '4624').replace('failed_login', 'twin'),
    );
    const isTwin = () => codesOf(rule.uri).includes('identifier_uniqueness');
    await eventually(isTwin, Boolean);
    const found = vscode.languages.getDiagnostics(rule.uri).find(({ relatedInformation }) => some(relatedInformation));
    const [{ location, message }] = found.relatedInformation;
    assert.equal(message, 'Twin', location.uri.path);
    assert.equal(location.uri.path, uriOf('twin.yml').path);
    assert.equal(await textAt(location), '5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11');
    await vscode.workspace.fs.delete(uriOf('twin.yml'));
    await eventually(isTwin, (still) => !still);
  });
});
