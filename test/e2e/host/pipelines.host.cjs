// Processing pipelines, as the extension API of VS Code hands out what is known of them; and how long the extension took to be there.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { diagnostics, run } = require('./extension-api.cjs');

const broken =
  'name: mine\npriority: 10\ntransformations:\n  - id: fields\n    type: field_name_maping\n    mapping:\n      Image: process\n';

async function openPipeline(content) {
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  await vscode.window.showTextDocument(document);
  return document;
}

const positionOf = (document, words) => document.positionAt(document.getText().indexOf(words) + 1);

describe('pipelines', () => {
  afterEach(() => run('workbench.action.closeAllEditors'));

  it('are checked, and are sound when the mistake is mended', async () => {
    const document = await openPipeline(broken);
    const [problem] = await diagnostics(document, (all) => all.length > 0);
    assert.equal(document.getText(problem.range), 'field_name_maping');
    assert.match(problem.message, /Did you mean "field_name_mapping"\?/);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, problem.range, 'field_name_mapping');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await diagnostics(document, (all) => all.length === 0);
  });

  it('have completion with whole items, hover and an outline', async () => {
    const document = await openPipeline(`${broken.replace('maping', 'mapping')}  - `);
    const end = document.positionAt(document.getText().length);
    const { items } = await run('vscode.executeCompletionItemProvider', document.uri, end);
    const item = items.find(({ label }) => (label.label ?? label) === 'set_state');
    assert.match(item.insertText.value ?? item.insertText, /type: set_state\n {2}key: \$1\n {2}val: \$2/);
    const at = positionOf(document, 'field_name_mapping');
    const [hover] = await run('vscode.executeHoverProvider', document.uri, at);
    assert.match(hover.contents.map(({ value }) => value).join(), /Renames fields/);
    const [symbol] = await run('vscode.executeDocumentSymbolProvider', document.uri);
    assert.equal(symbol.name, 'mine');
  });
});

describe('activation', () => {
  it('is measured: reading the code and activating', () => {
    const marks = globalThis.MonacoPerformanceMarks?.getMarks() ?? performance.getEntriesByType('mark');
    const of = (what) => marks.find(({ name }) => name.includes(`${what}/sigmasmith.sigmasmith`))?.startTime;
    const loading = of('didLoadExtensionCode') - of('willLoadExtensionCode');
    const activation = of('didActivateExtension') - of('willActivateExtension');
    console.log(`        loading ${loading} ms, activation ${activation} ms`);
    assert.ok(Number.isFinite(loading + activation));
  });
});
