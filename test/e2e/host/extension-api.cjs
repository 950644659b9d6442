// What the tests of the extension host have in common.
const assert = require('node:assert/strict');
const vscode = require('vscode');

const run = (...args) => vscode.commands.executeCommand(...args);
const some = (found) => (found?.length ?? 0) > 0;
const codeOf = ({ code }) => (typeof code === 'object' ? code.value : code);

/** Opens a file of the workspace's folder in an editor. */
async function open(file) {
  const [{ uri }] = vscode.workspace.workspaceFolders;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(uri, file));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Asks until there is an answer, and it is as wanted: the server starts, reads files and hears of changes in its own time. */
async function eventually(ask, wanted) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answer = (await ask()) ?? undefined;
    if (answer !== undefined && wanted(answer)) return answer;
    assert.ok(Date.now() < deadline, `the answer stays ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Resolves with the diagnostics of a document as soon as they are as `wanted`. */
function diagnostics(document, wanted) {
  const now = () => vscode.languages.getDiagnostics(document.uri);
  if (wanted(now())) return Promise.resolve(now());
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      listener.dispose();
      reject(new Error(`the diagnostics stay at ${JSON.stringify(now())}`));
    }, 30_000);
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (!wanted(now())) return;
      clearTimeout(timer);
      listener.dispose();
      resolve(now());
    });
  });
}

module.exports = { codeOf, diagnostics, eventually, open, run, some };
