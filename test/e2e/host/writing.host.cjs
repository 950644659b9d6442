// Completion, hover and signature help as VS Code itself asks for them.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { eventually, run } = require('./extension-api.cjs');

/** A document with the cursor `|>`, and where that is. */
async function at(marked, language = 'sigma') {
  const offset = marked.indexOf('|>');
  const content = marked.replace('|>', '');
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
  return { document, position: document.positionAt(offset) };
}

const labelOf = ({ label }) => (typeof label === 'string' ? label : label.label);

async function complete(marked, label) {
  const { document, position } = await at(marked);
  const has = ({ items }) => items.some((item) => labelOf(item) === label);
  const ask = () => run('vscode.executeCompletionItemProvider', document.uri, position, undefined, 2_000);
  const { items } = await eventually(ask, has);
  return items.find((item) => labelOf(item) === label);
}

async function hover(marked) {
  const { document, position } = await at(marked);
  const hovers = await eventually(
    () => run('vscode.executeHoverProvider', document.uri, position),
    (found) => found.length > 0,
  );
  return hovers.flatMap(({ contents }) => contents.map((content) => content.value ?? content)).join('\n');
}

const rule = (detection) =>
  `title: A\nlogsource:\n    product: windows\n    category: process_creation\ndetection:\n${detection}`;

describe('writing rules', () => {
  afterEach(() => run('workbench.action.revertAndCloseActiveEditor'));

  it('keys, values, fields, modifiers, tags and selections are completed', async () => {
    assert.equal((await complete('title: A\n|>', 'logsource')).insertText.value, 'logsource:\n    ');
    assert.equal((await complete('level: |>', 'high')).insertText, 'high');
    const field = await complete(rule('    a:\n        |>'), 'CommandLine');
    assert.match(field.documentation.value, /^Command line with which the process was started/);
    assert.equal((await complete(rule('    a:\n        Image|wide||>'), 'base64offset')).insertText, 'base64offset');
    const tag = await complete('tags:\n    - attack.powershell|>', 'attack.t1059.001');
    assert.match(tag.documentation.value, /PowerShell/);
    await complete(rule('    selection:\n        Image: x\n    condition: |>'), 'selection');
    await complete(rule('    selection:\n        Image: x\n    condition: selection |>'), 'and not');
  });

  it('what is accepted directly behind a dash is an entry of the list', async () => {
    await complete('tags:\n    - |>', 'attack.');
    const { document, position } = await at('tags:\n    |>');
    vscode.window.activeTextEditor.selection = new vscode.Selection(position, position);
    await run('type', { text: '-' });
    await eventually(
      async () => {
        await run('editor.action.triggerSuggest');
        await new Promise((resolve) => setTimeout(resolve, 500));
        await run('acceptSelectedSuggestion');
        return document.getText();
      },
      (text) => text !== 'tags:\n    -',
    );
    assert.equal(document.getText(), 'tags:\n    - attack.');
  });

  it('ids are fresh, dates are today', async () => {
    const { document, position } = await at('id: |>');
    const ask = () => run('vscode.executeCompletionItemProvider', document.uri, position);
    await eventually(ask, (list) => list.items.some((item) => /^[0-9a-f-]{36}$/.test(labelOf(item))));
    await complete('date: |>', new Date().toISOString().slice(0, 10));
  });

  it('rules of the workspace are completed', async () => {
    const { document, position } = await at('title: C\ncorrelation:\n    rules:\n        - |>');
    const ask = () => run('vscode.executeCompletionItemProvider', document.uri, position);
    await eventually(ask, (list) => list.items.some((item) => /[0-9a-f]{8}-[0-9a-f]{4}-/.test(item.insertText)));
  });

  it('things are explained', async () => {
    assert.match(await hover('le|>vel: high\n'), /How much a match matters/);
    assert.match(
      await hover(rule('    a:\n        Command|>Line|contains: x\n    condition: a\n')),
      /Command line with which/,
    );
    assert.match(await hover(rule('    a:\n        CommandLine|con|>tains: x\n    condition: a\n')), /powershell/);
    assert.match(await hover('tags:\n    - attack.t1059|>.001\n'), /attack\.mitre\.org/);
    assert.match(
      await hover(rule('    selection:\n        Image: x\n    condition: selec|>tion\n')),
      /selection:\n {4}Image: x/,
    );
  });

  it('chains of modifiers have a signature', async () => {
    const { document, position } = await at(rule('    a:\n        Image|contains||>'));
    const help = await eventually(
      () => run('vscode.executeSignatureHelpProvider', document.uri, position, '|'),
      (found) => found.signatures.length > 0,
    );
    assert.equal(help.signatures[0].label, 'Image|contains|modifier');
    assert.equal(help.activeParameter, 2);
  });

  it('the outline has the sections, selections and fields of a rule', async () => {
    const { document } = await at(rule('    a:\n        Image|endswith: x\n    condition: a|>\n'));
    const ask = () => run('vscode.executeDocumentSymbolProvider', document.uri);
    const [symbol] = await eventually(ask, (found) => found.length > 0);
    const names = ({ name, children }) => [name, children.map(names)];
    assert.deepEqual(names(symbol), [
      'A',
      [
        [
          'logsource',
          [
            ['product', []],
            ['category', []],
          ],
        ],
        [
          'detection',
          [
            ['a', [['Image|endswith', []]]],
            ['condition', []],
          ],
        ],
      ],
    ]);
  });

  it('snippets write whole documents', async () => {
    const { document } = await at('|>');
    await run('editor.action.insertSnippet', { langId: 'sigma', name: 'Sigma rule' });
    await eventually(
      () => document.getText(),
      (text) => /^id: [0-9a-f-]{36}$/m.test(text) && text.includes('condition: selection'),
    );
  });

  it('an item is shown as what the targets of the project make of it', async () => {
    const [folder] = vscode.workspace.workspaceFolders;
    const config = vscode.Uri.joinPath(folder.uri, '.sigmasmith.yml');
    const before = await vscode.workspace.fs.readFile(config).then(
      (content) => content,
      () => undefined,
    );
    const targets = 'targets:\n  - name: ours\n    target: splunk\n';
    await vscode.workspace.fs.writeFile(config, new TextEncoder().encode(targets));
    try {
      const { document, position } = await at(rule("    a:\n        Image|endswith: 'x|>.exe'\n    condition: a\n"));
      const ask = () => run('vscode.executeHoverProvider', document.uri, position);
      const text = (found) => found.flatMap(({ contents }) => contents.map((content) => content.value)).join('\n');
      await eventually(ask, (found) => text(found).includes('Image="*x.exe"'));
    } finally {
      if (before) await vscode.workspace.fs.writeFile(config, before);
      else await vscode.workspace.fs.delete(config);
    }
  });
});
