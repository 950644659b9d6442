// Formatting, code actions, semantic tokens and inlay hints as VS Code itself asks for them and applies them.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { eventually, open, run, some } = require('./extension-api.cjs');

const folder = () => vscode.workspace.workspaceFolders[0].uri;

/** VS Code may give a new document the name, and the text, of one that it is just forgetting: then another one is made. */
const untitled = (content, language = 'sigma') =>
  eventually(
    async () => {
      const document = await vscode.workspace.openTextDocument({ language, content });
      await vscode.window.showTextDocument(document);
      return document;
    },
    (document) => document.getText() === content && vscode.window.activeTextEditor?.document === document,
  );

const options = { tabSize: 4, insertSpaces: true };

async function apply(document, edits) {
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

const whole = (document) => new vscode.Range(0, 0, document.lineCount, 0);
const rangeOf = (document, words) => {
  const start = document.positionAt(document.getText().indexOf(words));
  return new vscode.Range(start, start.translate(0, words.length));
};

const messy = 'level: high\ntitle: A\nlogsource:\n  product: windows\ndetection:\n  a:\n  - x: "y"\n  condition: a\n';
const neat =
  "title: A\nlogsource:\n    product: windows\ndetection:\n    a:\n        - x: 'y'\n    condition: a\nlevel: high\n";

describe('editing', () => {
  afterEach(() => run('workbench.action.revertAndCloseActiveEditor'));

  it('a Sigma document is formatted, in language sigma and as a YAML file', async () => {
    const document = await untitled(messy);
    const edits = await eventually(() => run('vscode.executeFormatDocumentProvider', document.uri, options), some);
    await apply(document, edits);
    assert.equal(document.getText(), neat);

    const file = await open('rules/console-login-without-mfa.yml');
    const found = await eventually(() => run('vscode.executeFormatDocumentProvider', file.uri, options), some);
    await apply(file, found);
    assert.match(file.getText(), /^detection:\n {4}selection:\n {8}eventSource: /m);
    await run('workbench.action.files.revert');
  });

  it('a range of a rule is formatted', async () => {
    const document = await untitled(messy);
    const range = rangeOf(document, 'product');
    const edits = await eventually(() => run('vscode.executeFormatRangeProvider', document.uri, range, options), some);
    await apply(document, edits);
    assert.equal(document.getText(), messy.replace('  product', '    product'));
  });

  it('a file with CRLF is formatted and fixed by the editor’s own commands, and keeps its lines', async () => {
    const uri = vscode.Uri.joinPath(folder(), 'rules/windows-lines.yml');
    const windows = (text) => text.replaceAll('\n', '\r\n');
    const dates = 'date: 2026/01/02\nmodified: 2026/01/03\n';
    const text = messy.replace('title: A\n', `title: A\n${dates}`);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(windows(text)));
    try {
      const document = await open('rules/windows-lines.yml');
      assert.equal(document.eol, vscode.EndOfLine.CRLF);
      await eventually(() => run('vscode.executeFormatDocumentProvider', uri, options), some);
      const start = rangeOf(document, '  product').start;
      vscode.window.activeTextEditor.selection = new vscode.Selection(start, start.translate(1, 0));
      await run('editor.action.formatSelection');
      assert.equal(document.getText(), windows(text.replace('  product', '    product')));
      await eventually(() => run('vscode.executeCodeActionProvider', uri, whole(document), 'source.fixAll'), some);
      await run('editor.action.fixAll');
      const fixed = 'date: 2026-01-02\nmodified: 2026-01-03\n';
      const withDates = windows(text.replace('  product', '    product').replace(dates, fixed));
      // The command comes back before its edit is applied.
      await eventually(
        () => [document.getText()],
        ([now]) => now !== windows(text.replace('  product', '    product')),
      );
      assert.equal(document.getText(), withDates);
      await run('editor.action.formatDocument');
      assert.equal(document.getText(), windows(neat.replace('title: A\n', `title: A\n${fixed}`)));
      await run('workbench.action.files.revert');
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  it('there is no formatter for other YAML', async () => {
    const document = await untitled('services:\n  web: 1\n', 'yaml');
    const edits = await run('vscode.executeFormatDocumentProvider', document.uri, options);
    assert.ok(!edits || edits.length === 0);
  });

  it('a quick fix mends a mistake, and is linked with it', async () => {
    const document = await open('rules/console-login-without-mfa.yml');
    const range = rangeOf(document, 'experimentl');
    const actions = await eventually(
      () => run('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.QuickFix.value, 20),
      some,
    );
    const fix = actions.find(({ title }) => title === "Use 'experimental'");
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /^status: experimental$/m);
    const disable = actions.find(({ title }) => title === "Disable 'sigma-status-error' for this line");
    assert.ok(disable);
    await run('workbench.action.files.revert');
  });

  it('all safe problems are fixed in one step, as on saving', async () => {
    const twice = 'tags:\n    - attack.execution\n    - attack.execution\n';
    const document = await untitled(
      `title: A\n${twice}logsource: {product: windows}\ndetection: {a: {x: 1}, condition: a}\n`,
    );
    const ask = () =>
      run('vscode.executeCodeActionProvider', document.uri, whole(document), 'source.fixAll.sigmasmith');
    const [action] = await eventually(ask, some);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.equal(document.getText().match(/attack\.execution/g).length, 1);
  });

  it('words of a rule have their kinds', async () => {
    const document = await open('rules/cloudtrail-logging-stopped.yml');
    const legend = await eventually(
      () => run('vscode.provideDocumentSemanticTokensLegend', document.uri),
      ({ tokenTypes }) => tokenTypes.includes('sigmaModifier'),
    );
    const { data } = await eventually(
      () => run('vscode.provideDocumentSemanticTokens', document.uri),
      ({ data: numbers }) => numbers.length > 0,
    );
    const kinds = new Set();
    for (let i = 3; i < data.length; i += 5) kinds.add(legend.tokenTypes[data[i]]);
    for (const kind of ['property', 'function', 'enumMember']) assert.ok(kinds.has(kind), `${kind} is there`);
    const part = await run('vscode.provideDocumentRangeSemanticTokens', document.uri, new vscode.Range(0, 0, 3, 0));
    assert.ok(part.data.length < data.length);
  });

  it('hints stand behind techniques, and go with the setting', async () => {
    const document = await open('rules/console-login-without-mfa.yml');
    const ask = () => run('vscode.executeInlayHintProvider', document.uri, whole(document));
    const hints = await eventually(ask, some);
    const technique = hints.find(({ label }) => /Cloud Accounts/.test(label));
    assert.ok(technique, JSON.stringify(hints.map(({ label }) => label)));
    assert.equal(document.lineAt(technique.position.line).text.trim(), '- attack.t1078.004');
    const section = vscode.workspace.getConfiguration('sigmasmith.inlayHints');
    await section.update('techniques', false, vscode.ConfigurationTarget.Global);
    await eventually(ask, (found) => found.every(({ label }) => !/Cloud Accounts/.test(label)));
    await section.update('techniques', undefined, vscode.ConfigurationTarget.Global);
  });

  it('ids and dates are set, and lists of a Sigma document continue on Enter', async () => {
    const document = await untitled('title: A\ntags:\n    - attack.t1059\ndetection: {}\n');
    await eventually(
      async () => {
        if (!/^id: /m.test(document.getText())) await run('sigmasmith.generateId');
        return document.getText();
      },
      (text) => /^title: A\nid: [0-9a-f-]{36}\ntags:/.test(text),
    );
    await run('sigmasmith.setModifiedDate');
    assert.match(document.getText(), /^modified: \d{4}-\d\d-\d\d\ntags:/m);
    const { end } = rangeOf(document, 'attack.t1059');
    // VS Code loads what it knows of a language when a document of it is opened, in its own time.
    const below = async () => {
      vscode.window.activeTextEditor.selection = new vscode.Selection(end, end);
      await run('type', { text: '\n' });
      const { text } = document.lineAt(end.line + 1);
      if (text !== '    - ') await run('undo');
      return [text];
    };
    await eventually(below, ([text]) => text === '    - ');
    await run('type', { text: 'attack.t1053' });
    assert.match(document.getText(), /\n {4}- attack\.t1059\n {4}- attack\.t1053\n/);
  });

  it('a list in a YAML file that is Sigma continues on Enter, and ends at an empty entry', async () => {
    const document = await open('rules/console-login-without-mfa.yml');
    await eventually(() => vscode.languages.getDiagnostics(document.uri), some);
    // What the server answers now comes after its word that this is Sigma.
    await eventually(() => run('vscode.executeInlayHintProvider', document.uri, whole(document)), some);
    const { end } = rangeOf(document, 'attack.t1078.004');
    vscode.window.activeTextEditor.selection = new vscode.Selection(end, end);
    const below = () => document.lineAt(end.line + 1).text;
    await run('type', { text: '\n' });
    await eventually(below, (text) => text === '  - ');
    await run('type', { text: '\n' });
    await eventually(
      () => [below()],
      ([text]) => text === '',
    );
    assert.equal(document.lineAt(end.line + 2).text, 'logsource:');
    await run('workbench.action.files.revert');
  });
});
