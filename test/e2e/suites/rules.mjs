// Working on rules: mistakes, conversion, new rules.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scenario } from '../stage.mjs';
import { eventually } from '../workbench.mjs';

const mistakes = 'rules/console-login-without-mfa.yml';
const good = 'rules/cloudtrail-logging-stopped.yml';

/** Every mistake of the rule: its code, and the very text that is underlined. */
const expected = [
  '2 sigma-identifier-error: 3f0c2f6e-8b39-4d1f-a1f7-50a9c3e2b7d',
  '3 sigma-status-error: experimentl',
  '8 value-error: 2025-02-30',
  '18 sigma-modifier-error: startwith',
  '20 dangling_detection: filter_mfa',
  '22 dangling_detection: filter_role',
  '24 sigma-condition-error: filter_mfaa',
  '27 sigma-level-error: severe',
];

function underlined(text, { startLineNumber, startColumn, endLineNumber, endColumn }) {
  assert.equal(startLineNumber, endLineNumber, 'a mistake is within a line');
  return text.split('\n')[startLineNumber - 1].slice(startColumn - 1, endColumn - 1);
}

scenario('mistakes are underlined exactly', { smoke: true }, async (wb, { workspace }) => {
  await wb.openFile(mistakes);
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
  const text = readFileSync(path.join(workspace, mistakes), 'utf8');
  const problems = await wb.problems();
  const found = problems.map(
    (problem) => `${problem.startLineNumber} ${problem.code?.value ?? problem.code}: ${underlined(text, problem)}`,
  );
  await wb.picture('6 mistakes');
  assert.deepEqual(found.sort(), expected.sort());
});

scenario('a good rule has no problems, and gets one while it is edited', {}, async (wb) => {
  await wb.openFile(good);
  await wb.openFile(mistakes);
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
  const problems = await wb.problems();
  assert.deepEqual([...new Set(problems.map(({ resource }) => path.basename(resource)))], [path.basename(mistakes)]);

  await wb.tab(path.basename(good)).click();
  await wb.focusEditor();
  await wb.page.keyboard.press('ControlOrMeta+End');
  await wb.page.keyboard.type('status: nonsense');
  await wb.activeEditor.locator('.squiggly-warning, .squiggly-error, .squiggly-info').first().waitFor();
});

/** The text of a tab with a query, which is known by these words: a tab is active before its text is there. */
async function queryOf(wb, tab, words) {
  await wb.tab(tab).click();
  return await eventually(`the query with ${words}`, async () => {
    const text = await wb.editorText();
    return text.includes(words) && text;
  });
}

scenario('a rule is converted to two targets at once, and a query is copied', { smoke: true }, async (wb) => {
  await wb.openFile(good);
  await wb.command('Sigma: Convert rule…');
  await wb.pick('Splunk');
  await wb.pick('Elasticsearch (Lucene)');
  await wb.picture('7 choosing targets');
  await wb.accept();
  for (const tab of [/\(Splunk\)/, /\(Elasticsearch \(Lucene\)\)/]) await wb.tab(tab).waitFor();
  const lucene = await queryOf(wb, /\(Elasticsearch \(Lucene\)\)/, 'event.');
  const splunk = await queryOf(wb, /\(Splunk\)/, 'sourcetype=');
  await wb.picture('8 queries of a rule');
  for (const query of [splunk, lucene]) {
    assert.match(query, /StopLogging/);
    assert.match(query, /DeleteTrail/);
  }

  await wb.page.evaluate(() => navigator.clipboard.writeText(''));
  await wb.command('Sigma: Copy query');
  await eventually('the copied query', async () => {
    const copied = await wb.page.evaluate(() => navigator.clipboard.readText());
    return copied === splunk.trimEnd();
  });
});

scenario('a new rule is written and saved', {}, async (wb, { workspace }) => {
  await wb.command('Sigma: New rule');
  await wb.tab(/new-rule\.yml/).waitFor();
  await eventually('the fields of the new rule', async () => /^id: [0-9a-f-]{36}$/m.test(await wb.editorText()));
  await wb.picture('9 a new rule');
  await wb.page.keyboard.press('ControlOrMeta+S');
  await eventually('the file under the suggested name', () => existsSync(path.join(workspace, 'new-rule.yml')));
  assert.doesNotMatch(
    readFileSync(path.join(workspace, 'new-rule.yml'), 'utf8'),
    /\$\{/,
    'a placeholder was not filled in',
  );
});
