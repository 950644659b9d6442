// What the language server says about documents, as the extension API of VS Code hands it out.
const assert = require('node:assert/strict');
const path = require('node:path');
const vscode = require('vscode');
const { codeOf, diagnostics, open, some } = require('./extension-api.cjs');

const none = (found) => found.length === 0;

async function replace(document, from, to) {
  const start = document.positionAt(document.getText().indexOf(from));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(start, start.translate(0, from.length)), to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('the extension', () => {
  it('registers every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension('sigmasmith.sigmasmith');
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const declared = extension.packageJSON.contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });
});

describe('documents', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('a mistake is reported at its very characters, and goes when it is mended', async () => {
    const document = await open('rules/console-login-without-mfa.yml');
    const found = await diagnostics(document, (all) =>
      all.some(({ range }) => document.getText(range) === 'startwith'),
    );
    for (const diagnostic of found) {
      assert.equal(diagnostic.source, 'sigma');
      assert.ok(codeOf(diagnostic), 'a diagnostic has a code');
      assert.ok(!diagnostic.range.isEmpty, `${diagnostic.message} has a range`);
    }
    await replace(document, 'startwith', 'startswith');
    const left = await diagnostics(document, (all) => all.length === found.length - 1);
    assert.ok(left.every(({ range }) => document.getText(range) !== 'startwith'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('an untitled document in language sigma is checked, whatever its text is', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'sigma', content: 'title: Lonely\n' });
    await diagnostics(document, some);
  });

  it('other YAML is left alone; it becomes Sigma when it has a detection, and stays so', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: 'image: nginx\n' });
    const rule = await vscode.workspace.openTextDocument({ language: 'sigma', content: 'title: Lonely\n' });
    await diagnostics(rule, some); // what was opened before has been checked by now
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    await replace(document, 'image: nginx', 'title: Half a rule\ndetection:');
    await diagnostics(document, some);
    await replace(document, 'detection:', '');
    await diagnostics(document, some);
  });

  it('a good rule has no problem, with either kind of line ends', async () => {
    const document = await open('rules/cloudtrail-logging-stopped.yml');
    const crlf = await vscode.workspace.openTextDocument({
      language: 'sigma',
      content: document.getText().replaceAll('\n', '\r\n'),
    });
    assert.equal(crlf.eol, vscode.EndOfLine.CRLF);
    await replace(crlf, 'level: high', 'level: huge');
    const [problem] = await diagnostics(crlf, some);
    assert.equal(crlf.getText(problem.range), 'huge');
    await replace(crlf, 'level: huge', 'level: high');
    await diagnostics(crlf, none);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('a document that was edited a lot has the problems of a fresh one', async () => {
    const document = await open('rules/console-login-without-mfa.yml');
    const before = await diagnostics(document, some);
    for (let round = 0; round < 20; round++) {
      await replace(document, 'filter_mfaa', `filter_${round} and not filter_mfaa`);
    }
    await diagnostics(document, (all) => all.length === before.length + 20);
    const fresh = await vscode.workspace.openTextDocument({ language: 'sigma', content: document.getText() });
    const again = await diagnostics(fresh, (all) => all.length === before.length + 20);
    const places = (all) =>
      all.map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`).sort();
    assert.deepEqual(places(vscode.languages.getDiagnostics(document.uri)), places(again));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(path.basename(document.fileName), 'console-login-without-mfa.yml');
  });
});
